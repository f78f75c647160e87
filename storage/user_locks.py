"""User locks: what lets one process at a time handle a person's updates.

PostgreSQL: session advisory locks, all of a process's on one connection of its own, so that a thousand people
cost one connection; the server frees them the moment the process dies, however it died. SQLite serves one
process, which keeps its own order.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from storage.errors import translate

# Apart from the keys of the training lock and the migrations, which are seven letters long.
_NAMESPACE = 1 << 62
_PERSON_BITS = (1 << 56) - 1
_ACQUIRE = sa.text("SELECT key, pg_try_advisory_lock(key) FROM unnest(CAST(:keys AS bigint[])) AS key")
_RELEASE = sa.text("SELECT key, pg_advisory_unlock(key) FROM unnest(CAST(:keys AS bigint[])) AS key")


class UserLocks(Protocol):
    """Locks that are acquired without waiting; `are_shared` says whether other processes may hold some."""

    are_shared: bool

    def acquire(self, people: Collection[int]) -> set[int]:
        """Lock people; return whom, for another process may hold some of their locks."""
        ...

    def release(self, people: Collection[int]) -> None:
        """Let another process lock these people."""
        ...

    def close(self) -> None:
        """Release every lock."""
        ...


def user_locks(engine: Engine) -> UserLocks:
    """Return the locks of this process on its database."""
    return AdvisoryUserLocks(engine) if engine.dialect.name == "postgresql" else SoleProcessUserLocks()


class SoleProcessUserLocks:
    """Every lock is free: there is no other process."""

    are_shared = False

    def acquire(self, people: Collection[int]) -> set[int]:
        """Return all of them."""
        return set(people)

    def release(self, people: Collection[int]) -> None:
        """Release nothing: nothing was locked."""

    def close(self) -> None:
        """Close nothing: there is no connection."""


class AdvisoryUserLocks:
    """Locks as PostgreSQL's advisory ones; the caller acquires each of them only once at a time."""

    are_shared = True

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

    def acquire(self, people: Collection[int]) -> set[int]:
        """Lock people; return whom, for another process may hold some of their locks."""
        with self._one_at_a_time:
            taken = self._call(_ACQUIRE, people)
            self._held |= taken
            return taken

    def release(self, people: Collection[int]) -> None:
        """Let another process lock these people; locks that went with their connection are free already."""
        with self._one_at_a_time:
            held = self._held.intersection(people)
            if held:
                self._held -= held
                self._call(_RELEASE, held)

    def close(self) -> None:
        """Release every lock by closing the connection."""
        with self._one_at_a_time:
            self._forget_connection()

    def _call(self, statement: sa.TextClause, people: Collection[int]) -> set[int]:
        """Return whose locks were acquired, or released."""
        of_key = {_key(person_id): person_id for person_id in people}
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            found = self._connection.execute(statement, {"keys": list(of_key)})
            return {of_key[key] for key, is_done in found if is_done}
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
