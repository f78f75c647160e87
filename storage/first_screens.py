"""The films that newcomers see at once, and which they ticked."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.records.shown import FirstScreen
from storage.tables.people import first_screens
from storage.upserting import upsert_into

_COLUMNS = (
    first_screens.c.chat_user_id,
    first_screens.c.number,
    first_screens.c.movie_ids,
    first_screens.c.ticked,
    first_screens.c.is_done,
)
_OF = sa.select(*_COLUMNS).where(first_screens.c.chat_user_id == sa.bindparam("person"))


class FirstScreens:
    """Reads and writes the screen that a newcomer has before them; whoever is through has no row."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat_user_id: int) -> FirstScreen | None:
        """Return a person's screen, None when they have none."""
        row = self._connection.execute(_OF, {"person": chat_user_id}).one_or_none()
        if row is None:
            return None
        return FirstScreen(row[0], row[1], tuple(row[2]), tuple(row[3]), row[4])

    def put(self, screen: FirstScreen) -> None:
        """Keep a person's screen, in place of the one before."""
        values = {
            "chat_user_id": screen.chat_user_id,
            "number": screen.number,
            "movie_ids": list(screen.movie_ids),
            "ticked": list(screen.ticked),
            "is_done": screen.is_done,
        }
        replace = [name for name in values if name != "chat_user_id"]
        self._connection.execute(upsert_into(self._connection, first_screens, replace=replace).values(values))

    def remove(self, chat_user_id: int) -> None:
        """Forget a person's screen: they are through."""
        self._connection.execute(sa.delete(first_screens).where(first_screens.c.chat_user_id == chat_user_id))
