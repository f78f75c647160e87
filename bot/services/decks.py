"""Lists to leaf through: opened, turned, made longer; deck_acts.py has what is done with their films.

A list ("deck") is stored, so that its buttons outlive a restart and leafing back shows the same film. After
every rating the part not yet shown is chosen anew: the list learns at once, yet nothing seen in it vanishes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.models.live_model import ModelHolder
from bot.runtime.clock import Clock
from bot.services.asked_decks import asked_deck, deck_of
from bot.services.choosing import CHOSEN_FREELY, HELD_BACK, NARROWED_BY_KEPT, DeckChooser
from bot.services.deck_pages import DeckPages, liked_films
from bot.services.errors import NoFilmsLeft, NothingNew, WatchlistDone
from bot.services.films import film_of
from bot.services.narrowing import kept_filters, over, without
from bot.services.taste import taste_of
from bot.services.views import NO_FILTERS, DeckPage, Filters, Notice, Source
from bot.services.wishes import StoredWish, keep_instead
from recommender.recommender import Recommender
from storage.records.shown import Deck, DeckSource
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

DEFAULT_LENGTH = 10
SHOWN_KEPT_FOR = timedelta(days=180)
SECOND_LIST = 2
LEAFED_THROUGH_FOR = timedelta(hours=12)  # who asks for "another one" later means another list


class Browsing:
    """Opens lists of films for a person, and keeps them while they leaf through."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._chooser = DeckChooser(models, clock)
        self._pages = DeckPages(models, clock)
        self._clock = clock

    def forget_shown(self) -> int:
        """Forget what was shown half a year ago: nothing asks for it any more; answer how many films."""
        with self._unit_of_work() as work:
            count = work.impressions.prune(self._clock() - SHOWN_KEPT_FOR)
            work.commit()
        return count

    def open(self, chat_user_id: int, n: int = DEFAULT_LENGTH, filters: Filters = NO_FILTERS) -> DeckPage:
        """Start a list chosen for this person (popular films, and said so, when we know nothing of them)."""
        return self._open(chat_user_id, "recommend", n, filters)

    def open_mine(self, chat_user_id: int) -> DeckPage:
        """Start a personal list; without what the person keeps, this once, where that leaves no film."""
        try:
            return self.open(chat_user_id)
        except NoFilmsLeft as none_left:
            if none_left.filters == NO_FILTERS:
                raise
        return self._open(chat_user_id, "recommend", DEFAULT_LENGTH, NO_FILTERS, is_narrowed=False)

    def open_again(self, chat_user_id: int, deck_id: int) -> DeckPage:
        """Start the same list once more, with what was shown lately."""
        with self._unit_of_work() as work:
            deck = asked_deck(work, chat_user_id, deck_id)
        asked_for = Filters.from_json(deck.filters)
        return self._open(chat_user_id, deck.source, DEFAULT_LENGTH, asked_for, deck.liked, shows_again=True)

    def keep_without(self, chat_user_id: int, deck_id: int, part: int) -> int | None:
        """Keep a part of a list's filters no longer for other lists.

        Return the wish that has what was kept before, None where nothing of it was.
        """
        with self._unit_of_work() as work:
            asked_deck(work, chat_user_id, deck_id)
            person = work.chat_users.get(chat_user_id)
            kept = without(kept_filters(person), part)
            before = keep_instead(work, chat_user_id, kept, self._clock)
            work.commit()
        return before

    def open_without(self, chat_user_id: int, deck_id: int, part: int) -> DeckPage:
        """Start the same list without a part of its filters."""
        with self._unit_of_work() as work:
            deck = asked_deck(work, chat_user_id, deck_id)
        left = without(Filters.from_json(deck.filters), part)
        return self._open(chat_user_id, deck.source, DEFAULT_LENGTH, left, deck.liked)

    def tighten(self, chat_user_id: int, deck_id: int, before: int | None) -> DeckPage:
        """Take loosening back: show the narrower list again, and keep what was kept before."""
        with self._unit_of_work() as work:
            deck = asked_deck(work, chat_user_id, deck_id)
            if before is not None:
                kept = asked_deck(work, chat_user_id, before).filters
                work.chat_users.set_filters(chat_user_id, kept)
                work.commit()
        if deck.movie_ids:
            return self.turn(chat_user_id, deck_id, 0)
        filters = Filters.from_json(deck.filters)
        return self._open(chat_user_id, deck.source, DEFAULT_LENGTH, filters, deck.liked)

    def open_wish(self, chat_user_id: int, wish: StoredWish) -> DeckPage:
        """Start the list that somebody wishes for."""
        amount, like = wish.amount or DEFAULT_LENGTH, wish.like_movie_id
        if like is not None:
            return self._open(chat_user_id, wish.source, amount, wish.filters, like_movie_ids=[like])
        return self._open(chat_user_id, wish.source, amount, wish.filters)

    def open_popular(
        self, chat_user_id: int, n: int = DEFAULT_LENGTH, filters: Filters = NO_FILTERS
    ) -> DeckPage:
        """Start a list of popular films without those that the person has seen."""
        return self._open(chat_user_id, "popular", n, filters)

    def open_similar(
        self, chat_user_id: int, movie_ids: Sequence[int], filters: Filters = NO_FILTERS
    ) -> DeckPage:
        """Start a list of films like all of these, without those seen; NoFilmsLeft when none is known."""
        return self._open(chat_user_id, "similar", DEFAULT_LENGTH, filters, like_movie_ids=movie_ids)

    def open_watchlist(
        self, chat_user_id: int, n: int = DEFAULT_LENGTH, filters: Filters = NO_FILTERS
    ) -> DeckPage:
        """Start a list of what the person keeps for later, the likeliest first; or WatchlistDone."""
        return self._open(chat_user_id, "watchlist", n, filters)

    def open_new(self, chat_user_id: int, n: int = DEFAULT_LENGTH, filters: Filters = NO_FILTERS) -> DeckPage:
        """Start a list of what came into the catalogue lately; NothingNew when nothing of it is left."""
        return self._open(chat_user_id, "new", n, filters)

    def turn(self, chat_user_id: int, deck_id: int, position: int) -> DeckPage:
        """Leaf to a position; past either end stays at that end."""
        with self._unit_of_work() as work:
            page = self._pages.show(work, deck_of(work, chat_user_id, deck_id), position)
            work.commit()
        return page

    def step(self, chat_user_id: int, step: int) -> DeckPage:
        """Leaf a step in the list opened last, from the card last seen; a new list when there is none."""
        with self._unit_of_work() as work:
            deck = work.decks.newest(chat_user_id)
            shown = work.card_messages.newest(chat_user_id, self._clock() - LEAFED_THROUGH_FOR)
            passed = work.impressions.since(chat_user_id, deck.created_at) if deck else set()
        if deck is None or deck.created_at < self._clock() - LEAFED_THROUGH_FOR:
            return self.open(chat_user_id)
        in_view = next((movie_id for movie_id in shown if movie_id in deck.movie_ids), None)
        if in_view is None:  # in a group, whose cards nobody notes
            in_view = next((movie_id for movie_id in reversed(deck.movie_ids) if movie_id in passed), None)
        position = 0 if in_view is None else deck.movie_ids.index(in_view) + step
        if position >= len(deck.movie_ids):
            return self.more(chat_user_id, deck.deck_id, len(deck.movie_ids))
        return self.turn(chat_user_id, deck.deck_id, position)

    def more(self, chat_user_id: int, deck_id: int, size: int) -> DeckPage:
        """Make a list longer than this size and leaf on there; NoFilmsLeft when nothing is left.

        A list that is longer already, because the same tap came twice, stays as it is.
        """
        with self._unit_of_work() as work:
            deck = deck_of(work, chat_user_id, deck_id)
            size = min(size, len(deck.movie_ids))
            if len(deck.movie_ids) == size:
                deck = self._chooser.choose(work, deck, kept=deck.movie_ids, n=DEFAULT_LENGTH)
            if len(deck.movie_ids) == size:
                raise self._none_left(work, deck)
            page = self._pages.show(work, deck, size)
            work.commit()
        return page

    def _open(
        self,
        chat_user_id: int,
        asked_for: DeckSource,
        n: int,
        filters: Filters,
        like_movie_ids: Sequence[int] = (),
        *,
        shows_again: bool = False,
        is_narrowed: bool = True,
    ) -> DeckPage:
        with self._unit_of_work() as work:
            for movie_id in like_movie_ids:
                film_of(work, movie_id)
            person = work.chat_users.touch(chat_user_id, self._clock())
            if is_narrowed and asked_for in NARROWED_BY_KEPT:
                filters = over(filters, kept_filters(person))
            deck = work.decks.add(
                chat_user_id,
                asked_for,
                (),
                self._clock(),
                filters=filters.to_json(),
                like_movie_ids=like_movie_ids,
                shows_again=shows_again,
            )
            deck = self._chooser.choose(work, deck, kept=(), n=n)
            work.decks.prune(chat_user_id)
            if not deck.movie_ids:
                none_left = self._none_left(work, deck)
                work.commit()  # the list stays, so that its filters can be loosened
                raise none_left
            page = self._pages.show(work, deck, 0)
            page = replace(page, notice=self._notice(work, deck, page.source))
            work.commit()
        return page

    def _notice(self, work: UnitOfWork, deck: Deck, source: Source) -> Notice | None:
        """Return what is said with somebody's first list, if it is personal, and with the second of a day."""
        if deck.source not in CHOSEN_FREELY or deck.shows_again:
            return None
        lists, today = (
            work.decks.count_since(deck.chat_user_id, moment, CHOSEN_FREELY)
            for moment in (datetime.min.replace(tzinfo=UTC), self._clock() - HELD_BACK)
        )
        if lists == 1:
            return "order" if source == "model" else None
        return "held_back" if today == SECOND_LIST else None

    def _none_left(self, work: UnitOfWork, deck: Deck) -> NoFilmsLeft | NothingNew | WatchlistDone:
        filters = Filters.from_json(deck.filters)
        if deck.source == "new":
            return NothingNew(bool(work.movies.joined_last(1)), filters, deck.deck_id)
        if deck.source == "watchlist":
            is_empty = not work.watchlist.of(deck.chat_user_id)
            return WatchlistDone(is_empty=is_empty, filters=filters, deck_id=deck.deck_id)
        person = work.chat_users.get(deck.chat_user_id)
        kept = kept_filters(person)
        undecided = self._recommender.count_undecided(filters, taste_of(work, deck.chat_user_id).seen)
        return NoFilmsLeft(filters, liked_films(work, deck), undecided, deck.deck_id, kept)

    @property
    def _recommender(self) -> Recommender:
        return self._models.current().recommender
