"""Ratings out of the database as NumPy arrays, without a Python object a row that lives."""

from __future__ import annotations

from itertools import chain
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from storage.records.catalogue import RatingArrays

_ROWS_A_PIECE = 50_000
_BYTES_A_PIECE = 4 << 20
_COPY_HEADER_BYTES = 19
_COPY_ROW = np.dtype(
    [
        ("fields", ">i2"),
        ("user_bytes", ">i4"),
        ("user_id", ">i8"),
        ("movie_bytes", ">i4"),
        ("movie_id", ">i4"),
        ("stars_bytes", ">i4"),
        ("stars", ">f4"),
    ]
)


def read_rating_arrays(connection: Connection, table: sa.Table, user_column: str) -> RatingArrays:
    """Return all rows of a rating table, in no order: sorting millions of them is not the server's work."""
    cursor = connection.connection.cursor()
    try:
        if connection.dialect.name == "postgresql":
            return _read_postgresql(cursor, table.name, user_column)
        return _read_sqlite(cursor, table.name, user_column)
    finally:
        cursor.close()


def _read_sqlite(cursor: Any, table: str, user_column: str) -> RatingArrays:
    # Both names are ours, from storage.tables; nothing a person typed reaches this text.
    cursor.execute(f"SELECT {user_column}, movie_id, stars FROM {table}")  # noqa: S608
    pieces = _Pieces()
    while rows := cursor.fetchmany(_ROWS_A_PIECE):
        flat = np.fromiter(chain.from_iterable(rows), np.float64, count=3 * len(rows)).reshape(-1, 3)
        pieces.add(flat[:, 0], flat[:, 1], flat[:, 2])
    return pieces.joined()


def _read_postgresql(cursor: Any, table: str, user_column: str) -> RatingArrays:
    parser = _CopyParser()
    cursor.copy_expert(
        f"COPY (SELECT {user_column}::bigint, movie_id, stars FROM {table})"  # noqa: S608
        " TO STDOUT (FORMAT binary)",
        parser,
    )
    return parser.finished()


class _Pieces:
    """Arrays that grow by pieces and are joined once."""

    def __init__(self) -> None:
        self._user_ids: list[NDArray[np.int64]] = []
        self._movie_ids: list[NDArray[np.int32]] = []
        self._stars: list[NDArray[np.float32]] = []

    def add(self, user_ids: NDArray[Any], movie_ids: NDArray[Any], stars: NDArray[Any]) -> None:
        """Append one piece, in the types of the result."""
        self._user_ids.append(user_ids.astype(np.int64))
        self._movie_ids.append(movie_ids.astype(np.int32))
        self._stars.append(stars.astype(np.float32))

    def joined(self) -> RatingArrays:
        """Return everything that was added."""
        return RatingArrays(
            _join(self._user_ids, np.int64), _join(self._movie_ids, np.int32), _join(self._stars, np.float32)
        )


def _join(pieces: list[NDArray[Any]], dtype: type[np.generic]) -> NDArray[Any]:
    whole = np.concatenate([np.empty(0, dtype), *pieces])
    pieces.clear()  # one column at a time: never everything twice
    return whole


class _CopyParser:
    """The file that PostgreSQL's binary COPY writes into; every row has the same 30 bytes."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._header_is_read = False
        self._pieces = _Pieces()

    def write(self, block: bytes) -> int:
        """Take the next bytes; parse when enough are there."""
        self._buffer += block
        if len(self._buffer) >= _BYTES_A_PIECE:
            self._parse()
        return len(block)

    def finished(self) -> RatingArrays:
        """Return the rows, once COPY is done."""
        self._parse()
        return self._pieces.joined()

    def _parse(self) -> None:
        start = 0 if self._header_is_read else _COPY_HEADER_BYTES
        self._header_is_read = True
        count = (len(self._buffer) - start) // _COPY_ROW.itemsize
        rows = np.frombuffer(bytes(self._buffer), dtype=_COPY_ROW, count=count, offset=start)
        self._pieces.add(rows["user_id"], rows["movie_id"], rows["stars"])
        del self._buffer[: start + count * _COPY_ROW.itemsize]
