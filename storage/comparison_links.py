"""Links with which people offer somebody to compare tastes; who agreed is kept until both know."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.column_types import UtcDateTime
from storage.records.together import ComparisonLink
from storage.tables.columns import MAX_LINK_ID
from storage.tables.together import comparison_links

_IS_OPEN = comparison_links.c.agreed_by.is_(None)


class ComparisonLinks:
    """Reads and writes links."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, link: ComparisonLink, *, keep: int) -> None:
        """Keep a new link; of one person's that nobody has used no more than the newest `keep`."""
        values: dict[str, Any] = {
            "link_id": link.link_id,
            "chat_user_id": link.chat_user_id,
            "created_at": link.created_at,
        }
        self._connection.execute(sa.insert(comparison_links).values(values))
        newest = (
            sa.select(comparison_links.c.link_id)
            .where(comparison_links.c.chat_user_id == link.chat_user_id, _IS_OPEN)
            .order_by(comparison_links.c.created_at.desc(), comparison_links.c.link_id)
            .limit(keep)
        )
        kept = [row.link_id for row in self._connection.execute(newest)]
        self._delete(
            comparison_links.c.chat_user_id == link.chat_user_id,
            comparison_links.c.link_id.not_in(kept),
            _IS_OPEN,
        )

    def get(self, link_id: int) -> ComparisonLink | None:
        """Return a link, or None when it is gone or never was."""
        if not 0 < link_id <= MAX_LINK_ID:
            return None
        statement = sa.select(comparison_links).where(comparison_links.c.link_id == link_id)
        row = self._connection.execute(statement).one_or_none()
        return ComparisonLink(**row._asdict()) if row else None

    def agree(self, link_id: int, chat_user_id: int, now: datetime) -> bool:
        """Use a link up for one person, who may say so twice; False when another was quicker."""
        is_theirs = comparison_links.c.agreed_by == chat_user_id
        first = sa.func.coalesce(comparison_links.c.agreed_at, sa.literal(now, UtcDateTime()))
        return self._change(
            comparison_links.c.link_id == link_id,
            _IS_OPEN | is_theirs,
            agreed_by=chat_user_id,
            agreed_at=first,
        )

    def untold(self, agreed_before: datetime) -> list[ComparisonLink]:
        """Return the links that somebody agreed to before this moment whose makers do not know of it yet."""
        statement = (
            sa.select(comparison_links)
            .where(comparison_links.c.agreed_at < agreed_before, comparison_links.c.told_at.is_(None))
            .order_by(comparison_links.c.agreed_at, comparison_links.c.link_id)
        )
        return [ComparisonLink(**row._asdict()) for row in self._connection.execute(statement)]

    def note_told(self, link_id: int, now: datetime) -> bool:
        """Note that the maker is told; False when that was noted already, or nobody agreed."""
        untold = comparison_links.c.told_at.is_(None), comparison_links.c.agreed_by.is_not(None)
        return self._change(comparison_links.c.link_id == link_id, *untold, told_at=now)

    def note_untold(self, link_id: int) -> None:
        """Take back that the maker is told."""
        self._change(comparison_links.c.link_id == link_id, told_at=None)

    def withdraw(self, link_id: int, chat_user_id: int) -> bool:
        """Delete somebody's own link; False when they have none of this number that nobody has used."""
        mine = comparison_links.c.link_id == link_id, comparison_links.c.chat_user_id == chat_user_id
        return self._delete(*mine, _IS_OPEN) > 0

    def prune(self, *, made_before: datetime, agreed_before: datetime) -> int:
        """Delete the links that nobody used in time, and used ones of which both know; answers how many."""
        unused = _IS_OPEN & (comparison_links.c.created_at < made_before)
        return self._delete(unused | (comparison_links.c.agreed_at < agreed_before))

    def _change(self, *conditions: sa.ColumnElement[bool], **values: Any) -> bool:
        statement = sa.update(comparison_links).where(*conditions).values(values)
        return self._connection.execute(statement).rowcount > 0

    def _delete(self, *conditions: sa.ColumnElement[bool]) -> int:
        return self._connection.execute(sa.delete(comparison_links).where(*conditions)).rowcount
