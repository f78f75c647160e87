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
from bot.services.ticked_films import mark_answered, next_ticked, put_back_among_seen
from bot.services.views import (
    NO_FILTERS,
    Film,
    Filters,
    FirstFilmsRated,
    LastAnswer,
    NothingLeftToAsk,
    Question,
)
from storage.records.people import ChatUser
from storage.records.shown import FirstScreen
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

ENOUGH = 3
YEARS_BACK = (5, 10, 20)
LOOKED_BACK = 24  # films: so far questions are spread over decades, languages and kinds

Asked = Question | NothingLeftToAsk | FirstFilmsRated


class Onboarding:
    """Chooses what to ask next and keeps the answers; which film was asked stands in the buttons."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._clock = clock
        self._films = FilmCache()

    def next(self, chat_user_id: int, filters: Filters = NO_FILTERS) -> Asked:
        """Return the film that would teach us most about this person, from now on among those that pass."""
        with self._unit_of_work() as work:
            person = work.chat_users.touch(chat_user_id, self._clock())
            work.chat_users.set_asked_filters(chat_user_id, filters.to_json())
            if filters != NO_FILTERS:
                work.first_screens.remove(chat_user_id)  # these films rather than those
            question = self.question(work, replace(person, asked_filters=filters.to_json()))
            work.commit()
        return question

    def ask_about(self, chat_user_id: int, movie_id: int) -> Question:
        """Return the question about a film that the person named."""
        with self._unit_of_work() as work:
            return asking(film_of(work, movie_id), taste_of(work, chat_user_id), None)

    def answer(self, chat_user_id: int, movie_id: int, stars: float) -> Asked:
        """Save stars and go on to the next film."""
        with self._unit_of_work() as work:
            film = self._film(work, movie_id)
            person = store_stars(work, chat_user_id, movie_id, stars, self._clock())
            screen = mark_answered(work, chat_user_id, movie_id)
            question = self._next(work, person, LastAnswer(film, stars), screen)
            work.commit()
        return question

    def not_seen(self, chat_user_id: int, movie_id: int) -> Asked:
        """Remember that the person has not seen a film and go on to the next one."""
        with self._unit_of_work() as work:
            film = self._film(work, movie_id)
            person = work.chat_users.touch(chat_user_id, self._clock())
            work.dismissals.add(chat_user_id, movie_id, "not_seen", self._clock())
            screen = mark_answered(work, chat_user_id, movie_id)
            question = self._next(work, person, LastAnswer(film, None), screen)
            work.commit()
        return question

    def refine(self, chat_user_id: int, movie_id: int, stars: float, asked_movie_id: int) -> Question:
        """Change the stars of the last film by a touch and stay on the film being asked about."""
        with self._unit_of_work() as work:
            rated = save_stars(work, chat_user_id, movie_id, stars, self._clock)
            last = LastAnswer(rated.film, stars)
            question = asking(film_of(work, asked_movie_id), taste_of(work, chat_user_id), last)
            work.commit()
        return question

    def undo(self, chat_user_id: int, movie_id: int) -> Question:
        """Take the answer about a film back and ask about it again."""
        with self._unit_of_work() as work:
            work.chat_ratings.remove(chat_user_id, movie_id)
            work.dismissals.remove(chat_user_id, movie_id)
            put_back_among_seen(work, chat_user_id, movie_id, self._clock())
            question = asking(film_of(work, movie_id), taste_of(work, chat_user_id), last=None)
            work.commit()
        return question

    def question(self, work: UnitOfWork, person: ChatUser) -> Asked:
        """Return what to ask a person next inside a unit of work; the caller commits."""
        return self._next(work, person, None, work.first_screens.get(person.chat_user_id))

    def _next(
        self, work: UnitOfWork, person: ChatUser, last: LastAnswer | None, screen: FirstScreen | None
    ) -> Asked:
        """Return the next question: about ticked films first."""
        taste = taste_of(work, person.chat_user_id, person)
        ticked = next_ticked(screen, taste)
        if ticked is not None:
            return asking(self._film(work, ticked), taste, last)
        if screen is not None and screen.is_done:
            work.first_screens.remove(person.chat_user_id)
            if last is not None and taste.ratings:
                return FirstFilmsRated(len(taste.ratings))
        return self._chosen(work, person, taste, last)

    def _chosen(
        self, work: UnitOfWork, person: ChatUser, taste: Taste, last: LastAnswer | None
    ) -> Question | NothingLeftToAsk:
        """Return the film that the model would ask about, older years where the asked ones have none left."""
        recommender = self._models.current().recommender
        recent = work.tastes.newest(person.chat_user_id, LOOKED_BACK)
        asked = Filters.from_json(person.asked_filters or {})
        for filters in _ever_older(asked):
            movie_id = recommender.next_question(
                taste.ratings, dismissed=taste.dismissals.keys(), recent=recent, filters=filters
            )
            if movie_id is not None:
                return asking(self._film(work, movie_id), taste, last, filters)
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


def asking(film: Film, taste: Taste, last: LastAnswer | None, filters: Filters = NO_FILTERS) -> Question:
    """Return the question about a film."""
    answered = len(taste.ratings)
    return Question(film, answered, answered + len(taste.watched) >= ENOUGH, last, filters)
