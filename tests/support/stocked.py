"""A database with the small world and a model trained on it, for everything that stands on top of both."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.models.live_model import ModelHolder
from bot.retraining.registry import ModelRegistry
from bot.services.use_cases import UseCases
from bot.settings import Settings
from bot.toolbox.building import build_artifact_cache, build_use_cases
from recommender.artifact import SCHEMA_VERSION, pack
from recommender.catalogue import build_catalogue
from recommender.facts import gathering
from recommender.facts.records import Facts
from recommender.facts.table import SHIPPED_FACTS, read_facts
from recommender.ratings import build_ratings
from recommender.svd_training import SvdParameters
from recommender.training import TrainingParameters, train
from storage.database import create_engine_for, normalise_url
from storage.movielens.loading import load
from storage.records.catalogue import Movie
from storage.unit_of_work import UnitOfWorkFactory, unit_of_work_factory
from tests.support.small_world import SmallWorld, small_world


class FakeClock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)  # no two things happen at the same moment
        return self.now


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session", autouse=True)
def shipped_facts_are_read_once() -> Iterator[None]:
    """Keep the table of facts that ships: reading it for each model took a fifth of the time of all tests."""

    @cache
    def shipped() -> dict[str, Facts]:
        return read_facts(SHIPPED_FACTS)

    def read(path: Path) -> dict[str, Facts]:
        return dict(shipped()) if path == SHIPPED_FACTS else read_facts(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathering, "read_facts", read)
        yield


@pytest.fixture(scope="session")
def world() -> SmallWorld:
    return small_world()


@pytest.fixture(scope="session")
def artifact(world: SmallWorld) -> bytes:
    """Return the bytes of a model trained on the small world."""
    ratings = build_ratings(world.user_ids, world.movie_ids, world.stars)
    catalogue = build_catalogue((m.movie_id, m.title, m.year, m.genres) for m in world.movies)
    parameters = TrainingParameters(svd=SvdParameters(n_factors=8, n_epochs=30))
    return pack(train(ratings, catalogue, parameters, seed=0))


def stock(engine: Engine, world: SmallWorld) -> UnitOfWorkFactory:
    """Load the small world into a database."""
    movies = [Movie(m.movie_id, m.title, m.year, m.genres, m.imdb_id, m.tmdb_id) for m in world.movies]
    load(engine, movies, world.user_ids, world.movie_ids, world.stars, world.rated_at)
    return unit_of_work_factory(engine)


def put_live(
    unit_of_work: UnitOfWorkFactory, artifact: bytes, clock: FakeClock, *, signature: str | None = None
) -> int:
    """Store a model and let it serve."""
    with unit_of_work() as work:
        version = work.trained_models.start("a test", 0, clock())
        work.trained_models.finish(
            version,
            "kept",
            clock(),
            artifact=[artifact],
            signature=signature,
            schema_version=SCHEMA_VERSION,
            report={},
        )
        work.trained_models.promote(version, clock())
        work.commit()
    return version


@pytest.fixture
def stocked(engine: Engine, world: SmallWorld) -> UnitOfWorkFactory:
    """Stock a database (each kind in turn) with the small world and no model yet."""
    return stock(engine, world)


@pytest.fixture
def models(stocked: UnitOfWorkFactory, artifact: bytes, clock: FakeClock, tmp_path: Path) -> ModelHolder:
    """Return the live model of a stocked database."""
    put_live(stocked, artifact, clock)
    models = ModelHolder(stocked, build_artifact_cache(Settings(data_dir=tmp_path), stocked), clock)
    models.refresh()
    return models


@pytest.fixture
def services(stocked: UnitOfWorkFactory, models: ModelHolder, clock: FakeClock) -> UseCases:
    """Build the use cases on a stocked database with a live model."""
    return build_use_cases(stocked, models, clock)


@pytest.fixture
def registry(
    stocked: UnitOfWorkFactory, models: ModelHolder, clock: FakeClock, tmp_path: Path
) -> ModelRegistry:
    """Return the trained models of a stocked database, one of them live."""
    return ModelRegistry(stocked, build_artifact_cache(Settings(data_dir=tmp_path), stocked), clock)


@pytest.fixture(scope="session")
def trained_file(
    migrated_sqlite_file: Path, world: SmallWorld, artifact: bytes, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a SQLite file with the small world and a live model, to be copied."""
    folder = tmp_path_factory.mktemp("trained")
    shutil.copyfile(migrated_sqlite_file, folder / "matinee.db")
    engine = create_engine_for(normalise_url(None, folder))
    put_live(stock(engine, world), artifact, FakeClock())
    engine.dispose()
    return folder / "matinee.db"
