"""Checks that come before a foreign key's: they say which reference is wrong."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.errors import UnknownMovie
from storage.tables.catalogue import movies


def require_movie(connection: Connection, movie_id: int) -> None:
    """Raise UnknownMovie unless there is one with this id."""
    is_possible = -(2**31) <= movie_id < 2**31
    is_there = sa.select(sa.exists().where(movies.c.movie_id == movie_id))
    if not is_possible or not connection.execute(is_there).scalar_one():
        raise UnknownMovie(movie_id)
