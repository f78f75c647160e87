"""What the recommendations API may ask for: MovieLens users, films, and ratings handed in with the question.

Nothing here reads or writes a chat user: their numbers are answered like any unknown MovieLens id.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cachetools import TTLCache

from bot.models.live_model import ModelHolder
from bot.services.errors import UnknownFilm
from bot.services.film_cache import FilmCache
from bot.services.predictions import prediction_of, reasons_of
from bot.services.views import NO_FILTERS, Film, Filters, Prediction, Reason, Source
from recommender.recommender import Recommendation
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

MAX_MOVIELENS_ID = 2**31 - 1
REASONS = 3
# MovieLens users do not rate and films do not change: only loading a data set makes what is remembered old.
REMEMBERED_SECONDS = 600
REMEMBERED_LISTS = 2_000


@dataclass(frozen=True)
class ListedFilm:
    """A film of a list, with its ranking score and what speaks for it."""

    film: Film
    score: float
    prediction: Prediction | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class FilmList:
    """A list, best first, and which model chose it (None: no model yet)."""

    source: Source
    model_version: int | None
    films: tuple[ListedFilm, ...]
    unknown_movie_ids: tuple[int, ...] = ()

    def after(self, offset: int) -> FilmList:
        """Return the list without its first films."""
        return replace(self, films=self.films[offset:]) if offset else self


@dataclass(frozen=True)
class SimilarFilm:
    """A film and how much it is like another one."""

    film: Film
    similarity: float


@dataclass(frozen=True)
class SimilarFilms:
    """The films most like one film, and which model says so."""

    film: Film
    model_version: int | None
    films: tuple[SimilarFilm, ...]


class PublicRecommending:
    """Recommends to MovieLens users, whose lists are remembered, and to anybody who brings ratings."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, films: FilmCache) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._lists: TTLCache[tuple[object, ...], FilmList] = TTLCache(REMEMBERED_LISTS, REMEMBERED_SECONDS)
        self._films = films
        self._in_use = threading.Lock()
        # Choosing is work for the interpreter: several at once only stand in each other's way.
        self._choosing = threading.Lock()

    def for_movielens_user(
        self, movielens_user_id: int, *, n: int, filters: Filters = NO_FILTERS
    ) -> FilmList:
        """Return a MovieLens user's list; popular films for an id without ratings."""
        # No data set has so high an id, and the database's column would refuse it.
        user_id = movielens_user_id if movielens_user_id <= MAX_MOVIELENS_ID else None
        return self._remembered(user_id, n, filters)

    def for_ratings(
        self,
        ratings: Mapping[int, float],
        *,
        n: int,
        filters: Filters = NO_FILTERS,
        exclude: Iterable[int] = (),
    ) -> FilmList:
        """Return a list for somebody who is known by these ratings only; nothing is stored."""
        with self._unit_of_work() as work:
            return self._choose(work, ratings, n, filters, frozenset(exclude))

    def popular(self, *, n: int, filters: Filters = NO_FILTERS) -> FilmList:
        """Return what most people like."""
        return self._remembered(None, n, filters)

    def similar(self, movie_id: int, *, n: int) -> SimilarFilms:
        """Return the films most like one film; UnknownFilm when there is none with this id."""
        model = self._models.current()
        likenesses = dict(model.recommender.similar(movie_id, n=n))
        with self._unit_of_work() as work:
            films = self._films.of(work, (movie_id, *likenesses))
        if movie_id not in films:
            raise UnknownFilm(movie_id)
        found = tuple(SimilarFilm(films[each], likenesses[each]) for each in likenesses if each in films)
        return SimilarFilms(films[movie_id], model.version, found)

    def _remembered(self, movielens_user_id: int | None, n: int, filters: Filters) -> FilmList:
        """Return a list chosen some minutes ago by the same model, or choose it."""
        model = self._models.current()
        key = (model.version, model.trained_at, movielens_user_id, n, filters)
        with self._in_use:
            known = self._lists.get(key)
        if known is not None:
            return known
        with self._unit_of_work() as work:
            ratings = {} if movielens_user_id is None else work.movielens_ratings.of_user(movielens_user_id)
            chosen = self._choose(work, ratings, n, filters)
        with self._in_use:
            self._lists[key] = chosen
        return chosen

    def _choose(
        self,
        work: UnitOfWork,
        ratings: Mapping[int, float],
        n: int,
        filters: Filters,
        exclude: frozenset[int] = frozenset(),
    ) -> FilmList:
        model = self._models.current()  # once: a new model may take its place while we choose
        with self._choosing:
            chosen = model.recommender.recommend(
                ratings, n=n, exclude=exclude, filters=filters, n_reasons=REASONS
            )
        films = self._films.of(work, _mentioned(chosen.items))
        listed = tuple(
            ListedFilm(
                films[item.movie_id],
                item.score,
                prediction_of(item),
                reasons_of(item, films),
            )
            for item in chosen.items
            if item.movie_id in films
        )
        return FilmList(chosen.source, model.version, listed, chosen.unknown_movie_ids)


def _mentioned(items: Iterable[Recommendation]) -> set[int]:
    """Return every film that a list shows or gives as a reason, to be read in one query."""
    return {
        movie_id for item in items for movie_id in (item.movie_id, *(why.movie_id for why in item.reasons))
    }
