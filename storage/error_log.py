"""Unexpected errors, counted for the admins; traces are in the log, not here."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.tables.running import error_log

_MAX_SUMMARY_LENGTH = 1000


class ErrorLog:
    """Reads and writes the error log."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, kind: str, summary: str, now: datetime) -> None:
        """Note one unexpected error."""
        self._connection.execute(
            sa.insert(error_log).values(kind=kind, summary=summary[:_MAX_SUMMARY_LENGTH], happened_at=now)
        )

    def count_since(self, moment: datetime) -> int:
        """Return how many errors happened at or after this moment."""
        statement = sa.select(sa.func.count()).where(error_log.c.happened_at >= moment)
        return self._connection.execute(statement).scalar_one()

    def prune(self, before: datetime) -> int:
        """Drop errors older than this moment; answers how many went."""
        return self._connection.execute(sa.delete(error_log).where(error_log.c.happened_at < before)).rowcount
