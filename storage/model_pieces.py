"""A model's bytes out of the database, a piece at a time."""

from __future__ import annotations

import io
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.tables.running import model_pieces

# A binary COPY of one row with one column: signature, flags and extension, then how many columns, their size.
_BEFORE, _BEHIND = 11 + 4 + 4 + 2 + 4, 2


def read_piece(connection: Connection, version: int, position: int) -> bytes | None:
    """Return one piece of a model's bytes, None when it is not there."""
    if connection.dialect.name == "postgresql":
        return _copied(connection, version, position)
    statement = sa.select(model_pieces.c.piece).where(
        model_pieces.c.version == version, model_pieces.c.position == position
    )
    piece: bytes | None = connection.execute(statement).scalar_one_or_none()
    return piece


def _copied(connection: Connection, version: int, position: int) -> bytes | None:
    """Return a piece as PostgreSQL keeps it; the answer to a SELECT comes in hexadecimal digits."""
    content = io.BytesIO()
    cursor: Any = connection.connection.cursor()
    try:
        cursor.copy_expert(
            f"COPY (SELECT piece FROM {model_pieces.name}"  # noqa: S608 - a table's name and two numbers
            f" WHERE version = {int(version)} AND position = {int(position)}) TO STDOUT (FORMAT binary)",
            content,
        )
    finally:
        cursor.close()
    return content.getvalue()[_BEFORE:-_BEHIND] if content.tell() > _BEFORE else None
