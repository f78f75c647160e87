"""What is stored about each person, as checksums that are cheap to compare after every update."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from storage.tables import metadata

TABLES = {table.name: table for table in metadata.sorted_tables if "chat_user_id" in table.c}
_WRITE = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)", re.IGNORECASE)
Checksums = dict[tuple[str, int], tuple[Any, ...]]
"""By table and person: how many rows there are, and sums, lengths or extremes of each column."""


class RowWatch:
    """Knows the checksums of everybody's rows; looks again only at tables that were written since."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._written = set(TABLES)
        self._known: dict[str, Checksums] = {}
        sa.event.listen(engine, "before_cursor_execute", self._note)

    def changed_people(self) -> set[tuple[str, int]]:
        """Return the tables and the people whose rows differ from those at the last look."""
        changed: set[tuple[str, int]] = set()
        written, self._written = self._written, set()
        if not written:
            return changed
        with self._engine.connect() as connection:
            for name in written:
                found = {(name, row[0]): tuple(row[1:]) for row in connection.execute(_CHECKSUMS[name])}
                before = self._known.get(name, {})
                changed |= {key for key in found.keys() | before.keys() if found.get(key) != before.get(key)}
                self._known[name] = found
        return changed

    def close(self) -> None:
        """Listen no more."""
        sa.event.remove(self._engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found = _WRITE.match(statement)
        if found is not None and found[1] in TABLES:
            self._written |= set(TABLES) if found[1] == "chat_users" and "DELETE" in statement else {found[1]}


def _checksums(table: sa.Table) -> sa.Select[Any]:
    columns = [column for column in table.c if column.name != "chat_user_id"]
    sums = [each for column in columns for each in _sums_of(column)]
    return sa.select(table.c.chat_user_id, sa.func.count(), *sums).group_by(table.c.chat_user_id)


def _sums_of(column: sa.Column[Any]) -> Iterator[sa.ColumnElement[Any]]:
    if isinstance(column.type, sa.Integer | sa.Numeric):
        yield sa.func.sum(column)
        yield sa.func.max(column)
        return
    text = sa.cast(column, sa.Text)
    yield sa.func.max(text)
    yield sa.func.sum(sa.func.length(text))


_CHECKSUMS = {name: _checksums(table) for name, table in TABLES.items()}
