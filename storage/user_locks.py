"""Whose turn it is, between processes: one process at a time handles a person's updates.

PostgreSQL: session advisory locks, all of a process's on one connection of its own, so that a thousand people
cost one connection; the server frees them the moment the process dies, however it died. SQLite serves one
process, which keeps its own order.
"""

from __future__ import annotations

import threading
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from storage.errors import translate

# Apart from the keys of the training lock and the migrations, which are seven letters long.
_NAMESPACE = 1 << 62
_PERSON_BITS = (1 << 56) - 1
_ACQUIRE = sa.text("SELECT pg_try_advisory_lock(:key)")
_RELEASE = sa.text("SELECT pg_advisory_unlock(:key)")


class UserLocks(Protocol):
    """Turns that are taken without waiting, and given back; `are_asked_for` says whether of a database."""

    are_asked_for: bool

    def acquire(self, person_id: int) -> bool:
        """Take a person's turn; False when another process has it."""
        ...

    def release(self, person_id: int) -> None:
        """Let another process have a person's turn."""
        ...

    def close(self) -> None:
        """Give everything back."""
        ...


def user_locks(engine: Engine) -> UserLocks:
    """Return the turns of this process on its database."""
    return AdvisoryUserLocks(engine) if engine.dialect.name == "postgresql" else SoleProcessUserLocks()


class SoleProcessUserLocks:
    """Every turn is free: there is no other process."""

    are_asked_for = False

    def acquire(self, person_id: int) -> bool:
        """Return True."""
        return True

    def release(self, person_id: int) -> None:
        """Release nothing: nothing was taken."""

    def close(self) -> None:
        """Close nothing: there is no connection."""


class AdvisoryUserLocks:
    """Turns as advisory locks; the caller sees to it that its own process takes each one once at a time."""

    are_asked_for = True

    def __init__(self, engine: Engine) -> None:
        # Not from the pool, where every connection is one that a unit of work may need.
        self._engine = sa.create_engine(
            engine.url,
            poolclass=sa.NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"connect_timeout": 5},
        )
        self._connection: Connection | None = None
        self._held: set[int] = set()
        self._one_at_a_time = threading.Lock()

    def acquire(self, person_id: int) -> bool:
        """Take a person's turn; False when another process has it."""
        with self._one_at_a_time:
            if not self._call(_ACQUIRE, person_id):
                return False
            self._held.add(person_id)
            return True

    def release(self, person_id: int) -> None:
        """Let another process have a person's turn; nothing happens when it was lost with its connection."""
        with self._one_at_a_time:
            if person_id in self._held:
                self._held.discard(person_id)
                self._call(_RELEASE, person_id)

    def close(self) -> None:
        """Give everything back by closing the connection."""
        with self._one_at_a_time:
            self._forget_connection()

    def _call(self, statement: sa.TextClause, person_id: int) -> bool:
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            return bool(self._connection.execute(statement, {"key": _key(person_id)}).scalar_one())
        except Exception as error:
            self._forget_connection()
            translated = translate(error)
            if translated is None:
                raise
            raise translated from error

    def _forget_connection(self) -> None:
        self._held.clear()
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _key(person_id: int) -> int:
    return _NAMESPACE | (person_id & _PERSON_BITS)
