"""Wishes that buttons lead back to: a list that was half understood, and what was kept before a change.

A wish is stored as a deck without films, for no button has room for filters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from bot.runtime.clock import Clock
from bot.services.asked_decks import asked_deck
from bot.services.narrowing import kept_filters, over
from bot.services.views import Filters
from bot.understanding.narrowing import MAX_FILMS
from recommender.genres import GENRES
from storage.records.shown import DeckSource
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

__all__ = ["MAX_FILMS", "Addition", "DeckSource", "Kept", "StoredWish", "Wishes", "keep_instead", "note_wish"]


class Addition(IntEnum):
    """What a button adds to a wish; its value: a genre's place, a year, how many films, a film's id."""

    NOTHING = 0
    GENRE = 1
    NO_GENRE = 2
    DECADE = 3
    AMOUNT = 4
    OLDER_FILMS = 5
    LIKE_FILM = 6


@dataclass(frozen=True)
class StoredWish:
    """What is wanted: a list, what every list is to keep to, a movie night; and what it is narrowed to.

    like_movie_id is the film that those of a list of source "similar" are to be like.
    """

    source: DeckSource
    filters: Filters
    amount: int | None = None
    like_movie_id: int | None = None

    def with_addition(self, addition: Addition, value: int) -> StoredWish:
        """Return the wish with what a button adds; a value that means nothing adds nothing."""
        match addition:
            case Addition.AMOUNT:
                return replace(self, amount=min(max(value, 1), MAX_FILMS))
            case Addition.OLDER_FILMS:
                return replace(self, source="recommend")
            case Addition.LIKE_FILM:
                return replace(self, source="similar", like_movie_id=value)
            case _:
                return replace(self, filters=_narrowed(self.filters, addition, value))


@dataclass(frozen=True)
class Kept:
    """What a person keeps for every list, and the wish that has what they kept before it changed."""

    filters: Filters
    before: int | None = None


class Wishes:
    """Stores wishes, and what people keep for every list."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def note(self, chat_user_id: int, wish: StoredWish) -> int:
        """Store a wish; return its number."""
        with self._unit_of_work() as work:
            work.chat_users.touch(chat_user_id, self._clock())
            deck_id = note_wish(work, chat_user_id, wish, self._clock)
            work.commit()
        return deck_id

    def get(self, chat_user_id: int, deck_id: int) -> StoredWish:
        """Return a person's wish; DeckGone or NotYourDeck where it is not there."""
        with self._unit_of_work() as work:
            deck = asked_deck(work, chat_user_id, deck_id)
        return StoredWish(deck.source, Filters.from_json(deck.filters))

    def kept(self, chat_user_id: int) -> Kept:
        """Return what a person wants every list narrowed to."""
        with self._unit_of_work() as work:
            return Kept(kept_filters(work.chat_users.get(chat_user_id)))

    def keep_too(self, chat_user_id: int, asked: Filters) -> Kept:
        """Keep what is asked for; of what was kept before each part that was not asked about stays."""
        with self._unit_of_work() as work:
            kept = over(asked, kept_filters(work.chat_users.get(chat_user_id)))
        return self.keep(chat_user_id, kept)

    def keep(self, chat_user_id: int, filters: Filters) -> Kept:
        """Keep these filters and nothing else for every list."""
        with self._unit_of_work() as work:
            work.chat_users.touch(chat_user_id, self._clock())
            before = keep_instead(work, chat_user_id, filters, self._clock)
            work.commit()
        return Kept(filters, before)


def _narrowed(filters: Filters, addition: Addition, value: int) -> Filters:
    """Return the filters with a genre, without one, or of a decade."""
    genre = frozenset(GENRES[value : value + 1])
    match addition:
        case Addition.GENRE:
            return replace(filters, genres=filters.genres | genre)
        case Addition.NO_GENRE:
            return replace(filters, excluded_genres=filters.excluded_genres | genre)
        case Addition.DECADE:
            return replace(filters, first_year=value, last_year=value + 9)
        case _:
            return filters


def note_wish(work: UnitOfWork, chat_user_id: int, wish: StoredWish, clock: Clock) -> int:
    """Store a wish inside a unit of work; return its number."""
    deck = work.decks.add(chat_user_id, wish.source, (), clock(), filters=wish.filters.to_json())
    work.decks.prune(chat_user_id)
    return deck.deck_id


def keep_instead(work: UnitOfWork, chat_user_id: int, filters: Filters, clock: Clock) -> int | None:
    """Keep these filters inside a unit of work; return the wish that has the others, None for no change."""
    before = kept_filters(work.chat_users.get(chat_user_id))
    if before == filters:
        return None
    work.chat_users.set_filters(chat_user_id, filters.to_json())
    return note_wish(work, chat_user_id, StoredWish("filters", before), clock)
