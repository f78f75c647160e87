"""The Telegram accounts that have spoken with the bot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.dml import ReturningUpdate

from storage.errors import UnknownChatUser, UnknownMovieLensUser
from storage.movielens.ratings import MovieLensRatings
from storage.records.people import ChatUser
from storage.tables.people import chat_users
from storage.upserting import insert_into

_COLUMNS = (
    chat_users.c.chat_user_id,
    chat_users.c.first_name,
    chat_users.c.language_code,
    chat_users.c.movielens_user_id,
    chat_users.c.created_at,
    chat_users.c.last_seen_at,
    chat_users.c.blocked_at,
    chat_users.c.boldness,
    chat_users.c.filters,
    chat_users.c.asked_filters,
    chat_users.c.chosen_language,
)

_ONE = sa.select(*_COLUMNS).where(chat_users.c.chat_user_id == sa.bindparam("person"))


def _touching(*, name: bool, language: bool) -> ReturningUpdate[Any]:
    seen: dict[str, Any] = {"last_seen_at": sa.bindparam("now"), "blocked_at": None}
    if name:
        seen["first_name"] = sa.bindparam("name")
    if language:
        seen["language_code"] = sa.bindparam("language")
    statement = sa.update(chat_users).where(chat_users.c.chat_user_id == sa.bindparam("person"))
    return statement.values(seen).returning(*_COLUMNS)


# Built once: making a statement anew takes longer than running it.
_TOUCH = {
    (name, language): _touching(name=name, language=language)
    for name in (True, False)
    for language in (True, False)
}


class ChatUsers:
    """Reads and writes people."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat_user_id: int) -> ChatUser | None:
        """Return one person, or None for somebody never seen."""
        row = self._connection.execute(_ONE, {"person": chat_user_id}).one_or_none()
        return _chat_user(row) if row else None

    def touch(
        self,
        chat_user_id: int,
        now: datetime,
        first_name: str | None = None,
        language_code: str | None = None,
    ) -> ChatUser:
        """Note that a person spoke or tapped just now, and so has not blocked us; return them.

        A name or language that is not given leaves the known one as it is.
        """
        statement = _TOUCH[first_name is not None, language_code is not None]
        named = {"person": chat_user_id, "now": now, "name": first_name, "language": language_code}
        known = self._connection.execute(statement, named).one_or_none()
        if known:  # nearly always
            return _chat_user(known)
        new = {
            "chat_user_id": chat_user_id,
            "first_name": first_name or "",
            "language_code": language_code,
            "boldness": 0.0,
            "created_at": now,
            "last_seen_at": now,
        }
        insertion = insert_into(self._connection, chat_users).on_conflict_do_nothing()
        added = self._connection.execute(insertion.returning(*_COLUMNS), new).one_or_none()
        if added:
            return _chat_user(added)
        return _chat_user(self._connection.execute(statement, named).one())  # another was quicker

    def link(self, chat_user_id: int, movielens_user_id: int) -> None:
        """Let a MovieLens user's ratings count as this person's."""
        if not MovieLensRatings(self._connection).has_user(movielens_user_id):
            raise UnknownMovieLensUser(movielens_user_id)
        self._change(chat_user_id, movielens_user_id=movielens_user_id)

    def unlink(self, chat_user_id: int) -> bool:
        """Forget the link; says whether there was one."""
        statement = (
            sa.update(chat_users)
            .where(chat_users.c.chat_user_id == chat_user_id, chat_users.c.movielens_user_id.is_not(None))
            .values(movielens_user_id=None)
        )
        return self._connection.execute(statement).rowcount > 0

    def links(self) -> dict[int, int]:
        """Return every link: chat user id to MovieLens user id."""
        statement = sa.select(chat_users.c.chat_user_id, chat_users.c.movielens_user_id).where(
            chat_users.c.movielens_user_id.is_not(None)
        )
        return {row.chat_user_id: row.movielens_user_id for row in self._connection.execute(statement)}

    def joined_since(self, moment: datetime) -> list[int]:
        """Return who spoke with the bot for the first time then or later, or again after being forgotten."""
        statement = sa.select(chat_users.c.chat_user_id).where(chat_users.c.created_at >= moment)
        return list(self._connection.execute(statement).scalars())

    def mark_blocked(self, chat_user_id: int, now: datetime) -> None:
        """Note that this person blocked the bot; nothing happens for somebody unknown."""
        statement = sa.update(chat_users).where(chat_users.c.chat_user_id == chat_user_id)
        self._connection.execute(statement.values(blocked_at=now))

    def set_boldness(self, chat_user_id: int, boldness: float) -> None:
        """Remember how daring this person's recommendations may be."""
        self._change(chat_user_id, boldness=boldness)

    def set_filters(self, chat_user_id: int, filters: Mapping[str, Any]) -> None:
        """Remember what this person wants every list narrowed to."""
        self._change(chat_user_id, filters=dict(filters) or None)

    def set_asked_filters(self, chat_user_id: int, filters: Mapping[str, Any]) -> None:
        """Remember about which films this person wants to be asked."""
        self._change(chat_user_id, asked_filters=dict(filters) or None)

    def set_language(self, chat_user_id: int, language: str | None) -> None:
        """Remember which language this person chose; None: the one that Telegram tells."""
        self._change(chat_user_id, chosen_language=language)

    def count(self) -> int:
        """Return how many people there are."""
        return self._count(sa.true())

    def new_since(self, moment: datetime) -> int:
        """Return how many people came at or after this moment."""
        return self._count(chat_users.c.created_at >= moment)

    def active_since(self, moment: datetime) -> int:
        """Return how many people spoke at or after this moment."""
        return self._count(chat_users.c.last_seen_at >= moment)

    def delete(self, chat_user_id: int) -> bool:
        """Forget a person with everything of theirs; says whether there was anything."""
        statement = sa.delete(chat_users).where(chat_users.c.chat_user_id == chat_user_id)
        return self._connection.execute(statement).rowcount > 0

    def _count(self, condition: sa.ColumnElement[bool]) -> int:
        statement = sa.select(sa.func.count()).select_from(chat_users).where(condition)
        return self._connection.execute(statement).scalar_one()

    def _change(self, chat_user_id: int, **values: Any) -> None:
        statement = sa.update(chat_users).where(chat_users.c.chat_user_id == chat_user_id).values(values)
        if self._connection.execute(statement).rowcount == 0:
            raise UnknownChatUser(chat_user_id)


def _chat_user(row: Any) -> ChatUser:
    return ChatUser(*row)
