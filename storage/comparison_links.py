"""Links with which people offer somebody to compare tastes; a used one is deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.records.together import ComparisonLink
from storage.tables.columns import MAX_LINK_ID
from storage.tables.together import comparison_links


class ComparisonLinks:
    """Reads and writes links."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, link: ComparisonLink, *, keep: int) -> None:
        """Keep a new link; of one person's no more than the newest `keep`."""
        values: dict[str, Any] = {
            "link_id": link.link_id,
            "chat_user_id": link.chat_user_id,
            "created_at": link.created_at,
        }
        self._connection.execute(sa.insert(comparison_links).values(values))
        newest = (
            sa.select(comparison_links.c.link_id)
            .where(comparison_links.c.chat_user_id == link.chat_user_id)
            .order_by(comparison_links.c.created_at.desc(), comparison_links.c.link_id)
            .limit(keep)
        )
        kept = [row.link_id for row in self._connection.execute(newest)]
        self._delete(
            comparison_links.c.chat_user_id == link.chat_user_id, comparison_links.c.link_id.not_in(kept)
        )

    def get(self, link_id: int) -> ComparisonLink | None:
        """Return a link, or None when it is gone or never was."""
        if not 0 < link_id <= MAX_LINK_ID:
            return None
        statement = sa.select(comparison_links).where(comparison_links.c.link_id == link_id)
        row = self._connection.execute(statement).one_or_none()
        return ComparisonLink(**row._asdict()) if row else None

    def take(self, link_id: int) -> bool:
        """Use a link up; False when another was quicker."""
        return self._delete(comparison_links.c.link_id == link_id) > 0

    def withdraw(self, link_id: int, chat_user_id: int) -> bool:
        """Delete somebody's own link; False when they have none of this number."""
        return (
            self._delete(
                comparison_links.c.link_id == link_id, comparison_links.c.chat_user_id == chat_user_id
            )
            > 0
        )

    def prune(self, before: datetime) -> int:
        """Delete the links made before this moment; answers how many."""
        return self._delete(comparison_links.c.created_at < before)

    def _delete(self, *conditions: sa.ColumnElement[bool]) -> int:
        return self._connection.execute(sa.delete(comparison_links).where(*conditions)).rowcount
