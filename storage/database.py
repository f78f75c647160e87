"""Addresses and engines: a SQLite file, or PostgreSQL through psycopg2."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine, make_url

from storage.errors import StorageError
from storage.pooled_connections import check_before_use
from storage.private_files import make_private_file, make_private_folder, shut_others_out

SQLITE_FILE = "matinee.db"
LOCK_WAIT_SECONDS = 5
_LOCK_INTERVAL_SECONDS = 0.02


class WrongDatabaseUrl(StorageError):
    """The address names no database that Matinee can use."""


class WrongDataFolder(StorageError):
    """The data folder is not there and cannot be made."""


def normalise_url(url: str | None, data_dir: Path) -> URL:
    """Return the address to connect to; without one a SQLite file in the data folder, which is made."""
    if not url:
        try:
            make_private_folder(data_dir)
            if (data_dir / SQLITE_FILE).exists():  # so the folder is ours, maybe of an earlier version
                shut_others_out(data_dir)
        except OSError as error:
            raise WrongDataFolder(f"DATA_DIR {data_dir} cannot be made: {error.strerror}.") from error
        return URL.create("sqlite+pysqlite", database=str(data_dir / SQLITE_FILE))
    try:
        parsed = make_url(url)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise WrongDatabaseUrl("DATABASE_URL is not a database address.") from error
    drivers = {
        "postgres": "postgresql+psycopg2",
        "postgresql": "postgresql+psycopg2",
        "sqlite": "sqlite+pysqlite",
    }
    drivername = drivers.get(parsed.drivername, parsed.drivername)
    if drivername not in drivers.values():
        raise WrongDatabaseUrl("DATABASE_URL should begin with postgres://, postgresql:// or sqlite:///.")
    if drivername == drivers["sqlite"]:
        _check_sqlite_file(parsed)
    return parsed.set(drivername=drivername)


def _check_sqlite_file(url: URL) -> None:
    """Refuse what is no file: each connection would have an empty database of its own in memory."""
    file = url.database or ""
    if not file or file.startswith((":memory:", "file:")):
        raise WrongDatabaseUrl("DATABASE_URL names no SQLite file: sqlite:////home/me/matinee.db does.")
    if Path(file).is_dir():
        raise WrongDatabaseUrl("DATABASE_URL names a folder; SQLite keeps a database in a file.")
    if not Path(file).absolute().parent.is_dir():
        raise WrongDatabaseUrl("DATABASE_URL names a SQLite file in a folder that is not there.")


def create_engine_for(url: URL | str, *, statement_seconds: int | None = None) -> Engine:
    """Create an engine with a small pool; nothing is connected before the first unit of work.

    On PostgreSQL no statement takes longer than so many seconds, and none waits longer for a lock than half
    of that. SQLite waits for its one lock some seconds, and has no slow server to wait for.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _create_sqlite_engine(address)
    engine = _create_postgresql_engine(address)
    if statement_seconds is not None:
        sa.event.listen(engine, "connect", partial(_limit_statements, statement_seconds * 1000))
    return engine


def _limit_statements(milliseconds: int, connection: Any, _record: object) -> None:
    # Not as connection options, which poolers in front of a database refuse.
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = {milliseconds}; SET lock_timeout = {milliseconds // 2}")
    connection.commit()


def _create_postgresql_engine(url: URL) -> Engine:
    # Small hosted databases allow 20 connections, shared by the worker, the web process and a training child.
    engine = sa.create_engine(
        url,
        # As many as threads may want at once: one beyond the pool would be made and ended for each use.
        pool_size=6,
        max_overflow=0,
        pool_timeout=10,
        connect_args={
            "connect_timeout": 5,
            "application_name": "matinee",
            # A server that vanished without a word is noticed within half a minute.
            "keepalives_idle": 15,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 30_000,
        },
    )
    check_before_use(engine)
    return engine


def _create_sqlite_engine(url: URL) -> Engine:
    # The driver begins a transaction before the first write, and takes the write lock at once: two writers
    # queue up for the lock instead of failing when both want to turn their reading into writing.
    engine = sa.create_engine(
        url,
        pool_size=8,
        max_overflow=7,
        pool_timeout=10,
        connect_args={"timeout": LOCK_WAIT_SECONDS, "isolation_level": "IMMEDIATE"},
    )
    sa.event.listen(engine, "do_connect", partial(_make_private_database, url))
    sa.event.listen(engine, "connect", _prepare_sqlite_connection)
    return engine


def _make_private_database(url: URL, *_: object) -> None:
    """Make the file, if its folder is there: SQLite itself would let everybody on the machine read it.

    What SQLite puts beside it has the same rights.
    """
    if url.database and url.database != ":memory:":
        with contextlib.suppress(OSError):  # connecting tells of a folder that is out of reach
            make_private_file(Path(url.database))


def _prepare_sqlite_connection(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    _keep_a_write_ahead_log(connection)
    connection.execute(
        "PRAGMA synchronous = FULL"
    )  # a commit is on disk before a person sees it acknowledged


def _keep_a_write_ahead_log(connection: Any) -> None:
    """Let readers never wait for a writer; where the file changes to that, wait for whoever writes to it.

    SQLite's own waiting does not cover this change: it answers "database is locked" at once.
    """
    give_up_at = time.monotonic() + LOCK_WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > give_up_at:
                raise
            time.sleep(_LOCK_INTERVAL_SECONDS)
        else:
            return
