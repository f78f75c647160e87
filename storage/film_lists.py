"""Films that a person put on a list, each once, with the time."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.records.people import ListedFilm
from storage.references import require_movie
from storage.upserting import insert_into


class PersonalFilmList:
    """Reads and writes one list of everybody's; its table has chat_user_id, movie_id and added_at.

    A row is read while all conditions of `standing` hold.
    """

    table: ClassVar[sa.Table]
    standing: ClassVar[tuple[sa.ColumnElement[bool], ...]] = ()
    _all_of: ClassVar[sa.Select[Any]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # Every tap needs it: making a statement anew takes longer than running it.
        is_of = cls.table.c.chat_user_id == sa.bindparam("person")
        cls._all_of = sa.select(cls.table.c.movie_id).where(is_of, *cls.standing)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, chat_user_id: int, movie_id: int, now: datetime) -> bool:
        """Put a film on the list; says whether it is new there. One that is there keeps its time."""
        require_movie(self._connection, movie_id)
        statement = insert_into(self._connection, self.table).on_conflict_do_nothing()
        values = {"chat_user_id": chat_user_id, "movie_id": movie_id, "added_at": now}
        return self._connection.execute(statement.values(values)).rowcount > 0

    def remove(self, chat_user_id: int, movie_id: int) -> ListedFilm | None:
        """Take a film off the list; answers it, or None when it was not there."""
        statement = sa.delete(self.table).where(self._is_of(chat_user_id), self.table.c.movie_id == movie_id)
        returned = statement.returning(self.table.c.movie_id, self.table.c.added_at)
        row = self._connection.execute(returned).one_or_none()
        return ListedFilm(*row) if row else None

    def of(self, chat_user_id: int) -> set[int]:
        """Return every film on a person's list."""
        return set(self._connection.execute(self._all_of, {"person": chat_user_id}).scalars())

    def page(self, chat_user_id: int, offset: int, limit: int) -> list[ListedFilm]:
        """Return some of a person's list, the newest first."""
        statement = (
            sa.select(self.table.c.movie_id, self.table.c.added_at)
            .where(self._is_of(chat_user_id), *self.standing)
            .order_by(self.table.c.added_at.desc(), self.table.c.movie_id.desc())
            .offset(offset)
            .limit(limit)
        )
        return [ListedFilm(*row) for row in self._connection.execute(statement)]

    def count(self, chat_user_id: int) -> int:
        """Return how many films are on a person's list."""
        are_on_it = (self._is_of(chat_user_id), *self.standing)
        statement = sa.select(sa.func.count()).select_from(self.table).where(*are_on_it)
        return self._connection.execute(statement).scalar_one()

    def _is_of(self, chat_user_id: int) -> sa.ColumnElement[bool]:
        return self.table.c.chat_user_id == chat_user_id
