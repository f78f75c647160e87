"""Ratings on their way into PostgreSQL: a table beside the old one, filled block by block.

Each block is a transaction of its own, so a load that was interrupted goes on behind the last whole block.
The table's comment says of which data set its rows are, and how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import psycopg2
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from storage.movielens.loaded_ratings import LoadedRatings, Progress
from storage.movielens.turns import take_turn_if_free

ROWS_A_BLOCK = 2_000_000
TABLE = "movielens_ratings_incoming"
_COPY_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_TRAILER = b"\xff\xff"
_COPY_ROW = np.dtype(
    [
        ("fields", ">i2"),
        ("rated_at_bytes", ">i4"),
        ("rated_at", ">i8"),
        ("user_bytes", ">i4"),
        ("user_id", ">i4"),
        ("movie_bytes", ">i4"),
        ("movie_id", ">i4"),
        ("stars_bytes", ">i4"),
        ("stars", ">f4"),
    ]
)
_SECONDS_TO_2000 = 946_684_800  # PostgreSQL counts its microseconds from the year 2000
_DROP = f"DROP TABLE IF EXISTS {TABLE}"
_CREATE = f"CREATE TABLE {TABLE} (LIKE movielens_ratings INCLUDING CONSTRAINTS)"
_COPY = f"COPY {TABLE} (rated_at, movielens_user_id, movie_id, stars) FROM STDIN (FORMAT binary)"
_READ_COMMENT = f"SELECT obj_description(to_regclass('{TABLE}'), 'pg_class')"
_LOST_CONNECTION = ("08", "57")  # classes of SQLSTATE; without any the server said nothing at all


def copy_ratings(engine: Engine, digest: str, ratings: LoadedRatings, on_progress: Progress) -> None:
    """Fill the table with these ratings of a data set; what an interrupted try has brought there is kept."""
    count, done = len(ratings.user_ids), _begin(engine, digest)
    on_progress(done, count)
    for first in range(done, count, ROWS_A_BLOCK):
        behind = min(first + ROWS_A_BLOCK, count)
        with engine.begin() as connection:
            _copy(connection, _BlockReader(_blocks(ratings, first, behind, on_progress)))
            _note(connection, digest, behind)


@contextmanager
def dropped_when_refused(engine: Engine) -> Iterator[None]:
    """Leave no table behind where the database refuses something, for want of room, say.

    A load that has waited for its turn meanwhile drops the table itself, or goes on with it.
    """
    try:
        yield
    except (psycopg2.Error, DBAPIError) as error:
        refusal = error.orig if isinstance(error, DBAPIError) else error
        code = getattr(refusal, "pgcode", None)
        if code is not None and not code.startswith(_LOST_CONNECTION):
            _drop_if_unused(engine)
        raise


def drop_incoming(engine: Engine) -> None:
    """Drop what a load that was interrupted left behind."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql(_DROP)


def _drop_if_unused(engine: Engine) -> None:
    with engine.begin() as connection:
        if take_turn_if_free(connection):
            connection.exec_driver_sql(_DROP)


def _begin(engine: Engine, digest: str) -> int:
    """Return how many ratings of this data set are there; of another one, none stay."""
    with engine.begin() as connection:
        comment = connection.execute(sa.text(_READ_COMMENT)).scalar_one()
        whose, _, done = (comment or "").partition(" ")
        if whose == digest:
            return int(done)
        connection.exec_driver_sql(_DROP)
        connection.exec_driver_sql(_CREATE)
        _note(connection, digest, 0)
    return 0


def _note(connection: Connection, digest: str, done: int) -> None:
    connection.exec_driver_sql(f"COMMENT ON TABLE {TABLE} IS '{digest} {done}'")


def _copy(connection: Connection, reader: _BlockReader) -> None:
    cursor: Any = connection.connection.cursor()
    try:
        cursor.copy_expert(_COPY, reader, size=1 << 20)
    except psycopg2.Error:
        # The driver reports whatever goes wrong in read() as an error of its own.
        if reader.failure is not None:
            raise reader.failure from None
        raise
    finally:
        cursor.close()


def _blocks(ratings: LoadedRatings, first: int, behind: int, on_progress: Progress) -> Iterator[bytes]:
    yield _COPY_HEADER
    for piece in ratings.pieces(first, behind):
        rows = np.empty(piece.stop - piece.start, _COPY_ROW)
        rows["fields"] = 4
        rows["rated_at_bytes"] = 8
        rows["rated_at"] = (ratings.rated_at[piece] - _SECONDS_TO_2000) * 1_000_000
        rows["user_bytes"] = rows["movie_bytes"] = rows["stars_bytes"] = 4
        rows["user_id"] = ratings.user_ids[piece]
        rows["movie_id"] = ratings.movie_ids[piece]
        rows["stars"] = ratings.stars[piece]
        yield rows.tobytes()
        on_progress(piece.stop, len(ratings.user_ids))
    yield _COPY_TRAILER


class _BlockReader:
    """A file that COPY reads from, fed by blocks of any size."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._block = memoryview(b"")
        self.failure: BaseException | None = None

    def read(self, size: int) -> bytes:
        """Return at most `size` bytes, none at the end; an interruption is kept as `failure`."""
        if not self._block:
            try:
                self._block = memoryview(next(self._blocks, b""))
            except BaseException as failure:
                self.failure = failure
                raise
        head, self._block = self._block[:size], self._block[size:]
        return bytes(head)
