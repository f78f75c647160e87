"""Whether a pooled connection still works, without asking the server each time.

A server that ends a connection says so: there is something to read on it, or it is closed. Only what was
idle for long, behind a router that may have forgotten it, or has something to read, is asked about.
"""

from __future__ import annotations

import select
import time
from typing import Any

import psycopg2
import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.engine import Engine

IDLE_SECONDS = 15.0
_USED_AT = "used_at"


def check_before_use(engine: Engine) -> None:
    """Let the engine's pool replace connections that broke while they were idle."""
    sa.event.listen(engine, "connect", _note_use)
    sa.event.listen(engine, "checkin", _note_use)
    sa.event.listen(engine, "checkout", _check)


def _note_use(_connection: Any, record: Any) -> None:
    record.info[_USED_AT] = time.monotonic()


def _check(connection: Any, record: Any, _proxy: object) -> None:
    """Raise what makes the pool connect anew when this connection is broken."""
    idle = time.monotonic() - record.info[_USED_AT]
    try:
        if idle > IDLE_SECONDS or _has_something_to_read(connection):
            _ping(connection)
    except psycopg2.Error as error:
        raise exc.InvalidatePoolError from error


def _has_something_to_read(connection: Any) -> bool:
    poller = select.poll()  # select() takes no file above 1023
    poller.register(connection.fileno(), select.POLLIN)
    return bool(poller.poll(0))


def _ping(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    connection.rollback()
