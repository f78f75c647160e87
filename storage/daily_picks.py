"""Who wants a film a day, and when the next one is due."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.records.people import DailyPick, DueDailyPick
from storage.tables.people import chat_users, daily_picks
from storage.upserting import upsert_into

_COLUMNS = (
    daily_picks.c.chat_user_id,
    daily_picks.c.hour,
    daily_picks.c.zone,
    daily_picks.c.began_at,
    daily_picks.c.next_at,
)


class DailyPicks:
    """Reads and writes daily picks; whoever has none has no row."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat_user_id: int) -> DailyPick | None:
        """Return what a person chose, None when they want no daily pick."""
        statement = sa.select(*_COLUMNS).where(daily_picks.c.chat_user_id == chat_user_id)
        row = self._connection.execute(statement).one_or_none()
        return DailyPick(*row) if row else None

    def put(self, pick: DailyPick) -> None:
        """Keep what a person chose, in place of what they chose before."""
        statement = upsert_into(
            self._connection, daily_picks, replace=("hour", "zone", "began_at", "next_at")
        )
        self._connection.execute(
            statement.values(
                {
                    "chat_user_id": pick.chat_user_id,
                    "hour": pick.hour,
                    "zone": pick.zone,
                    "began_at": pick.began_at,
                    "next_at": pick.next_at,
                }
            )
        )

    def remove(self, chat_user_id: int) -> bool:
        """Send a person nothing any more; says whether something was sent to them."""
        statement = sa.delete(daily_picks).where(daily_picks.c.chat_user_id == chat_user_id)
        return self._connection.execute(statement).rowcount > 0

    def due(self, now: datetime, limit: int) -> list[DueDailyPick]:
        """Return picks that are due, the longest due first; not those of people who blocked the bot."""
        statement = (
            sa.select(*_COLUMNS, chat_users.c.last_seen_at)
            .join(chat_users, chat_users.c.chat_user_id == daily_picks.c.chat_user_id)
            .where(daily_picks.c.next_at <= now, chat_users.c.blocked_at.is_(None))
            .order_by(daily_picks.c.next_at, daily_picks.c.chat_user_id)
            .limit(limit)
        )
        rows = self._connection.execute(statement)
        return [DueDailyPick(DailyPick(*row[:-1]), row.last_seen_at) for row in rows]

    def claim(self, pick: DailyPick, next_at: datetime) -> bool:
        """Set when the next one is due; False when another process has done so before."""
        statement = (
            sa.update(daily_picks)
            .where(
                daily_picks.c.chat_user_id == pick.chat_user_id,
                daily_picks.c.next_at == pick.next_at,
            )
            .values(next_at=next_at)
        )
        return self._connection.execute(statement).rowcount > 0
