"""Stars given to films: save, show, change, take back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from statistics import fmean

from bot.runtime.clock import Clock
from bot.services.errors import UnknownFilm
from bot.services.films import film_of, films_of
from bot.services.origins import StoredSearch
from bot.services.searches import found_among
from bot.services.shelves import PAGE_LENGTH, paged
from bot.services.undoing import EarlierStars, put_stars_back
from bot.services.views import RatedFilm, RatingNumbers, RatingOrder, RatingsPage
from storage.errors import UnknownMovie
from storage.records.people import ChatUser
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

MAX_RATINGS = 100_000  # of one person
FAVOURITE_GENRES = 3


class RatingFilms:
    """Keeps what people rated in the chat."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def rate(self, chat_user_id: int, movie_id: int, stars: float) -> RatedFilm:
        """Save stars, replacing earlier ones."""
        with self._unit_of_work() as work:
            rated = save_stars(work, chat_user_id, movie_id, stars, self._clock)
            work.commit()
        return rated

    def remove(self, chat_user_id: int, movie_id: int) -> EarlierStars | None:
        """Take a rating back; None when there was none."""
        with self._unit_of_work() as work:
            film_of(work, movie_id)
            removed = work.chat_ratings.remove(chat_user_id, movie_id)
            work.commit()
        return None if removed is None else EarlierStars(movie_id, removed)

    def put_back(self, chat_user_id: int, earlier: EarlierStars) -> None:
        """Let stars that were taken back stand again as they stood."""
        with self._unit_of_work() as work:
            put_stars_back(work, chat_user_id, earlier, self._clock())
            work.commit()

    def get(self, chat_user_id: int, movie_id: int) -> RatedFilm:
        """Return a film with the stars that the person gave it; UnknownFilm when they gave none."""
        with self._unit_of_work() as work:
            rating = work.chat_ratings.get(chat_user_id, movie_id)
            if rating is None:
                raise UnknownFilm(movie_id)
            return RatedFilm(film_of(work, movie_id), rating.stars)

    def page(self, chat_user_id: int, page: int, order: RatingOrder = "newest") -> RatingsPage:
        """Return one page of ratings; a page past the end is the last one. The first has the numbers."""
        with self._unit_of_work() as work:
            total = work.chat_ratings.count(chat_user_id)
            shown, page_count = paged(page, total)
            ratings = work.chat_ratings.page(chat_user_id, shown * PAGE_LENGTH, PAGE_LENGTH, order)
            items = _rated_films(work, {rating.movie_id: rating.stars for rating in ratings})
            linked_count = _linked_count(work, chat_user_id)
            numbers = _numbers(work, chat_user_id) if total and not shown else None
        return RatingsPage(items, shown, page_count, total, linked_count, order, numbers, rated_count=total)

    def search(
        self, chat_user_id: int, search: StoredSearch, page: int = 0, order: RatingOrder = "newest"
    ) -> RatingsPage:
        """Return one page of the rated films that are looked for, in the same orders."""
        with self._unit_of_work() as work:
            ratings = work.chat_ratings.page(chat_user_id, 0, MAX_RATINGS, order)
            rated = _rated_films(work, {rating.movie_id: rating.stars for rating in ratings})
        ids = found_among((each.film for each in rated), search)
        found = [each for each in rated if each.film.movie_id in ids]
        shown, page_count = paged(page, len(found))
        items = tuple(found[shown * PAGE_LENGTH : (shown + 1) * PAGE_LENGTH])
        return RatingsPage(
            items, shown, page_count, len(found), 0, order, searched=search, rated_count=len(rated)
        )


def save_stars(work: UnitOfWork, chat_user_id: int, movie_id: int, stars: float, clock: Clock) -> RatedFilm:
    """Save stars inside a unit of work; the caller commits."""
    film = film_of(work, movie_id)
    store_stars(work, chat_user_id, movie_id, stars, clock())
    return RatedFilm(film, stars)


def store_stars(work: UnitOfWork, chat_user_id: int, movie_id: int, stars: float, now: datetime) -> ChatUser:
    """Save stars inside a unit of work, return the person; UnknownFilm when there is no such film."""
    person = work.chat_users.touch(chat_user_id, now)
    try:
        work.chat_ratings.rate(chat_user_id, movie_id, stars, now)
    except UnknownMovie as error:
        raise UnknownFilm(movie_id) from error
    return person


def _rated_films(work: UnitOfWork, stars: Mapping[int, float]) -> tuple[RatedFilm, ...]:
    films = films_of(work, list(stars))
    return tuple(RatedFilm(films[movie_id], given) for movie_id, given in stars.items() if movie_id in films)


def _numbers(work: UnitOfWork, chat_user_id: int) -> RatingNumbers:
    stars = work.chat_ratings.of(chat_user_id)
    genres = Counter(genre for film in films_of(work, list(stars)).values() for genre in film.genres)
    often = sorted(genres, key=lambda genre: (-genres[genre], genre))[:FAVOURITE_GENRES]
    return RatingNumbers(fmean(stars.values()), tuple(often))


def _linked_count(work: UnitOfWork, chat_user_id: int) -> int:
    person = work.chat_users.get(chat_user_id)
    if person is None or person.movielens_user_id is None:
        return 0
    return len(work.movielens_ratings.of_user(person.movielens_user_id))
