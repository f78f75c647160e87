"""Which film the bot's messages in private chats show, and what a reaction to one of them did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.records.shown import CardMessage, Feeling
from storage.tables.catalogue import movies
from storage.tables.people import card_messages, chat_users
from storage.upserting import insert_into


class CardMessages:
    """Reads and writes which film stands on which card."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note_all(self, cards: Sequence[CardMessage], now: datetime) -> int:
        """Note what cards show now; those of unknown people or films are left out. Answer how many were kept.

        A reaction counts as long as its film stands on the card.
        """
        people = self._known(chat_users.c.chat_user_id, (card.chat_user_id for card in cards))
        films = self._known(movies.c.movie_id, (card.movie_id for card in cards))
        kept = [card for card in cards if card.chat_user_id in people and card.movie_id in films]
        if kept:
            self._upsert(kept, now)
        return len(kept)

    def get(self, chat_user_id: int, message_id: int) -> CardMessage | None:
        """Return what a message shows, or None when it is no card that is known."""
        statement = sa.select(
            card_messages.c.chat_user_id,
            card_messages.c.message_id,
            card_messages.c.movie_id,
            card_messages.c.reaction,
        ).where(card_messages.c.chat_user_id == chat_user_id, card_messages.c.message_id == message_id)
        row = self._connection.execute(statement).one_or_none()
        return CardMessage(*row) if row else None

    def newest(self, chat_user_id: int, since: datetime, limit: int = 20) -> tuple[int, ...]:
        """Return the films of a person's newest cards that were noted since a moment, the newest first."""
        statement = (
            sa.select(card_messages.c.movie_id)
            .where(card_messages.c.chat_user_id == chat_user_id, card_messages.c.noted_at >= since)
            .order_by(card_messages.c.message_id.desc())
            .limit(limit)
        )
        return tuple(self._connection.execute(statement).scalars())

    def set_reaction(self, chat_user_id: int, message_id: int, reaction: Feeling | None) -> None:
        """Remember what a reaction did."""
        statement = (
            sa.update(card_messages)
            .where(card_messages.c.chat_user_id == chat_user_id, card_messages.c.message_id == message_id)
            .values(reaction=reaction)
        )
        self._connection.execute(statement)

    def forget_reactions(self, chat_user_id: int, movie_id: int) -> None:
        """Let no reaction to a film's cards have done anything."""
        statement = (
            sa.update(card_messages)
            .where(card_messages.c.chat_user_id == chat_user_id, card_messages.c.movie_id == movie_id)
            .values(reaction=None)
        )
        self._connection.execute(statement)

    def prune(self, before: datetime) -> int:
        """Forget cards that were noted before a moment; answer how many."""
        statement = sa.delete(card_messages).where(card_messages.c.noted_at < before)
        return self._connection.execute(statement).rowcount

    def _upsert(self, cards: Sequence[CardMessage], now: datetime) -> None:
        statement = insert_into(self._connection, card_messages)
        new = statement.excluded
        is_same_film = card_messages.c.movie_id == new.movie_id
        upsert = statement.on_conflict_do_update(
            index_elements=list(card_messages.primary_key),
            set_={
                "movie_id": new.movie_id,
                "noted_at": new.noted_at,
                "reaction": sa.case((is_same_film, card_messages.c.reaction), else_=None),
            },
        )
        values = [
            {
                "chat_user_id": card.chat_user_id,
                "message_id": card.message_id,
                "movie_id": card.movie_id,
                "noted_at": now,
            }
            for card in cards
        ]
        self._connection.execute(upsert, values)

    def _known(self, column: sa.Column[int], wanted: Iterable[int]) -> set[int]:
        statement = sa.select(column).where(column.in_(set(wanted)))
        return set(self._connection.execute(statement).scalars())
