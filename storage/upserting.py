"""INSERT … ON CONFLICT, which both databases speak and SQLAlchemy spells twice."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

Insert = postgresql.Insert | sqlite.Insert


def insert_into(connection: Connection, table: sa.Table) -> Insert:
    """An INSERT that knows ON CONFLICT, for the connection's database."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def upsert_into(connection: Connection, table: sa.Table, *, replace: Iterable[str]) -> Insert:
    """An INSERT that overwrites the columns `replace` when the primary key is taken."""
    statement = insert_into(connection, table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={column: statement.excluded[column] for column in replace},
    )
