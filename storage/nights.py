"""Evenings that groups choose a film for, and who is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.records.together import Night, NightGuest
from storage.tables.people import chat_users
from storage.tables.together import night_guests, nights
from storage.upserting import insert_into

_UNDECIDED = ("gathering", "voting")
_ENDED = ("decided", "asked", "over")


class Nights:
    """Reads and writes nights."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, chat_id: int, thread_id: int | None, filters: Mapping[str, Any], now: datetime) -> Night:
        """Keep a new night that people can join; its number is never given twice."""
        values: dict[str, Any] = {
            "chat_id": chat_id,
            "thread_id": thread_id,
            "state": "gathering",
            "created_at": now,
            "filters": dict(filters),
            "movie_ids": [],
            "votes": [],
        }
        statement = sa.insert(nights).values(values).returning(nights)
        return _night(self._connection.execute(statement).one())

    def get(self, night_id: int) -> Night | None:
        """Return one night, or None when it is gone."""
        return self._one(nights.c.night_id == night_id) if 0 < night_id < 2**31 else None

    def of_poll(self, poll_id: str) -> Night | None:
        """Return the night that a poll decides, or None."""
        return self._one(nights.c.poll_id == poll_id)

    def undecided(self, chat_id: int, thread_id: int | None) -> Night | None:
        """Return the newest night of a chat (or of its topic) that has no film yet, or None."""
        statement = (
            sa.select(nights)
            .where(
                nights.c.chat_id == chat_id,
                nights.c.thread_id.is_not_distinct_from(thread_id),
                nights.c.state.in_(_UNDECIDED),
            )
            .order_by(nights.c.night_id.desc())
            .limit(1)
        )
        row = self._connection.execute(statement).one_or_none()
        return _night(row) if row else None

    def change(self, night_id: int, **values: Any) -> None:
        """Write some columns of a night."""
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
        self._connection.execute(sa.update(nights).where(nights.c.night_id == night_id).values(plain))

    def claim(self, night_id: int, in_state: str, /, **values: Any) -> bool:
        """Write some columns of a night that is in this state; False when another was quicker."""
        plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
        statement = sa.update(nights).where(nights.c.night_id == night_id, nights.c.state == in_state)
        return self._connection.execute(statement.values(plain)).rowcount > 0

    def join(self, night_id: int, chat_user_id: int, now: datetime) -> bool:
        """Note that somebody is in; False when they were already."""
        statement = insert_into(self._connection, night_guests).on_conflict_do_nothing()
        values = {"night_id": night_id, "chat_user_id": chat_user_id, "joined_at": now}
        return self._connection.execute(statement.values(values)).rowcount > 0

    def leave(self, night_id: int, chat_user_id: int) -> bool:
        """Take somebody out with their veto; False when they were not in."""
        return (
            self._connection.execute(sa.delete(night_guests).where(*_is(night_id, chat_user_id))).rowcount > 0
        )

    def veto(self, night_id: int, chat_user_id: int, movie_id: int) -> bool:
        """Note somebody's one veto; False when they are not in, or have used it."""
        unused = night_guests.c.vetoed_movie_id.is_(None)
        statement = sa.update(night_guests).where(*_is(night_id, chat_user_id), unused)
        return self._connection.execute(statement.values(vetoed_movie_id=movie_id)).rowcount > 0

    def guests(self, night_id: int) -> list[NightGuest]:
        """Return who is in, in the order in which they joined."""
        statement = (
            sa.select(
                night_guests.c.chat_user_id,
                chat_users.c.first_name,
                night_guests.c.joined_at,
                night_guests.c.vetoed_movie_id,
                sa.func.coalesce(chat_users.c.chosen_language, chat_users.c.language_code),
            )
            .join(chat_users, chat_users.c.chat_user_id == night_guests.c.chat_user_id)
            .where(night_guests.c.night_id == night_id)
            .order_by(night_guests.c.joined_at, night_guests.c.chat_user_id)
        )
        return [NightGuest(*row) for row in self._connection.execute(statement)]

    def overdue(self, moment: datetime) -> list[Night]:
        """Return the nights whose poll should have ended before this moment."""
        return self._all(nights.c.state == "voting", nights.c.closes_at < moment)

    def without_poll(self, closing_before: datetime) -> list[Night]:
        """Return the nights whose vote has begun, that it should close before this moment, without a poll."""
        return self._all(
            nights.c.state == "voting", nights.c.poll_id.is_(None), nights.c.closes_at < closing_before
        )

    def decided_before(self, moment: datetime) -> list[Night]:
        """Return the nights with a film since before this moment whose guests were not asked yet."""
        return self._all(nights.c.state == "decided", nights.c.decided_at < moment)

    def shown_as_they_were(self) -> list[Night]:
        """Return the nights that are over and whose message does not say so yet."""
        return self._all(nights.c.state.in_(_ENDED), nights.c.message_id.is_not(None))

    def expire(self, before: datetime) -> int:
        """End the nights that began before this moment and that nobody voted in; answers how many."""
        statement = sa.update(nights).where(nights.c.state == "gathering", nights.c.created_at <= before)
        return self._connection.execute(statement.values(state="over")).rowcount

    def move(self, chat_id: int, new_chat_id: int) -> None:
        """Let a group's nights be those of the supergroup it became, where messages have other numbers."""
        statement = sa.update(nights).where(nights.c.chat_id == chat_id)
        moved = {"chat_id": new_chat_id, "poll_message_id": None, "message_id": None}
        self._connection.execute(statement.values(moved))

    def call_off(self, chat_id: int) -> int:
        """End the undecided nights of a chat; answers how many."""
        statement = sa.update(nights).where(nights.c.chat_id == chat_id, nights.c.state.in_(_UNDECIDED))
        return self._connection.execute(statement.values(state="over")).rowcount

    def prune(self, before: datetime) -> int:
        """Delete the nights that began before this moment, with who was in; answers how many."""
        return self._connection.execute(sa.delete(nights).where(nights.c.created_at < before)).rowcount

    def _one(self, *conditions: sa.ColumnElement[bool]) -> Night | None:
        row = self._connection.execute(sa.select(nights).where(*conditions)).one_or_none()
        return _night(row) if row else None

    def _all(self, *conditions: sa.ColumnElement[bool]) -> list[Night]:
        statement = sa.select(nights).where(*conditions).order_by(nights.c.night_id)
        return [_night(row) for row in self._connection.execute(statement)]


def _is(night_id: int, chat_user_id: int) -> Sequence[sa.ColumnElement[bool]]:
    return night_guests.c.night_id == night_id, night_guests.c.chat_user_id == chat_user_id


def _night(row: Any) -> Night:
    return Night(**row._asdict() | {"movie_ids": tuple(row.movie_ids), "votes": tuple(row.votes)})
