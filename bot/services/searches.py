"""Searches inside a person's own lists, kept so that every page and order of what was found is one tap away.

A search is stored as a deck without films, for no button has room for words.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.runtime.clock import Clock
from bot.search.local_titles import local_titles
from bot.search.titles import IndexedTitle
from bot.search.within import find_within
from bot.services.origins import Origin, Place, StoredSearch
from bot.services.shelves import Shelf
from bot.services.views import Film
from storage.unit_of_work import UnitOfWorkFactory

__all__ = ["MAX_WORDS", "Searches", "StoredSearch", "found_among"]

MAX_WORDS = 100  # characters: nobody types more of a title


class Searches:
    """Keeps what people look for in their own lists."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def begin(self, chat_user_id: int, within: Place | Shelf, words: str) -> StoredSearch:
        """Store a search for a few words in a list."""
        words = "".join(letter for letter in words if letter.isprintable())[:MAX_WORDS]
        with self._unit_of_work() as work:
            work.chat_users.touch(chat_user_id, self._clock())
            deck = work.decks.add(chat_user_id, "search", (), self._clock(), filters={"words": words})
            work.decks.prune(chat_user_id)
            work.commit()
        return StoredSearch(deck.deck_id, within, words)

    def get(self, chat_user_id: int, origin: Origin) -> StoredSearch | None:
        """Return the search that a button names; None where it is not kept any more, or somebody else's."""
        with self._unit_of_work() as work:
            deck = work.decks.get(origin.search_id)
        if deck is None or deck.chat_user_id != chat_user_id or deck.source != "search":
            return None
        return StoredSearch(deck.deck_id, origin.place, deck.filters["words"])


def found_among(films: Iterable[Film], search: StoredSearch) -> frozenset[int]:
    """Return the ids of the films that a search finds."""
    titles = [
        IndexedTitle(film.movie_id, film.title, film.year, local_titles=local_titles(film.imdb_id))
        for film in films
    ]
    return find_within(search.words, titles)
