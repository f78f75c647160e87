"""Column types that SQLite and PostgreSQL do not share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from storage.storable_text import storable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time: timestamptz on PostgreSQL, whole microseconds since 1970 on SQLite.

    SQLite has no type for times; an integer sorts rightly, is exact and loads quickly in bulk.
    """

    impl = sa.BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type the database really has."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.DateTime(timezone=True))
        return dialect.type_descriptor(sa.BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | int | None:
        """Refuse naive times: nobody can say which moment they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        if dialect.name == "postgresql":
            return value.astimezone(UTC)
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Answer in UTC, whatever the server's zone."""
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return _EPOCH + int(value) * _MICROSECOND


class OutsideText(TypeDecorator[str]):
    """Text that people or other services wrote: made storable on its way in, cut when there is a limit."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, limit: int | None = None, *, column_length: int | None = None) -> None:
        super().__init__()
        self.limit = limit
        self.column_length = column_length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose text, or varchar where the column has a length."""
        wanted = sa.Text() if self.column_length is None else sa.String(self.column_length)
        return dialect.type_descriptor(wanted)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Take away what a database refuses."""
        return None if value is None else storable(value, self.limit or self.column_length)


class Genres(TypeDecorator[tuple[str, ...]]):
    """A movie's genres in one text, as MovieLens writes them: `Action|Sci-Fi`."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        """Join them; no genre at all is the empty text."""
        return "|".join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        """Split them; the empty text is no genre."""
        return tuple(value.split("|")) if value else ()
