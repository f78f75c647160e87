"""The lists that people leaf through."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.errors import UnknownDeck
from storage.records.shown import Deck, DeckSource
from storage.tables.people import decks

_NO_FILTERS: Mapping[str, Any] = MappingProxyType({})


class Decks:
    """Reads and writes decks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        chat_user_id: int,
        source: DeckSource,
        movie_ids: Sequence[int],
        now: datetime,
        *,
        filters: Mapping[str, Any] = _NO_FILTERS,
        like_movie_ids: Sequence[int] = (),
        shows_again: bool = False,
    ) -> Deck:
        """Keep a new deck with what was asked for; its number is never given twice."""
        asked: dict[str, Any] = {
            "filters": dict(filters),
            "like_movie_id": like_movie_ids[0] if like_movie_ids else None,
            "also_like_movie_ids": _plain(like_movie_ids[1:]) or None,
            "shows_again": shows_again,
        }
        statement = sa.insert(decks).values(
            chat_user_id=chat_user_id, source=source, movie_ids=_plain(movie_ids), created_at=now, **asked
        )
        deck_id = self._connection.execute(statement.returning(decks.c.deck_id)).scalar_one()
        asked["also_like_movie_ids"] = tuple(like_movie_ids[1:])
        return Deck(deck_id, chat_user_id, source, movie_ids=tuple(movie_ids), created_at=now, **asked)

    def get(self, deck_id: int) -> Deck | None:
        """Return one deck, or None when it is gone."""
        if not 0 < deck_id < 2**31:
            return None
        row = self._connection.execute(sa.select(decks).where(decks.c.deck_id == deck_id)).one_or_none()
        if row is None:
            return None
        values = {
            "movie_ids": tuple(row.movie_ids),
            "also_like_movie_ids": tuple(row.also_like_movie_ids or ()),
            "shows_again": bool(row.shows_again),
        }
        return Deck(**row._asdict() | values)

    def newest(self, chat_user_id: int) -> Deck | None:
        """Return the deck that a person opened last and that has films, or None."""
        statement = (
            sa.select(decks.c.deck_id, decks.c.movie_ids)
            .where(decks.c.chat_user_id == chat_user_id)
            .order_by(decks.c.deck_id.desc())
        )
        rows = self._connection.execute(statement)
        return next((self.get(row.deck_id) for row in rows if row.movie_ids), None)

    def replace_movies(self, deck_id: int, movie_ids: Sequence[int]) -> None:
        """Give a deck other films; raises UnknownDeck."""
        if self.get(deck_id) is None:
            raise UnknownDeck(deck_id)
        statement = sa.update(decks).where(decks.c.deck_id == deck_id)
        self._connection.execute(statement.values(movie_ids=_plain(movie_ids)))

    def count_since(self, chat_user_id: int, moment: datetime, sources: Collection[DeckSource]) -> int:
        """Return how many of a person's decks that have films were opened at or after a moment.

        Only decks of these sources are counted, and only those that are still kept.
        """
        statement = sa.select(decks.c.movie_ids).where(
            decks.c.chat_user_id == chat_user_id,
            decks.c.created_at >= moment,
            decks.c.source.in_(sources),
        )
        return sum(bool(movie_ids) for movie_ids in self._connection.execute(statement).scalars())

    def prune(self, chat_user_id: int, keep: int = 20) -> int:
        """Drop all but a person's newest decks; answers how many went."""
        newest = (
            sa.select(decks.c.deck_id)
            .where(decks.c.chat_user_id == chat_user_id)
            .order_by(decks.c.deck_id.desc())
            .limit(keep)
        )
        statement = sa.delete(decks).where(
            decks.c.chat_user_id == chat_user_id, decks.c.deck_id.not_in(newest)
        )
        return self._connection.execute(statement).rowcount


def _plain(movie_ids: Sequence[int]) -> list[int]:
    return [int(movie_id) for movie_id in movie_ids]  # JSON knows no NumPy integers
