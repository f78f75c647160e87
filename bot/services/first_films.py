"""Asking a newcomer about six films at once: which they have seen is ticked, and only those get stars."""

from __future__ import annotations

from dataclasses import replace

from bot.models.live_model import ModelHolder
from bot.runtime.clock import Clock
from bot.services.films import films_of
from bot.services.onboarding import LOOKED_BACK, Asked, Onboarding
from bot.services.taste import taste_of
from bot.services.views import FirstFilms
from storage.records.shown import FirstScreen
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

AT_ONCE = 6
MIN_FILMS = 2  # a screen with a single film is no choice: it is asked about as usual


class AskingAboutSix:
    """Keeps the screen of each newcomer in the database: a button says what it wants of which film.

    Where there is no screen to show (the person is no newcomer, or through), the usual question follows.
    """

    def __init__(
        self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, clock: Clock, onboarding: Onboarding
    ) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._clock = clock
        self._onboarding = onboarding

    def begin(self, chat_user_id: int) -> FirstFilms | Asked:
        """Return a newcomer's screen, the one they have before them if any."""
        with self._unit_of_work() as work:
            work.chat_users.touch(chat_user_id, self._clock())
            screen = self._open_screen(work, chat_user_id) or self._first_screen(work, chat_user_id)
            shown = self._shown(work, chat_user_id, screen)
            work.commit()
        return shown

    def tick(self, chat_user_id: int, movie_id: int, *, is_seen: bool) -> FirstFilms | Asked:
        """Tick a film of the screen, or take its tick away; the same again changes nothing."""
        with self._unit_of_work() as work:
            screen = self._open_screen(work, chat_user_id)
            if screen is not None and movie_id in screen.movie_ids:
                ticked = [each for each in screen.ticked if each != movie_id]
                screen = replace(screen, ticked=(*ticked, movie_id) if is_seen else tuple(ticked))
                work.first_screens.put(screen)
            shown = self._shown(work, chat_user_id, screen)
            work.commit()
        return shown

    def others(self, chat_user_id: int, number: int) -> FirstFilms | Asked:
        """Return six others in place of the screen of this number; for an older one the newest screen."""
        with self._unit_of_work() as work:
            screen = self._open_screen(work, chat_user_id)
            if screen is not None and screen.number == number:
                self._dismiss_unticked(work, screen)
                screen = self._next_screen(work, screen)
            shown = self._shown(work, chat_user_id, screen)
            work.commit()
        return shown

    def done(self, chat_user_id: int, number: int) -> FirstFilms | Asked:
        """End the ticking and ask for the stars of the first ticked film; of none: the usual question."""
        with self._unit_of_work() as work:
            screen = self._open_screen(work, chat_user_id)
            if screen is not None and screen.number == number:
                self._dismiss_unticked(work, screen)
                screen = self._finish(work, screen)
            shown = self._shown(work, chat_user_id, screen)
            work.commit()
        return shown

    def _shown(self, work: UnitOfWork, chat_user_id: int, screen: FirstScreen | None) -> FirstFilms | Asked:
        films = {} if screen is None else films_of(work, screen.movie_ids)
        if screen is None or screen.is_done or len(films) < MIN_FILMS:
            person = work.chat_users.touch(chat_user_id, self._clock())
            return self._onboarding.question(work, person)
        there = tuple(films[movie_id] for movie_id in screen.movie_ids if movie_id in films)
        return FirstFilms(screen.number, there, frozenset(screen.ticked) & films.keys())

    def _open_screen(self, work: UnitOfWork, chat_user_id: int) -> FirstScreen | None:
        """Return the screen that still takes ticks."""
        screen = work.first_screens.get(chat_user_id)
        return None if screen is None or screen.is_done else screen

    def _first_screen(self, work: UnitOfWork, chat_user_id: int) -> FirstScreen | None:
        """Return the first screen of somebody who has said nothing yet, None for everybody else."""
        taste = taste_of(work, chat_user_id)
        if taste.ratings or taste.dismissals or work.first_screens.get(chat_user_id) is not None:
            return None
        return self._next_screen(work, FirstScreen(chat_user_id, 0, ()))

    def _next_screen(self, work: UnitOfWork, before: FirstScreen) -> FirstScreen:
        """Keep and return the screen after one; done when there are no films for it."""
        taste = taste_of(work, before.chat_user_id)
        recent = (*reversed(before.movie_ids), *work.tastes.newest(before.chat_user_id, LOOKED_BACK))
        movie_ids = self._models.current().recommender.next_questions(
            AT_ONCE,
            taste.ratings,
            dismissed=taste.dismissals.keys(),
            seen=taste.watched | set(before.ticked),
            recent=tuple(dict.fromkeys(recent)),
        )
        screen = replace(before, number=before.number + 1, movie_ids=movie_ids)
        if len(movie_ids) < MIN_FILMS:
            return self._finish(work, screen)
        work.first_screens.put(screen)
        return screen

    def _finish(self, work: UnitOfWork, screen: FirstScreen) -> FirstScreen:
        """Let the ticked films get stars; until they have some they count as seen."""
        there = films_of(work, screen.ticked)
        finished = replace(
            screen, is_done=True, ticked=tuple(each for each in screen.ticked if each in there)
        )
        for movie_id in finished.ticked:
            work.seen_films.add(screen.chat_user_id, movie_id, self._clock())
        work.first_screens.put(finished)
        return finished

    def _dismiss_unticked(self, work: UnitOfWork, screen: FirstScreen) -> None:
        """Remember which films of a screen the person has not seen."""
        for movie_id in films_of(work, screen.movie_ids):
            if movie_id not in screen.ticked:
                work.dismissals.add(screen.chat_user_id, movie_id, "not_seen", self._clock())
