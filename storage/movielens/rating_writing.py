"""Writing millions of MovieLens ratings: COPY into a new table on PostgreSQL, executemany on SQLite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import psycopg2
from sqlalchemy.engine import Connection

from storage.movielens.loaded_ratings import LoadedRatings

_ROWS_A_PIECE = 50_000
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
_BEFORE_COPY = "CREATE TABLE movielens_ratings_incoming (LIKE movielens_ratings INCLUDING CONSTRAINTS)"
_COPY = (
    "COPY movielens_ratings_incoming (rated_at, movielens_user_id, movie_id, stars)"
    " FROM STDIN (FORMAT binary)"
)
_SWAP = (
    "CREATE UNIQUE INDEX ix_movielens_ratings_incoming"
    " ON movielens_ratings_incoming (movielens_user_id, movie_id)",
    "DROP TABLE movielens_ratings",
    "ALTER TABLE movielens_ratings_incoming RENAME TO movielens_ratings",
    "ALTER TABLE movielens_ratings ADD CONSTRAINT pk_movielens_ratings"
    " PRIMARY KEY USING INDEX ix_movielens_ratings_incoming",
)
_AFTER_SWAP = (
    "ALTER TABLE movielens_ratings ADD CONSTRAINT fk_movielens_ratings_movie_id_movies"
    " FOREIGN KEY (movie_id) REFERENCES movies (movie_id) ON DELETE RESTRICT",
    "ANALYZE movielens_ratings",
    "ANALYZE movies",
)
_INSERT = "INSERT INTO movielens_ratings (rated_at, movielens_user_id, movie_id, stars) VALUES (?, ?, ?, ?)"

Progress = Callable[[int, int], None]


def replace_ratings(
    connection: Connection,
    ratings: LoadedRatings,
    on_progress: Progress,
    when_old_are_gone: Callable[[], None],
) -> None:
    """Put these ratings in the place of all that are there, inside the running transaction.

    `when_old_are_gone` runs while no rating refers to a movie: dropping a movie is then quick.
    """
    if connection.dialect.name == "postgresql":
        _replace_on_postgresql(connection, ratings, on_progress, when_old_are_gone)
    else:
        _replace_on_sqlite(connection, ratings, on_progress, when_old_are_gone)


def _replace_on_postgresql(
    connection: Connection,
    ratings: LoadedRatings,
    on_progress: Progress,
    when_old_are_gone: Callable[[], None],
) -> None:
    # Into a new table, so that people are served from the old one until the last moment, the index is built
    # once and at its densest, and no dead rows stay behind.
    connection.exec_driver_sql(_BEFORE_COPY)
    _copy(connection.connection.cursor(), _BlockReader(_copy_blocks(ratings, on_progress)))
    for statement in _SWAP:
        connection.exec_driver_sql(statement)
    when_old_are_gone()
    for statement in _AFTER_SWAP:
        connection.exec_driver_sql(statement)


def _copy(cursor: Any, reader: _BlockReader) -> None:
    try:
        cursor.copy_expert(_COPY, reader, size=1 << 20)
    except psycopg2.Error:
        # The driver reports whatever goes wrong in read() as an error of its own.
        if reader.failure is not None:
            raise reader.failure from None
        raise
    finally:
        cursor.close()


def _copy_blocks(ratings: LoadedRatings, on_progress: Progress) -> Iterator[bytes]:
    yield _COPY_HEADER
    for piece in _pieces(ratings, on_progress):
        rows = np.empty(len(ratings.user_ids[piece]), _COPY_ROW)
        rows["fields"] = 4
        rows["rated_at_bytes"] = 8
        rows["rated_at"] = (ratings.rated_at[piece] - _SECONDS_TO_2000) * 1_000_000
        rows["user_bytes"] = rows["movie_bytes"] = rows["stars_bytes"] = 4
        rows["user_id"] = ratings.user_ids[piece]
        rows["movie_id"] = ratings.movie_ids[piece]
        rows["stars"] = ratings.stars[piece]
        yield rows.tobytes()
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


def _replace_on_sqlite(
    connection: Connection,
    ratings: LoadedRatings,
    on_progress: Progress,
    when_old_are_gone: Callable[[], None],
) -> None:
    connection.exec_driver_sql("DELETE FROM movielens_ratings")
    when_old_are_gone()
    cursor: Any = connection.connection.cursor()
    for piece in _pieces(ratings, on_progress):
        columns = (
            ratings.rated_at[piece] * 1_000_000,
            ratings.user_ids[piece],
            ratings.movie_ids[piece],
            ratings.stars[piece],
        )
        cursor.executemany(_INSERT, zip(*(column.tolist() for column in columns), strict=True))
    cursor.close()


def _pieces(ratings: LoadedRatings, on_progress: Progress) -> Iterator[slice]:
    count = len(ratings.user_ids)
    on_progress(0, count)
    for start in range(0, count, _ROWS_A_PIECE):
        yield slice(start, start + _ROWS_A_PIECE)
        on_progress(min(start + _ROWS_A_PIECE, count), count)
