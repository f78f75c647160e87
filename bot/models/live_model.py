"""The model that serves: held here, swapped when the registry's pointer moves, never lost to a failure."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.models.artifact_cache import ArtifactCache
from bot.models.known_facts import known_facts, known_themes
from bot.runtime.clock import Clock
from recommender.artifact import ArtifactError, TrainedModel
from recommender.catalogue import build_catalogue
from recommender.joining import with_joined
from recommender.popularity import Popularity
from recommender.recommender import Recommender
from storage.errors import StorageError
from storage.records.running import LivePointer
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

logger = logging.getLogger(__name__)

# A night of enrichment changes facts every second; each change lays the catalogue out anew.
FACTS_INTERVAL = timedelta(minutes=10)


@dataclass(frozen=True)
class LiveModel:
    """A recommender and where it came from; no version means that it knows popular films only."""

    version: int | None
    recommender: Recommender
    trained_at: datetime | None


class ModelHolder:
    """Holds the live model of one process; a request keeps the one it began with."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, cache: ArtifactCache, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._cache = cache
        self._clock = clock
        self._refreshing = threading.Lock()
        self._current: LiveModel | None = None
        self._serving: LivePointer | None = None
        self._refused: LivePointer | None = None
        self._films_known = 0
        self._facts_state: tuple[int, datetime | None] = (0, None)
        self._facts_read_at = clock()

    @property
    def at_hand(self) -> LiveModel | None:
        """Return the model to answer with if it is loaded; nothing is waited for."""
        return self._current

    def current(self) -> LiveModel:
        """Return the model to answer with; the first call loads it."""
        if self._current is None:
            self.refresh()
        if self._current is None:
            self._current = self._popular_only()
        return self._current

    def let_go_of_pages(self) -> None:
        """Give back the memory that the model was brought into so far; what requests need comes back."""
        if self._current is not None:
            self._current.recommender.model.let_go_of_pages()

    def loaded_before(self, unit_of_work: UnitOfWorkFactory) -> UnitOfWorkFactory:
        """Return the same factory, made safe for services that look at the model inside a unit of work.

        The model is loaded before the connection is taken: people who wait for it hold none.
        """

        def begin() -> UnitOfWork:
            self.current()
            return unit_of_work()

        return begin

    def refresh(self) -> bool:
        """Take over the registry's live model if it is another one; True when it was swapped.

        Whatever goes wrong is logged and leaves the old model serving.
        """
        with self._refreshing:
            try:
                return self._refresh()
            except ArtifactError as error:
                logger.error("the live model cannot be used, the old one stays: %s", error)
            except (StorageError, OSError) as error:
                logger.warning("the live model could not be fetched, the old one stays: %s", error)
        return False

    def _refresh(self) -> bool:
        with self._unit_of_work() as work:
            pointer = work.trained_models.live()
        if pointer is None or pointer == self._refused:
            return self._refresh_popular_only()
        if pointer == self._serving:
            return self._refresh_facts()
        self._current, self._serving = self._load(pointer), pointer
        logger.info("model version %d is live", pointer.version)
        self._cache.forget_others(pointer.digest, self._clock())
        return True

    def _load(self, pointer: LivePointer) -> LiveModel:
        try:
            model = self._cache.load(pointer)
        except ArtifactError:
            self._refused = pointer  # it will not get better: not fetched again before the pointer moves
            raise
        with self._unit_of_work() as work:
            trained_at = work.trained_models.get(pointer.version).created_at
            self._note_facts(work)
            return LiveModel(pointer.version, _serving(_with_facts(model, work)), trained_at)

    def _refresh_facts(self) -> bool:
        """Lay out what has become known of the films of the live model; it stays the same model."""
        live = self._current
        if live is None or not self._have_facts_changed():
            return False
        with self._unit_of_work() as work:
            self._note_facts(work)
            model = _with_facts(live.recommender.model, work)
        self._current = replace(live, recommender=_serving(model))
        return True

    def _have_facts_changed(self) -> bool:
        if self._clock() - self._facts_read_at < FACTS_INTERVAL:
            return False
        with self._unit_of_work() as work:
            return work.film_facts.state() != self._facts_state

    def _note_facts(self, work: UnitOfWork) -> None:
        self._facts_state, self._facts_read_at = work.film_facts.state(), self._clock()

    def _refresh_popular_only(self) -> bool:
        if self._serving is not None:
            return False
        with self._unit_of_work() as work:
            films = work.movies.count()
        if self._current is not None and films == self._films_known and not self._have_facts_changed():
            return False
        self._current = self._popular_only()
        self._films_known = films
        return True

    def _popular_only(self) -> LiveModel:
        with self._unit_of_work() as work:
            self._note_facts(work)
            return LiveModel(None, Recommender(popular_model(work)), None)


def _serving(model: TrainedModel) -> Recommender:
    """Return what recommends by a model, whose pages are in memory no longer than it is laid out."""
    recommender = Recommender(model)
    recommender.model.let_go_of_pages()
    return recommender


def popular_model(work: UnitOfWork) -> TrainedModel:
    """Return a model of what everybody rated, without anything personal."""
    statistics = work.movies.statistics()
    catalogue = build_catalogue((m.movie_id, m.title, m.year, m.genres) for m in work.movies.all())
    model = TrainedModel(
        star_model=None,
        ranking_model=None,
        popularity=Popularity.from_aggregates(statistics.counts, statistics.star_sums),
        catalogue=catalogue.reorder_to(statistics.movie_ids),
    )
    return _with_facts(model, work)


def _with_facts(model: TrainedModel, work: UnitOfWork) -> TrainedModel:
    """Return the model with what is known of its films by now, and with the films that joined since."""
    details = known_facts(work)
    last = int(model.catalogue.movie_ids.max(initial=-1))
    voted = [movie_id for movie_id, facts in details.items() if movie_id > last and facts.imdb_votes > 0]
    joined = work.movies.get_many(voted).values()
    model = with_joined(model, build_catalogue((m.movie_id, m.title, m.year, m.genres) for m in joined))
    return replace(model, catalogue=model.catalogue.with_details(details).with_themes(known_themes(work)))
