"""Bringing a database to the newest form of its tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from storage.database import LOCK_WAIT_SECONDS
from storage.errors import translating

_ADVISORY_KEY = int.from_bytes(b"migrate", "big")
# Whoever comes second waits for all migrations of the first, on a slow disk too.
TURN_WAIT_SECONDS = 120


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations that are missing, all in one transaction.

    However many processes start at once, they take turns, and all but the first find nothing missing.
    """
    _run(engine, lambda config: command.upgrade(config, revision))


def downgrade(engine: Engine, revision: str) -> None:
    """Undo migrations down to a revision (`base`: all of them)."""
    _run(engine, lambda config: command.downgrade(config, revision))


def is_current(engine: Engine) -> bool:
    """Return whether no migration is missing."""
    with translating(), engine.connect() as connection:
        head = ScriptDirectory.from_config(_config()).get_current_head()
        return MigrationContext.configure(connection).get_current_revision() == head


def _run(engine: Engine, migrate: Callable[[Config], None]) -> None:
    with translating(), engine.begin() as connection:
        _wait_for_turn(connection)
        config = _config()
        config.attributes["connection"] = connection
        migrate(config)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _wait_for_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.set_config("lock_timeout", f"{TURN_WAIT_SECONDS}s", True)))
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_KEY)))
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {TURN_WAIT_SECONDS * 1000}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # the driver would begin only before a row is written
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {LOCK_WAIT_SECONDS * 1000}")
