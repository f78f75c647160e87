"""Films that people dismissed: not interested, or not seen when asked for stars."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.records.people import Dismissal, DismissalKind
from storage.references import require_movie
from storage.tables.people import dismissals
from storage.upserting import upsert_into

_OF = sa.select(dismissals.c.movie_id, dismissals.c.kind).where(
    dismissals.c.chat_user_id == sa.bindparam("person")
)
_COLUMNS = (dismissals.c.movie_id, dismissals.c.kind, dismissals.c.dismissed_at)
_ONE = sa.select(*_COLUMNS).where(
    dismissals.c.chat_user_id == sa.bindparam("person"), dismissals.c.movie_id == sa.bindparam("movie")
)
_NEWEST = (
    sa.select(*_COLUMNS)
    .where(dismissals.c.chat_user_id == sa.bindparam("person"))
    .order_by(dismissals.c.dismissed_at.desc(), dismissals.c.movie_id.desc())
    .limit(1)
)


class Dismissals:
    """Reads and writes dismissals."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, chat_user_id: int, movie_id: int, kind: DismissalKind, now: datetime) -> None:
        """Dismiss a film; a second dismissal of the same film replaces the first."""
        require_movie(self._connection, movie_id)
        statement = upsert_into(self._connection, dismissals, replace=("kind", "dismissed_at"))
        values = {"chat_user_id": chat_user_id, "movie_id": movie_id, "kind": kind, "dismissed_at": now}
        self._connection.execute(statement.values(values))

    def remove(self, chat_user_id: int, movie_id: int) -> Dismissal | None:
        """Take a dismissal back; answers it, or None when there was none."""
        statement = sa.delete(dismissals).where(
            dismissals.c.chat_user_id == chat_user_id, dismissals.c.movie_id == movie_id
        )
        row = self._connection.execute(statement.returning(*_COLUMNS)).one_or_none()
        return Dismissal(*row) if row else None

    def get(self, chat_user_id: int, movie_id: int) -> Dismissal | None:
        """Return one dismissal, or None."""
        row = self._connection.execute(_ONE, {"person": chat_user_id, "movie": movie_id}).one_or_none()
        return Dismissal(*row) if row else None

    def of(self, chat_user_id: int, kind: DismissalKind | None = None) -> dict[int, DismissalKind]:
        """Return everything a person dismissed, of one kind or of all: movie id to kind."""
        statement = _OF if kind is None else _OF.where(dismissals.c.kind == kind)
        return {
            row.movie_id: row.kind for row in self._connection.execute(statement, {"person": chat_user_id})
        }

    def latest(self, chat_user_id: int, kind: DismissalKind | None = None) -> Dismissal | None:
        """Return a person's newest dismissal, of one kind or of all."""
        statement = _NEWEST if kind is None else _NEWEST.where(dismissals.c.kind == kind)
        row = self._connection.execute(statement, {"person": chat_user_id}).one_or_none()
        return Dismissal(*row) if row else None
