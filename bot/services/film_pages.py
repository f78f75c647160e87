"""One film by itself, as one person sees it."""

from __future__ import annotations

from bot.models.live_model import ModelHolder
from bot.services.films import film_of
from bot.services.library import state_of
from bot.services.origins import FROM_NOWHERE, Origin
from bot.services.predictions import prediction_of
from bot.services.taste import taste_of
from bot.services.views import FilmPage, Filters, film_name
from storage.movies import FIRST_ADDED_ID
from storage.unit_of_work import UnitOfWorkFactory


class FilmPages:
    """Shows single films: opened from a list of one's own, found by name, or sent by a friend."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder) -> None:
        self._unit_of_work = unit_of_work
        self._models = models

    def look_at(self, chat_user_id: int, movie_id: int, came_from: Origin = FROM_NOWHERE) -> FilmPage:
        """Return one film and where the person came from; UnknownFilm when there is none with this id."""
        with self._unit_of_work() as work:
            film = film_of(work, movie_id)
            taste = taste_of(work, chat_user_id)
            shelves = state_of(work, taste, chat_user_id, movie_id)
        judged = self._models.current().recommender.judge(taste.without(movie_id), movie_id)
        is_added = movie_id >= FIRST_ADDED_ID
        own_stars = taste.ratings.get(movie_id)
        is_linked = movie_id in taste.linked
        return FilmPage(film, prediction_of(judged), own_stars, shelves, came_from, is_added, is_linked)

    def by_its_director(self, movie_id: int) -> Filters | None:
        """Return what leaves the other films of whoever directed one; None where nobody knows who did."""
        facts = self._models.current().recommender.model.catalogue.details.get(movie_id)
        if facts is None or not facts.directors:
            return None
        with self._unit_of_work() as work:
            film = film_of(work, movie_id)
        this_one = frozenset({film_name(film.title, film.year)})
        return Filters(directors=frozenset(facts.directors), excluded_films=this_one)
