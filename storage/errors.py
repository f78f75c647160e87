"""What can go wrong in storage, as one small tree.

StorageError
├── DatabaseUnavailable      the server is away, the connection was lost, the database is locked
│   └── TransactionUndone    of two that waited for each other this one was undone: do it again at once
├── DatabaseNotMigrated      the tables are missing: run the migrations
├── UnknownMovie
├── UnknownMovieLensUser
├── UnknownChatUser
├── UnknownDeck
├── UnknownModelVersion
├── ArtifactMissing          a model version whose bytes are not stored (any more)
├── ArtifactDamaged          bytes that do not have the digest they were announced with
├── TrainingLockHeld          somebody else holds the training lock
├── TrainingLockLost         the lock's connection broke, or somebody took over
└── LoadFailed               ratings or movies that cannot be loaded; nothing was changed
    └── LoadRefused          there are far fewer ratings than before, or more than memory holds
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import psycopg2
from sqlalchemy import exc

_SQLITE_UNAVAILABLE = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_CANTOPEN",
    "SQLITE_IOERR",
    "SQLITE_FULL",
    "SQLITE_READONLY",
    "SQLITE_CORRUPT",
    "SQLITE_NOTADB",
)
_POSTGRESQL_UNDONE = (psycopg2.errors.DeadlockDetected, psycopg2.errors.SerializationFailure)
# Time-outs and a full disk are operational errors; a server that only reads is none.
_POSTGRESQL_UNAVAILABLE = (
    psycopg2.OperationalError,
    psycopg2.InterfaceError,
    psycopg2.errors.ReadOnlySqlTransaction,
)


class StorageError(Exception):
    """Anything storage raises on purpose."""


class DatabaseUnavailable(StorageError):
    """The database cannot be reached or is locked; trying again later may help."""


class TransactionUndone(DatabaseUnavailable):
    """Two transactions waited for each other, and the database undid this one; nothing of it is stored."""


class DatabaseNotMigrated(StorageError):
    """The database lacks a table that the program needs."""


class UnknownMovie(StorageError):
    """No movie has this id."""

    def __init__(self, movie_id: int) -> None:
        super().__init__(f"There is no movie {movie_id}.")
        self.movie_id = movie_id


class UnknownMovieLensUser(StorageError):
    """No MovieLens rating belongs to this user id."""

    def __init__(self, movielens_user_id: int) -> None:
        super().__init__(f"There is no MovieLens user {movielens_user_id}.")
        self.movielens_user_id = movielens_user_id


class UnknownChatUser(StorageError):
    """This Telegram account was never seen."""

    def __init__(self, chat_user_id: int) -> None:
        super().__init__(f"There is no chat user {chat_user_id}.")
        self.chat_user_id = chat_user_id


class UnknownDeck(StorageError):
    """No deck has this id (any more)."""

    def __init__(self, deck_id: int) -> None:
        super().__init__(f"There is no deck {deck_id}.")
        self.deck_id = deck_id


class UnknownModelVersion(StorageError):
    """No model version has this number."""

    def __init__(self, version: int) -> None:
        super().__init__(f"There is no model version {version}.")
        self.version = version


class ArtifactMissing(StorageError):
    """The bytes of this model version are not stored."""

    def __init__(self, version: int) -> None:
        super().__init__(f"The bytes of model version {version} are not stored.")
        self.version = version


class ArtifactDamaged(StorageError):
    """The bytes do not have the announced digest."""


class TrainingLockHeld(StorageError):
    """Somebody else is training."""

    def __init__(self, owner: str, since: datetime) -> None:
        super().__init__(f"{owner} is training since {since:%Y-%m-%d %H:%M:%S} UTC.")
        self.owner = owner
        self.since = since


class TrainingLockLost(StorageError):
    """The training lock is not held any more."""


class LoadFailed(StorageError):
    """The data set cannot be loaded; the database is as it was."""


class LoadRefused(LoadFailed):
    """The data set has far fewer ratings than the one that it would replace, or more than memory holds."""


def translate(error: BaseException) -> StorageError | None:
    """Return the storage error that a driver's error means, or None for a mistake of ours."""
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    if isinstance(error, exc.TimeoutError):
        return DatabaseUnavailable("All database connections are in use.")
    if isinstance(cause, sqlite3.Error):
        return _translate_sqlite(cause)
    if isinstance(cause, psycopg2.errors.UndefinedTable):
        return DatabaseNotMigrated("The database has no tables yet; run: python -m scripts.migrate")
    if isinstance(cause, _POSTGRESQL_UNAVAILABLE):
        kind = TransactionUndone if isinstance(cause, _POSTGRESQL_UNDONE) else DatabaseUnavailable
        return kind(f"The database is unavailable: {_first_line(cause)}")
    if isinstance(error, exc.DBAPIError) and error.connection_invalidated:
        return DatabaseUnavailable(f"The database connection was lost: {_first_line(error)}")
    return None


@contextmanager
def translating() -> Iterator[None]:
    """Let a driver's errors out as storage errors."""
    try:
        yield
    except Exception as error:
        translated = translate(error)
        if translated is None:
            raise
        raise translated from error


def _translate_sqlite(cause: sqlite3.Error) -> StorageError | None:
    if str(cause).startswith("no such table"):
        return DatabaseNotMigrated("The database has no tables yet; run: python -m scripts.migrate")
    code = getattr(cause, "sqlite_errorname", "")
    if code.startswith(_SQLITE_UNAVAILABLE):
        return DatabaseUnavailable(f"The database is unavailable: {_first_line(cause)}")
    return None


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
