"""Which films a person was shown, and when last."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.references import require_movie
from storage.tables import impressions
from storage.upserting import upsert_into


class Impressions:
    """Reads and writes impressions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, chat_user_id: int, movie_id: int, now: datetime) -> None:
        """Note that a film was shown just now."""
        require_movie(self._connection, movie_id)
        statement = upsert_into(self._connection, impressions, replace=("shown_at",))
        self._connection.execute(
            statement.values({"chat_user_id": chat_user_id, "movie_id": movie_id, "shown_at": now})
        )

    def since(self, chat_user_id: int, moment: datetime) -> set[int]:
        """Return the films that a person was shown at or after this moment."""
        statement = sa.select(impressions.c.movie_id).where(
            impressions.c.chat_user_id == chat_user_id, impressions.c.shown_at >= moment
        )
        return set(self._connection.execute(statement).scalars())
