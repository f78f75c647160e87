"""What a person keeps: a watchlist, films watched without stars, films that are not for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.models.live_model import ModelHolder
from bot.runtime.clock import Clock
from bot.search.normalising import title_key
from bot.services.films import film_of, films_of
from bot.services.origins import StoredSearch
from bot.services.predictions import prediction_of
from bot.services.searches import found_among
from bot.services.shelves import PAGE_LENGTH, Shelf, ShelfState, paged
from bot.services.taste import Taste, taste_of
from bot.services.views import Film, Prediction
from storage.records.people import ListedFilm
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory


@dataclass(frozen=True)
class ShelvedFilm:
    """A film of a shelf, and how much its owner would probably like it."""

    film: Film
    prediction: Prediction | None


@dataclass(frozen=True)
class TakenOff:
    """A film that was taken off a shelf, and since when it had stood there, if it had."""

    film: Film
    shelf: Shelf
    since: datetime | None


@dataclass(frozen=True)
class ShelfPage:
    """A page of a shelf, or of what was looked for there; page counts from 0.

    total is how many films all pages have, kept_count how many the shelf has. The watchlist has the best for
    its owner first.
    """

    shelf: Shelf
    items: tuple[ShelvedFilm, ...]
    page: int
    page_count: int
    total: int
    searched: StoredSearch | None = None
    kept_count: int = 0


class Library:
    """Keeps the shelves of every person; each change can be taken back."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._clock = clock

    def put(self, chat_user_id: int, shelf: Shelf, movie_id: int) -> None:
        """Put a film on a shelf, once; UnknownFilm when there is none with this id."""
        with self._unit_of_work() as work:
            film_of(work, movie_id)
            work.chat_users.touch(chat_user_id, self._clock())
            _PUT[shelf](work, chat_user_id, movie_id, self._clock())
            work.commit()

    def remove(self, chat_user_id: int, shelf: Shelf, movie_id: int) -> TakenOff:
        """Take a film off a shelf; nothing happens when it does not stand there."""
        with self._unit_of_work() as work:
            film = film_of(work, movie_id)
            since = _REMOVE[shelf](work, chat_user_id, movie_id)
            work.commit()
        return TakenOff(film, shelf, since)

    def put_back(self, chat_user_id: int, shelf: Shelf, movie_id: int, since: datetime) -> None:
        """Put a film that was taken off a shelf back to where it stood."""
        with self._unit_of_work() as work:
            film_of(work, movie_id)
            work.chat_users.touch(chat_user_id, self._clock())
            _PUT_BACK[shelf](work, chat_user_id, movie_id, since)
            work.commit()

    def state(self, chat_user_id: int, movie_id: int) -> ShelfState:
        """Return on which of a person's shelves a film stands."""
        with self._unit_of_work() as work:
            return state_of(work, taste_of(work, chat_user_id), chat_user_id, movie_id)

    def page(
        self, chat_user_id: int, shelf: Shelf, page: int, search: StoredSearch | None = None
    ) -> ShelfPage:
        """Return a page of a shelf, or of what a search finds there; a page past the end is the last one."""
        with self._unit_of_work() as work:
            taste = taste_of(work, chat_user_id)
            kept = _movie_ids(work, taste, chat_user_id, shelf)
            movie_ids = self._ordered(taste, shelf, kept)
            if search is not None:
                ids = found_among(films_of(work, kept).values(), search)
                movie_ids = [movie_id for movie_id in movie_ids if movie_id in ids]
            shown, page_count = paged(page, len(movie_ids))
            films = films_of(work, movie_ids[shown * PAGE_LENGTH : (shown + 1) * PAGE_LENGTH])
        items = tuple(ShelvedFilm(film, self._predicted(taste, film.movie_id)) for film in films.values())
        return ShelfPage(shelf, items, shown, page_count, len(movie_ids), search, len(kept))

    def has_film_called(self, chat_user_id: int, shelf: Shelf, words: str) -> bool:
        """Return whether words are the whole title of a film on a shelf, perhaps with its year."""
        wanted = title_key(words)
        if not wanted:
            return False
        with self._unit_of_work() as work:
            kept = _movie_ids(work, taste_of(work, chat_user_id), chat_user_id, shelf)
            films = films_of(work, kept).values()
        return any(
            wanted in {title_key(film.title), title_key(f"{film.title} {film.year}")} for film in films
        )

    def tonight(self, chat_user_id: int, after: int | None = None) -> Film | None:
        """Return the best film of the watchlist, or the next best `after` another; None when it is empty."""
        with self._unit_of_work() as work:
            taste = taste_of(work, chat_user_id)
            movie_ids = _movie_ids(work, taste, chat_user_id, Shelf.WATCHLIST)
            ordered = self._ordered(taste, Shelf.WATCHLIST, movie_ids)
            if not ordered:
                return None
            place = ordered.index(after) + 1 if after in ordered else 0
            return film_of(work, ordered[place % len(ordered)])

    def _ordered(self, taste: Taste, shelf: Shelf, movie_ids: Sequence[int]) -> list[int]:
        """Return a shelf in the order to show; only the watchlist is about what to see next."""
        if shelf is not Shelf.WATCHLIST:
            return list(movie_ids)
        best = self._models.current().recommender.ranked(taste.ratings, movie_ids, taste.watched)
        return [*best, *(movie_id for movie_id in movie_ids if movie_id not in set(best))]

    def _predicted(self, taste: Taste, movie_id: int) -> Prediction | None:
        judged = self._models.current().recommender.judge(taste.without(movie_id), movie_id)
        return prediction_of(judged)


def state_of(work: UnitOfWork, taste: Taste, chat_user_id: int, movie_id: int) -> ShelfState:
    """Return on which of a person's shelves a film stands, inside a unit of work."""
    return ShelfState(
        on_watchlist=movie_id in work.watchlist.of(chat_user_id),
        is_seen=movie_id in taste.watched,
        is_hidden=movie_id in taste.hidden,
    )


def keep(work: UnitOfWork, chat_user_id: int, movie_id: int, now: datetime) -> None:
    """Keep a film for later inside a unit of work; who wants to see it no longer hides it."""
    work.dismissals.remove(chat_user_id, movie_id)
    work.watchlist.add(chat_user_id, movie_id, now)


def _hide(work: UnitOfWork, chat_user_id: int, movie_id: int, now: datetime) -> None:
    work.dismissals.add(chat_user_id, movie_id, "not_interested", now)


def _movie_ids(work: UnitOfWork, taste: Taste, chat_user_id: int, shelf: Shelf) -> list[int]:
    """Return every film of a shelf, the newest first; of those seen only what still lacks stars."""
    match shelf:
        case Shelf.HIDDEN:
            return list(reversed(work.dismissals.of(chat_user_id, "not_interested")))
        case Shelf.SEEN:
            seen = (listed.movie_id for listed in work.seen_films.page(chat_user_id, 0, _MAX_SHELF))
            return [movie_id for movie_id in seen if movie_id not in taste.ratings]
        case Shelf.WATCHLIST:
            return [listed.movie_id for listed in work.watchlist.page(chat_user_id, 0, _MAX_SHELF)]


_MAX_SHELF = 20_000

_PUT: dict[Shelf, Callable[[UnitOfWork, int, int, datetime], object]] = {
    Shelf.WATCHLIST: keep,
    Shelf.SEEN: lambda work, person, movie_id, now: work.seen_films.add(person, movie_id, now),
    Shelf.HIDDEN: _hide,
}
_PUT_BACK = _PUT | {
    Shelf.WATCHLIST: lambda work, person, movie_id, since: work.watchlist.add(person, movie_id, since),
}


def _added_at(listed: ListedFilm | None) -> datetime | None:
    return None if listed is None else listed.added_at


def _unhide(work: UnitOfWork, chat_user_id: int, movie_id: int) -> datetime | None:
    removed = work.dismissals.remove(chat_user_id, movie_id)
    return None if removed is None else removed.dismissed_at


_REMOVE: dict[Shelf, Callable[[UnitOfWork, int, int], datetime | None]] = {
    Shelf.WATCHLIST: lambda work, person, movie_id: _added_at(work.watchlist.remove(person, movie_id)),
    Shelf.SEEN: lambda work, person, movie_id: _added_at(work.seen_films.remove(person, movie_id)),
    Shelf.HIDDEN: _unhide,
}
