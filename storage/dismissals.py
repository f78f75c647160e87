"""Films that people passed over: not interested, or not seen when asked for stars."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.records import Pass, PassKind
from storage.references import require_movie
from storage.tables import passes
from storage.upserting import upsert_into

_OF = sa.select(passes.c.movie_id, passes.c.kind).where(passes.c.chat_user_id == sa.bindparam("person"))


class Passes:
    """Reads and writes passes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, chat_user_id: int, movie_id: int, kind: PassKind, now: datetime) -> None:
        """Pass a film over; a second pass of the same film replaces the first."""
        require_movie(self._connection, movie_id)
        statement = upsert_into(self._connection, passes, replace=("kind", "passed_at"))
        values = {"chat_user_id": chat_user_id, "movie_id": movie_id, "kind": kind, "passed_at": now}
        self._connection.execute(statement.values(values))

    def remove(self, chat_user_id: int, movie_id: int) -> bool:
        """Take a pass back; says whether there was one."""
        statement = sa.delete(passes).where(
            passes.c.chat_user_id == chat_user_id, passes.c.movie_id == movie_id
        )
        return self._connection.execute(statement).rowcount > 0

    def of(self, chat_user_id: int, kind: PassKind | None = None) -> dict[int, PassKind]:
        """Everything a person passed over, of one kind or of all: movie id to kind."""
        statement = _OF if kind is None else _OF.where(passes.c.kind == kind)
        return {
            row.movie_id: row.kind for row in self._connection.execute(statement, {"person": chat_user_id})
        }

    def latest(self, chat_user_id: int, kind: PassKind | None = None) -> Pass | None:
        """A person's newest pass, of one kind or of all."""
        statement = (
            sa.select(passes.c.movie_id, passes.c.kind, passes.c.passed_at)
            .where(passes.c.chat_user_id == chat_user_id)
            .order_by(passes.c.passed_at.desc(), passes.c.movie_id.desc())
            .limit(1)
        )
        if kind is not None:
            statement = statement.where(passes.c.kind == kind)
        row = self._connection.execute(statement).one_or_none()
        return Pass(*row) if row else None
