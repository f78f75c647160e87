"""Asking a newcomer for first ratings, one film at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.models.live_model import ModelHolder
from bot.runtime.clock import Clock
from bot.services.errors import UnknownFilm
from bot.services.film_cache import FilmCache
from bot.services.films import film_of
from bot.services.rating import save_stars, store_stars
from bot.services.taste import Taste, taste_of
from bot.services.views import NO_FILTERS, Film, Filters, LastAnswer, NothingLeftToAsk, Question
from storage.records import ChatUser
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

ENOUGH = 3
YEARS_BACK = (5, 10, 20)
LOOKED_BACK = 24  # films: so far questions are spread over decades, languages and kinds


class Onboarding:
    """Chooses what to ask next and keeps the answers; which film was asked stands in the buttons."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._clock = clock
        self._films = FilmCache()

    def next(self, chat_user_id: int, filters: Filters = NO_FILTERS) -> Question | NothingLeftToAsk:
        """Return the film that would teach us most about this person, from now on among those that pass."""
        with self._unit_of_work() as work:
            work.chat_users.touch(chat_user_id, None, None, self._clock())
            work.chat_users.set_asked_filters(chat_user_id, filters.to_json())
            question = self._question(work, chat_user_id, None)
            work.commit()
        return question

    def ask_about(self, chat_user_id: int, movie_id: int) -> Question:
        """Return the question about a film that the person named."""
        with self._unit_of_work() as work:
            return _asking(film_of(work, movie_id), taste_of(work, chat_user_id), None)

    def answer(self, chat_user_id: int, movie_id: int, stars: float) -> Question | NothingLeftToAsk:
        """Save stars and go on to the next film."""
        with self._unit_of_work() as work:
            film = self._film(work, movie_id)
            person = store_stars(work, chat_user_id, movie_id, stars, self._clock())
            question = self._question(work, chat_user_id, LastAnswer(film, stars), person)
            work.commit()
        return question

    def not_seen(self, chat_user_id: int, movie_id: int) -> Question | NothingLeftToAsk:
        """Remember that the person has not seen a film and go on to the next one."""
        with self._unit_of_work() as work:
            film = self._film(work, movie_id)
            person, _ = work.chat_users.touch(chat_user_id, None, None, self._clock())
            work.dismissals.add(chat_user_id, movie_id, "not_seen", self._clock())
            question = self._question(work, chat_user_id, LastAnswer(film, None), person)
            work.commit()
        return question

    def refine(
        self, chat_user_id: int, movie_id: int, stars: float, asked_movie_id: int
    ) -> Question | NothingLeftToAsk:
        """Change the stars of the last film by a touch and stay on the film being asked about."""
        with self._unit_of_work() as work:
            rated = save_stars(work, chat_user_id, movie_id, stars, self._clock)
            last = LastAnswer(rated.film, stars)
            question = _asking(film_of(work, asked_movie_id), taste_of(work, chat_user_id), last)
            work.commit()
        return question

    def undo(self, chat_user_id: int, movie_id: int) -> Question | NothingLeftToAsk:
        """Take the answer about a film back and ask about it again."""
        with self._unit_of_work() as work:
            work.chat_ratings.remove(chat_user_id, movie_id)
            work.dismissals.remove(chat_user_id, movie_id)
            question = _asking(film_of(work, movie_id), taste_of(work, chat_user_id), last=None)
            work.commit()
        return question

    def _question(
        self, work: UnitOfWork, chat_user_id: int, last: LastAnswer | None, person: ChatUser | None = None
    ) -> Question | NothingLeftToAsk:
        person = person or work.chat_users.get(chat_user_id)
        taste, recommender = taste_of(work, chat_user_id, person), self._models.current().recommender
        recent = _spoken_of(work, chat_user_id)
        asked = Filters.from_json((person and person.asked_filters) or {})
        for filters in _ever_older(asked):
            movie_id = recommender.next_question(
                taste.ratings, dismissed=taste.dismissals.keys(), recent=recent, filters=filters
            )
            if movie_id is not None:
                return _asking(self._film(work, movie_id), taste, last, filters)
        return NothingLeftToAsk(len(taste.ratings), asked)

    def _film(self, work: UnitOfWork, movie_id: int) -> Film:
        """Return a film, which is mostly at hand: who answers has just been asked about it."""
        film = self._films.of(work, (movie_id,)).get(movie_id)
        if film is None:
            raise UnknownFilm(movie_id)
        return film


def _ever_older(filters: Filters) -> Iterator[Filters]:
    """Yield the filters, then older years: newer films than the catalogue has are the newest it has."""
    yield filters
    if filters.first_year is not None and filters.last_year is None:
        for years in YEARS_BACK:
            yield replace(filters, first_year=filters.first_year - years)


def _spoken_of(work: UnitOfWork, chat_user_id: int) -> tuple[int, ...]:
    """Return the films that the person spoke of last, whenever that was, the newest first."""
    rated = work.chat_ratings.newest(chat_user_id, LOOKED_BACK)
    dismissed = work.dismissals.newest(chat_user_id, LOOKED_BACK)
    times = [(each.rated_at, each.movie_id) for each in rated]
    times += [(each.dismissed_at, each.movie_id) for each in dismissed]
    return tuple(movie_id for _, movie_id in sorted(times, reverse=True)[:LOOKED_BACK])


def _asking(film: Film, taste: Taste, last: LastAnswer | None, filters: Filters = NO_FILTERS) -> Question:
    answered = len(taste.ratings)
    return Question(film, answered, answered >= ENOUGH, last, filters)
