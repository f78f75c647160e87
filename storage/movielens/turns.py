"""One load at a time: whoever loads has the turn until its transaction ends."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

_KEY = int.from_bytes(b"loading", "big")


def wait_for_turn(connection: Connection) -> None:
    """Begin a load as soon as no other one is going on."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_KEY)))
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def take_turn_if_free(connection: Connection) -> bool:
    """Return whether no load is going on (PostgreSQL); none begins then before this transaction ends."""
    return bool(connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_KEY))).scalar_one())
