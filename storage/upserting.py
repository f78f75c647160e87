"""INSERT … ON CONFLICT, which both databases speak and SQLAlchemy spells twice."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.sql.dml import ReturningInsert

Insert = postgresql.Insert | sqlite.Insert


def insert_into(connection: Connection, table: sa.Table) -> Insert:
    """Return an INSERT that knows ON CONFLICT, for the connection's database."""
    return _insert(connection.dialect.name, table)


def upsert_into(connection: Connection, table: sa.Table, *, replace: Iterable[str]) -> Insert:
    """Return an INSERT that overwrites the columns `replace` when the primary key is taken."""
    return _upsert(connection.dialect.name, table, tuple(replace))


def upsert_selected_into(
    connection: Connection, table: sa.Table, selected: sa.Select[Any], *, replace: tuple[str, ...]
) -> Insert:
    """Return an INSERT of selected rows, their columns named as the table's, that overwrites likewise."""
    return _upsert_selected(connection.dialect.name, table, selected, replace)


def insert_new_into(connection: Connection, table: sa.Table, returning: str) -> ReturningInsert[Any]:
    """Return an INSERT that leaves rows whose key is taken as they are and tells a column of the others."""
    return _insert_new(connection.dialect.name, table, returning)


# Kept: making a statement anew takes longer than running it.
@cache
def _insert(dialect: str, table: sa.Table) -> Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def _upsert(dialect: str, table: sa.Table, replace: tuple[str, ...]) -> Insert:
    statement = _insert(dialect, table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={column: statement.excluded[column] for column in replace},
    )


@cache
def _upsert_selected(
    dialect: str, table: sa.Table, selected: sa.Select[Any], replace: tuple[str, ...]
) -> Insert:
    names = [column.name for column in selected.selected_columns]
    return _upsert(dialect, table, replace).from_select(names, selected)


@cache
def _insert_new(dialect: str, table: sa.Table, returning: str) -> ReturningInsert[Any]:
    return _insert(dialect, table).on_conflict_do_nothing().returning(table.c[returning])
