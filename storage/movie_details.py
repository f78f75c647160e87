"""What OMDb answered, kept with its age."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.records.catalogue import MovieDetails
from storage.tables.catalogue import movie_details
from storage.upserting import upsert_into

_NAMES = tuple(field.name for field in fields(MovieDetails))
_COLUMNS = tuple(movie_details.c[name] for name in _NAMES)
# Built once: making a statement anew takes longer than running it.
_ONE = sa.select(*_COLUMNS).where(movie_details.c.imdb_id == sa.bindparam("film"))
_SOME = sa.select(*_COLUMNS).where(movie_details.c.imdb_id.in_(sa.bindparam("films", expanding=True)))


class MovieDetailsCache:
    """Reads and writes answers and misses."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, imdb_id: str) -> MovieDetails | None:
        """Return the last answer about a film, however old, or None when OMDb was never asked."""
        row = self._connection.execute(_ONE, {"film": imdb_id}).one_or_none()
        return MovieDetails(*row) if row else None

    def get_many(self, imdb_ids: Collection[str]) -> dict[str, MovieDetails]:
        """Return the last answers about several films (a hundred or so), without those never asked about."""
        rows = self._connection.execute(_SOME, {"films": list(imdb_ids)})
        return {row.imdb_id: MovieDetails(*row) for row in rows}

    def asked_since(self, moment: datetime) -> set[str]:
        """Return about which films OMDb answered, or missed, since a moment."""
        statement = sa.select(movie_details.c.imdb_id).where(movie_details.c.fetched_at >= moment)
        return set(self._connection.execute(statement).scalars())

    def put(self, details: MovieDetails) -> None:
        """Keep an answer in place of the last one."""
        statement = upsert_into(self._connection, movie_details, replace=_NAMES[1:])
        self._connection.execute(statement.values(asdict(details)))
