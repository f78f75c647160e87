"""What the recommendations API may ask for: MovieLens users, films, and ratings handed in with the question.

Nothing here reads or writes a chat user: their numbers are answered like any unknown MovieLens id.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cachetools import TTLCache

from bot.models.live_model import LiveModel, ModelHolder
from bot.runtime.giving_way import giving_way
from bot.services.errors import UnknownFilm
from bot.services.film_cache import FilmCache
from bot.services.predictions import EXTRA_WHEN_NARROWED, passing_films, prediction_of, reasons_of
from bot.services.views import NO_FILTERS, Film, Filters, Prediction, Reason, Source
from recommender.recommender import Recommendation
from storage.errors import StorageError
from storage.unit_of_work import UnitOfWorkFactory

logger = logging.getLogger(__name__)

MAX_MOVIELENS_ID = 2**31 - 1
REASONS = 3
# MovieLens users do not rate and films do not change: only loading a data set makes what is remembered old.
REMEMBERED_SECONDS = 600
REMEMBERED_LISTS = 2_000
WELL_KNOWN = 1_500  # films: of ten lists from ml-latest-small, nine name no other, not even as a reason
MAX_CHOSEN_ANEW = 1_000  # after a model swap, so that not everybody waits at the same moment
STOP_SECONDS = 2.0

_ListKey = tuple[int | None, datetime | None, int | None, int, Filters]
"""A model's version and age, a user (None: popular), how many films, what they are narrowed to."""


@dataclass(frozen=True)
class ListWish:
    """How long a list a MovieLens user asks for, and what it is narrowed to."""

    movielens_user_id: int
    n: int
    filters: Filters = NO_FILTERS


@dataclass(frozen=True)
class RecommendedFilm:
    """A film of a list, with its ranking score and what speaks for it."""

    film: Film
    score: float
    prediction: Prediction | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class RecommendedList:
    """A list, best first, and which model chose it (None: no model yet)."""

    source: Source
    model_version: int | None
    films: tuple[RecommendedFilm, ...]
    unknown_movie_ids: tuple[int, ...] = ()

    def after(self, offset: int) -> RecommendedList:
        """Return the list without its first films."""
        return replace(self, films=self.films[offset:]) if offset else self


@dataclass(frozen=True)
class SimilarFilm:
    """A film and how much it is like those asked about."""

    film: Film
    similarity: float


@dataclass(frozen=True)
class SimilarList:
    """The films most like one film, or like all of several, and which model says so."""

    seeds: tuple[Film, ...]
    model_version: int | None
    films: tuple[SimilarFilm, ...]

    def after(self, offset: int) -> SimilarList:
        """Return the list without its first films."""
        return replace(self, films=self.films[offset:]) if offset else self


class PublicRecommending:
    """Recommends to MovieLens users, whose lists are remembered, and to anybody who brings ratings."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, films: FilmCache) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._lists: TTLCache[_ListKey, RecommendedList] = TTLCache(REMEMBERED_LISTS, REMEMBERED_SECONDS)
        self._films = films
        self._in_use = threading.Lock()
        # Choosing is work for the interpreter: several at once only stand in each other's way.
        self._choosing = threading.Lock()
        self._aside = threading.Lock()  # what nobody waits for: reading and choosing ahead
        self._is_stopping = False

    def for_movielens_user(
        self, movielens_user_id: int, *, n: int, filters: Filters = NO_FILTERS
    ) -> RecommendedList:
        """Return a MovieLens user's list; popular films for an id without ratings."""
        return self._remembered(_known_id(movielens_user_id), n, filters)

    def for_movielens_users(self, wishes: Sequence[ListWish]) -> Mapping[ListWish, RecommendedList]:
        """Return the lists of several MovieLens users, one after another."""
        return {
            wish: self.for_movielens_user(wish.movielens_user_id, n=wish.n, filters=wish.filters)
            for wish in dict.fromkeys(wishes)
        }

    def remembered(
        self, movielens_user_id: int, *, n: int, filters: Filters = NO_FILTERS
    ) -> RecommendedList | None:
        """Return a MovieLens user's list if the serving model chose it lately; nothing is waited for."""
        model = self._models.at_hand
        if model is None:
            return None
        with self._in_use:
            return self._lists.get(_key_of(model, _known_id(movielens_user_id), n, filters))

    def for_ratings(
        self,
        ratings: Mapping[int, float],
        *,
        n: int,
        filters: Filters = NO_FILTERS,
        exclude: Iterable[int] = (),
    ) -> RecommendedList:
        """Return a list for somebody who is known by these ratings only; nothing is stored."""
        return self._choose(self._models.current(), ratings, n, filters, frozenset(exclude))

    def popular(self, *, n: int, filters: Filters = NO_FILTERS) -> RecommendedList:
        """Return what most people like."""
        return self._remembered(None, n, filters)

    def similar(self, movie_ids: Sequence[int], *, n: int, filters: Filters = NO_FILTERS) -> SimilarList:
        """Return the films most like these; UnknownFilm when one of the ids is no film's."""
        model = self._models.current()
        wanted = n if filters == NO_FILTERS else n + EXTRA_WHEN_NARROWED
        likenesses = dict(model.recommender.similar(movie_ids, n=wanted))
        passing = passing_films(model.recommender, likenesses, filters, {})[:n]
        likenesses = {movie_id: likenesses[movie_id] for movie_id in passing}
        films = self._films_of((*movie_ids, *likenesses))
        for movie_id in movie_ids:
            if movie_id not in films:
                raise UnknownFilm(movie_id)
        found = tuple(SimilarFilm(films[each], likenesses[each]) for each in likenesses if each in films)
        seeds = tuple(films[each] for each in dict.fromkeys(movie_ids))
        return SimilarList(seeds, model.version, found)

    def film(self, movie_id: int) -> Film:
        """Return one film; UnknownFilm when there is none with this id."""
        films = self._films_of((movie_id,))
        if movie_id not in films:
            raise UnknownFilm(movie_id)
        return films[movie_id]

    def film_at_hand(self, movie_id: int) -> Film | None:
        """Return one film if it was asked for lately; nothing is waited for."""
        films = self._films.at_hand((movie_id,))
        return None if films is None else films[movie_id]

    def well_known(self) -> tuple[Film, ...]:
        """Return the films that most lists and reasons name, best known first; they are at hand from then on.

        No film at all while the database is away.
        """
        with self._aside:
            try:
                movie_ids = self._models.current().recommender.best_known(WELL_KNOWN)
                return tuple(self._films_of(movie_ids).values())
            except StorageError as error:
                logger.warning("films are read when they are asked for, the database is away: %s", error)
                return ()

    def choose_anew(self) -> int:
        """Choose the lists asked for last by the model that serves now; return how many were chosen."""
        chosen = 0
        with self._aside:
            try:
                for movielens_user_id, n, filters in giving_way(self._lists_of_older_models()):
                    if self._is_stopping:
                        break
                    self._remembered(movielens_user_id, n, filters)
                    chosen += 1
            except StorageError as error:
                logger.warning("lists are chosen when they are asked for, the database is away: %s", error)
        return chosen

    def stop(self) -> None:
        """Do nothing ahead any more, and wait a moment until whoever does has given its connection back."""
        self._is_stopping = True
        if self._aside.acquire(timeout=STOP_SECONDS):
            self._aside.release()

    def _lists_of_older_models(self) -> list[tuple[int | None, int, Filters]]:
        """Return what was asked for lately and another model chose, the last one first."""
        model = self._models.current()
        with self._in_use:
            keys = list(self._lists)
        older = [key[2:] for key in reversed(keys) if key[:2] != (model.version, model.trained_at)]
        return list(dict.fromkeys(older))[:MAX_CHOSEN_ANEW]

    def _remembered(self, movielens_user_id: int | None, n: int, filters: Filters) -> RecommendedList:
        """Return a list chosen some minutes ago by the same model, or choose it."""
        model = self._models.current()
        key = _key_of(model, movielens_user_id, n, filters)
        with self._in_use:
            known = self._lists.get(key)
        if known is not None:
            return known
        chosen = self._choose(model, self._ratings_of(movielens_user_id), n, filters)
        with self._in_use:
            self._lists[key] = chosen
        return chosen

    def _ratings_of(self, movielens_user_id: int | None) -> Mapping[int, float]:
        if movielens_user_id is None:
            return {}
        with self._unit_of_work() as work:
            return work.movielens_ratings.of_user(movielens_user_id)

    def _choose(
        self,
        model: LiveModel,
        ratings: Mapping[int, float],
        n: int,
        filters: Filters,
        exclude: frozenset[int] = frozenset(),
    ) -> RecommendedList:
        """Choose a list; no connection is held meanwhile, for several may be waiting for their turn."""
        with self._choosing:
            chosen = model.recommender.recommend(
                ratings, n=n, exclude=exclude, filters=filters, n_reasons=REASONS
            )
        films = self._films_of(_mentioned(chosen.items))
        listed = tuple(
            RecommendedFilm(
                films[item.movie_id],
                item.score,
                prediction_of(item),
                reasons_of(item, films),
            )
            for item in chosen.items
            if item.movie_id in films
        )
        return RecommendedList(chosen.source, model.version, listed, chosen.unknown_movie_ids)

    def _films_of(self, movie_ids: Collection[int]) -> Mapping[int, Film]:
        """Return films; the database is asked for those that were not asked for lately."""
        films = self._films.at_hand(movie_ids)
        if films is not None:
            return films
        with self._unit_of_work() as work:
            return self._films.of(work, movie_ids)


def _known_id(movielens_user_id: int) -> int | None:
    """Return an id that a data set may have; None for a higher one, which the database would refuse."""
    return movielens_user_id if movielens_user_id <= MAX_MOVIELENS_ID else None


def _key_of(model: LiveModel, movielens_user_id: int | None, n: int, filters: Filters) -> _ListKey:
    return model.version, model.trained_at, movielens_user_id, n, filters


def _mentioned(items: Iterable[Recommendation]) -> set[int]:
    """Return every film that a list shows or gives as a reason, to be read in one query."""
    return {
        movie_id for item in items for movie_id in (item.movie_id, *(why.movie_id for why in item.reasons))
    }
