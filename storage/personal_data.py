"""Every row that is about one person, whichever table it is in."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.tables import metadata

PERSON = "chat_user_id"
SECOND_PERSON = "agreed_by"  # of what two share; neither is told who the other is


class PersonalData:
    """Reads what is stored about people; a table that joins later is found by its column."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, chat_user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Return everything about a person: table to rows, the rows in the order of their keys."""
        return {table.name: self._rows(table, chat_user_id) for table in tables_about_people()}

    def _rows(self, table: sa.Table, chat_user_id: int) -> list[dict[str, Any]]:
        columns = [table.c[name] for name in (PERSON, SECOND_PERSON) if name in table.c]
        about = sa.or_(*(column == chat_user_id for column in columns))
        statement = sa.select(table).where(about).order_by(*table.primary_key)
        names = [column.name for column in columns]
        return [
            {**row, **{name: row[name] if row[name] == chat_user_id else None for name in names}}
            for row in self._connection.execute(statement).mappings()
        ]


def tables_about_people() -> list[sa.Table]:
    """Return every table that says whom a row is about."""
    return [table for table in metadata.sorted_tables if PERSON in table.c]
