"""How many requests OMDb was sent on a day; several processes share the quota."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.tables.catalogue import omdb_usage
from storage.upserting import insert_into


class OmdbUsage:
    """Counts requests by day (UTC)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def today(self, day: date) -> int:
        """Return how many requests were taken on this day."""
        statement = sa.select(omdb_usage.c.requests).where(omdb_usage.c.day == day)
        return self._connection.execute(statement).scalar_one_or_none() or 0

    def count(self, day: date, limit: int) -> bool:
        """Take one request of the day's quota; False, and nothing counted, when it is spent."""
        if limit < 1:
            return False
        # One statement counts and checks, so that two processes never share the last request.
        statement = (
            insert_into(self._connection, omdb_usage)
            .values(day=day, requests=1)
            .on_conflict_do_update(
                index_elements=[omdb_usage.c.day],
                set_={"requests": omdb_usage.c.requests + 1},
                where=omdb_usage.c.requests < limit,
            )
            .returning(omdb_usage.c.requests)
        )
        return self._connection.execute(statement).one_or_none() is not None

    def spend(self, day: date, limit: int) -> None:
        """Note that the day's quota is spent, however little of it was counted here."""
        statement = (
            insert_into(self._connection, omdb_usage)
            .values(day=day, requests=limit)
            .on_conflict_do_update(
                index_elements=[omdb_usage.c.day],
                set_={"requests": limit},
                where=omdb_usage.c.requests < limit,
            )
        )
        self._connection.execute(statement)
