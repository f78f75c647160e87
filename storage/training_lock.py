"""The lock that lets one process train at a time, in the database that all of them share.

PostgreSQL: a session advisory lock on a connection of its own. The server frees it the moment the owner's
connection ends, however the owner died. SQLite: a row with owner, process, host and heartbeat; a row whose
process is gone, or that was not renewed for a quarter of an hour, is taken over. On both the row says who is
training since when.
"""

from __future__ import annotations

import os
import secrets
import socket
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from storage.errors import TrainingLockHeld, TrainingLockLost, translate, translating
from storage.records.running import LockHolder
from storage.tables.running import training_lock
from storage.upserting import upsert_into

HEARTBEAT_LIMIT = timedelta(minutes=15)
_ADVISORY_KEY = int.from_bytes(b"matinee", "big")
# pg_locks splits the 64 bits of the key in two halves; the parenthesis stays open for more conditions.
_IS_LOCKED = (
    "EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"  # noqa: S608  # numbers of ours
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    f" AND classid = {_ADVISORY_KEY >> 32} AND objid = {_ADVISORY_KEY & 0xFFFFFFFF}"
)


class TrainingLocks:
    """Acquires the training lock and says who holds it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def acquire(self, owner: str, now: datetime) -> TrainingLock:
        """Take the lock or raise TrainingLockHeld; it lives on its own connection, beyond any unit of work.

        Hold no uncommitted write on SQLite meanwhile: the lock's own write would wait for it.
        """
        with translating():
            connection = self._engine.connect()
            try:
                return _acquire(connection, owner, now)
            except BaseException:
                _close_for_good(connection)
                raise

    def holder(self, now: datetime) -> LockHolder | None:
        """Return who is training, or None; a row that a dead owner left behind does not count."""
        with translating(), self._engine.connect() as connection:
            row = connection.execute(sa.select(training_lock)).one_or_none()
            if row is None or not _is_held(connection, row, now):
                return None
            return LockHolder(row.owner, row.since)

    def ask_to_end(self, now: datetime) -> LockHolder | None:
        """Ask whoever is training to end, and return who that is; None when nobody is.

        They hear of it when they renew the lock.
        """
        holder = self.holder(now)
        if holder is None:
            return None
        with translating(), self._engine.connect() as connection:
            ours = sa.and_(training_lock.c.owner == holder.owner, training_lock.c.since == holder.since)
            connection.execute(sa.update(training_lock).where(ours).values(asked_to_end_at=now))
            connection.commit()
        return holder


class TrainingLock:
    """The held lock; leaving the block, or release(), gives it up."""

    def __init__(self, connection: Connection, token: str) -> None:
        self._connection = connection
        self._token = token

    def beat(self, now: datetime) -> bool:
        """Renew the heartbeat, at every stage and epoch; raises TrainingLockLost when the lock is gone.

        Answers whether the training was asked to end.
        """
        try:
            self._connection.rollback()  # whatever a beat that failed left behind
            renewed = self._renew(now)
            self._connection.commit()
        except Exception as error:
            if translate(error) is None:
                raise
            raise TrainingLockLost("The connection that holds the training lock broke.") from error
        if renewed is None:
            raise TrainingLockLost("The training lock was lost or taken over.")
        return renewed.asked_to_end_at is not None

    def release(self) -> None:
        """Give the lock up; nothing happens when it is already lost."""
        try:
            self._connection.rollback()
            self._connection.execute(sa.delete(training_lock).where(training_lock.c.token == self._token))
            if self._connection.dialect.name == "postgresql":
                self._connection.execute(sa.select(sa.func.pg_advisory_unlock(_ADVISORY_KEY)))
            self._connection.commit()
        except Exception as error:
            if translate(error) is None:
                raise
        finally:
            _close_for_good(self._connection)

    def _renew(self, now: datetime) -> Any:
        """Return the row, None when it is not ours any more."""
        statement = sa.update(training_lock).where(training_lock.c.token == self._token)
        if self._connection.dialect.name == "postgresql":
            # A connection that broke is silently replaced by one without the lock.
            statement = statement.where(sa.text(f"{_IS_LOCKED} AND pid = pg_backend_pid())"))
        renewing = statement.values(heartbeat_at=now).returning(training_lock.c.asked_to_end_at)
        return self._connection.execute(renewing).one_or_none()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _close_for_good(connection: Connection) -> None:
    """Close instead of giving back to the pool: with its connection an advisory lock is surely gone."""
    connection.invalidate()
    connection.close()


def _acquire(connection: Connection, owner: str, now: datetime) -> TrainingLock:
    _refuse_if_taken(connection, now)
    token = secrets.token_hex(16)
    columns = ("token", "owner", "pid", "host", "since", "heartbeat_at", "asked_to_end_at")
    statement = upsert_into(connection, training_lock, replace=columns)
    connection.execute(
        statement.values(
            slot=1,
            token=token,
            owner=owner,
            pid=os.getpid(),
            host=socket.gethostname(),
            since=now,
            heartbeat_at=now,
            asked_to_end_at=None,
        )
    )
    connection.commit()
    return TrainingLock(connection, token)


def _refuse_if_taken(connection: Connection, now: datetime) -> None:
    if connection.dialect.name == "postgresql":
        is_free = connection.execute(sa.select(sa.func.pg_try_advisory_lock(_ADVISORY_KEY))).scalar_one()
        row = connection.execute(sa.select(training_lock)).one_or_none()
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # nobody else may look before we have written
        row = connection.execute(sa.select(training_lock)).one_or_none()
        is_free = row is None or not _is_alive(row, now)
    if not is_free:
        raise TrainingLockHeld(row.owner if row else "another process", row.since if row else now)


def _is_held(connection: Connection, row: Any, now: datetime) -> bool:
    if connection.dialect.name != "postgresql":
        return _is_alive(row, now)
    return bool(connection.execute(sa.text(f"SELECT {_IS_LOCKED})")).scalar_one())


def _is_alive(row: Any, now: datetime) -> bool:
    # A clock that jumped back makes heartbeats from the future; those count for no longer than others.
    if abs(now - row.heartbeat_at) > HEARTBEAT_LIMIT:
        return False
    return row.host != socket.gethostname() or _process_exists(row.pid)


def _process_exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it belongs to somebody else
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    # Killed, but its parent has not asked after it (or never will, as some containers' first process).
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False  # gone this moment, or no Linux
    return stat.rpartition(")")[2].split()[:1] == ["Z"]
