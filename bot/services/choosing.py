"""Which films a list holds: chosen anew behind what was shown, never what the person has been through."""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import replace
from datetime import timedelta
from itertools import takewhile

from bot.models.live_model import ModelHolder
from bot.runtime.clock import Clock
from bot.services.newest import newest_for
from bot.services.predictions import EXTRA_WHEN_NARROWED, films_for, passing_films, popular_films
from bot.services.taste import Taste, taste_of
from bot.services.views import NO_FILTERS, Filters
from recommender.recommender import Recommender
from storage.records.shown import Deck, DeckSource
from storage.unit_of_work import UnitOfWork

HELD_BACK = timedelta(hours=24)
CHOSEN_FREELY: tuple[DeckSource, ...] = ("recommend", "popular")
"""Lists that leave out what was shown lately: what a person named or keeps for later is wanted as it is."""
NARROWED_BY_KEPT: tuple[DeckSource, ...] = (*CHOSEN_FREELY, "new")
"""Lists that the filters of /filters count for."""


class DeckChooser:
    """Chooses the films of decks, inside a unit of work; the caller commits."""

    def __init__(self, models: ModelHolder, clock: Clock) -> None:
        self._models = models
        self._clock = clock

    def choose(self, work: UnitOfWork, deck: Deck, kept: tuple[int, ...], n: int) -> Deck:
        """Return the deck with n more films behind those kept, and store it."""
        taste = taste_of(work, deck.chat_user_id)
        shown = self._held_back(work, deck)
        excluded = set(kept) if deck.source == "watchlist" else taste.seen | set(kept)
        # Better a film shown a moment ago than none: a narrow genre is soon leafed through.
        chosen = self._pick(work, deck, taste, n, excluded | shown) or self._pick(
            work, deck, taste, n, excluded
        )
        movie_ids = kept + chosen
        work.decks.replace_movies(deck.deck_id, movie_ids)
        return replace(deck, movie_ids=movie_ids)

    def _held_back(self, work: UnitOfWork, deck: Deck) -> Set[int]:
        """Return the films shown in the last day, unless the list is to show them."""
        if deck.shows_again or deck.source not in CHOSEN_FREELY:
            return frozenset()
        return work.impressions.since(deck.chat_user_id, self._clock() - HELD_BACK)

    def choose_rest(self, work: UnitOfWork, deck: Deck, position: int) -> Deck:
        """Choose anew what was not shown behind a position; only a personal list has something to learn."""
        if deck.source != "recommend":
            return deck
        shown = work.impressions.since(deck.chat_user_id, deck.created_at)
        leafed_past = takewhile(shown.__contains__, deck.movie_ids[position + 1 :])
        kept = (*deck.movie_ids[: position + 1], *leafed_past)
        return self.choose(work, deck, kept, n=len(deck.movie_ids) - len(kept))

    def _pick(
        self, work: UnitOfWork, deck: Deck, taste: Taste, n: int, excluded: Collection[int]
    ) -> tuple[int, ...]:
        if n <= 0:
            return ()
        filters = Filters.from_json(deck.filters)
        match deck.source:
            case "similar":
                return self._pick_similar(deck, taste, n, excluded)
            case "watchlist":
                return self._pick_of_watchlist(work, deck, taste, n, excluded)
            case "new":
                return newest_for(work, taste, self._recommender, excluded, filters)[:n]
            case "popular":
                return popular_films(self._recommender, n=n, excluded=excluded, filters=filters)
        return films_for(self._recommender, taste, n=n, excluded=excluded, filters=filters)

    def _pick_similar(self, deck: Deck, taste: Taste, n: int, excluded: Collection[int]) -> tuple[int, ...]:
        """Return films like all that the list is like, most alike first."""
        filters = Filters.from_json(deck.filters)
        extra = EXTRA_WHEN_NARROWED if filters != NO_FILTERS else 0
        similar = self._recommender.similar(deck.liked, n=n + len(excluded) + extra)
        alike = [movie_id for movie_id, _ in similar if movie_id not in excluded]
        return tuple(passing_films(self._recommender, alike, filters, taste.ratings)[:n])

    def _pick_of_watchlist(
        self, work: UnitOfWork, deck: Deck, taste: Taste, n: int, excluded: Collection[int]
    ) -> tuple[int, ...]:
        """Return what stands on the watchlist, films seen before too: who put them there wants them again."""
        wanted: Collection[int] = work.watchlist.of(deck.chat_user_id).difference(excluded)
        filters = Filters.from_json(deck.filters)
        if filters != NO_FILTERS:
            wanted = passing_films(self._recommender, wanted, filters, taste.ratings)
        best = self._recommender.ranked(taste.ratings, wanted, taste.watched)
        unranked = sorted(set(wanted).difference(best))  # films that the model does not know yet
        return (*best, *unranked)[:n]

    @property
    def _recommender(self) -> Recommender:
        return self._models.current().recommender
