"""A PostgreSQL database that is away for a while: connections are cut, and no new ones are let in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.runtime import offload

_CUT = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")


async def be_away(engine: Engine, seconds: float) -> None:
    """Cut the database off for so many seconds."""
    async with _locked(engine):
        await asyncio.sleep(seconds)


@asynccontextmanager
async def _locked(engine: Engine) -> AsyncIterator[None]:
    """Let nobody connect meanwhile."""
    await offload.run(_let_in, engine, False)
    try:
        yield
    finally:
        await offload.run(_let_in, engine, True)


def _let_in(engine: Engine, may_connect: bool) -> None:
    name = engine.url.database
    elsewhere = sa.create_engine(
        engine.url.set(database="template1"), poolclass=sa.NullPool, isolation_level="AUTOCOMMIT"
    )
    with elsewhere.connect() as connection:
        quoted = connection.dialect.identifier_preparer.quote(str(name))
        connection.execute(sa.text(f"ALTER DATABASE {quoted} WITH ALLOW_CONNECTIONS {may_connect}"))
        if not may_connect:
            connection.execute(_CUT, {"name": name})
