"""Telegram's names for posters that a bot has already uploaded; each bot has its own."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.references import require_movie
from storage.tables.catalogue import poster_file_ids
from storage.upserting import upsert_into

_GET = sa.select(poster_file_ids.c.file_id).where(
    poster_file_ids.c.bot_id == sa.bindparam("bot"), poster_file_ids.c.movie_id == sa.bindparam("movie")
)


class PosterFileIds:
    """Reads and writes file ids."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, bot_id: int, movie_id: int) -> str | None:
        """Return the file id of a film's poster, or None."""
        return self._connection.execute(_GET, {"bot": bot_id, "movie": movie_id}).scalar_one_or_none()

    def put(self, bot_id: int, movie_id: int, file_id: str, now: datetime) -> None:
        """Remember a file id in place of the last one."""
        require_movie(self._connection, movie_id)
        statement = upsert_into(self._connection, poster_file_ids, replace=("file_id", "stored_at"))
        values = {"bot_id": bot_id, "movie_id": movie_id, "file_id": file_id, "stored_at": now}
        self._connection.execute(statement.values(values))

    def forget(self, bot_id: int, movie_id: int) -> None:
        """Forget a file id that Telegram refused."""
        statement = sa.delete(poster_file_ids).where(
            poster_file_ids.c.bot_id == bot_id, poster_file_ids.c.movie_id == movie_id
        )
        self._connection.execute(statement)
