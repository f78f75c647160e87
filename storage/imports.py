"""The files that people brought: one that waits, and the last few that were imported, until they are old."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.records.people import ImportState, StoredImport
from storage.tables.people import imports

MAX_MADE = 5  # imports of a person that can still be undone

_COLUMNS = (
    imports.c.import_id,
    imports.c.state,
    imports.c.created_at,
    imports.c.plan,
    imports.c.undo,
)


class Imports:
    """Reads and writes imports."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, chat_user_id: int, plan: Mapping[str, Any], now: datetime) -> int:
        """Store a pending import in the place of the person's last pending one; answers its number."""
        waiting = sa.and_(imports.c.chat_user_id == chat_user_id, imports.c.state == "pending")
        self._connection.execute(sa.delete(imports).where(waiting))
        values = {"chat_user_id": chat_user_id, "state": "pending", "created_at": now, "plan": dict(plan)}
        statement = sa.insert(imports).values(values).returning(imports.c.import_id)
        import_id: int = self._connection.execute(statement).scalar_one()
        return import_id

    def get(self, chat_user_id: int, import_id: int) -> StoredImport | None:
        """Return one of a person's imports, or None."""
        statement = sa.select(*_COLUMNS).where(
            imports.c.chat_user_id == chat_user_id, imports.c.import_id == import_id
        )
        row = self._connection.execute(statement).one_or_none()
        return StoredImport(*row) if row else None

    def newest(self, chat_user_id: int, state: ImportState) -> int | None:
        """Return the newest of a person's imports in this state."""
        newest = sa.select(sa.func.max(imports.c.import_id)).where(
            imports.c.chat_user_id == chat_user_id, imports.c.state == state
        )
        import_id: int | None = self._connection.execute(newest).scalar_one()
        return import_id

    def has_pending(self, chat_user_id: int) -> bool:
        """Return whether a person's file waits to be imported or discarded."""
        waiting = sa.and_(imports.c.chat_user_id == chat_user_id, imports.c.state == "pending")
        return bool(self._connection.execute(sa.select(sa.exists().where(waiting))).scalar_one())

    def set_plan(self, import_id: int, plan: Mapping[str, Any]) -> None:
        """Replace what an import would change."""
        statement = sa.update(imports).where(imports.c.import_id == import_id).values(plan=dict(plan))
        self._connection.execute(statement)

    def set_state(self, import_id: int, state: ImportState, undo: Mapping[str, Any] | None) -> None:
        """Note that an import was made or undone, and what undoing it needs."""
        values = {"state": state, "undo": None if undo is None else dict(undo)}
        self._connection.execute(sa.update(imports).where(imports.c.import_id == import_id).values(values))

    def forget_oldest(self, chat_user_id: int) -> int:
        """Delete all but the newest MAX_MADE of a person's imports that were made; answers how many."""
        made = sa.select(imports.c.import_id).where(
            imports.c.chat_user_id == chat_user_id, imports.c.state != "pending"
        )
        oldest = made.order_by(imports.c.import_id.desc()).offset(MAX_MADE)
        numbers = list(self._connection.execute(oldest).scalars())
        self._connection.execute(sa.delete(imports).where(imports.c.import_id.in_(numbers)))
        return len(numbers)

    def delete(self, import_id: int) -> None:
        """Delete an import."""
        self._connection.execute(sa.delete(imports).where(imports.c.import_id == import_id))

    def prune(self, before: datetime) -> int:
        """Delete the imports that are older than this moment; answers how many."""
        return self._connection.execute(sa.delete(imports).where(imports.c.created_at < before)).rowcount
