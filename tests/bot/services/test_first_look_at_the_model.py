"""Many people at once before the model is loaded: nobody holds a connection while they wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.models.live_model import ModelHolder
from bot.services.use_cases import UseCases
from bot.settings import Settings
from bot.toolbox.building import build_artifact_cache, build_use_cases
from storage.unit_of_work import NestedUnitOfWork, UnitOfWorkFactory, unit_of_work_factory
from tests.support.small_world import SmallWorld
from tests.support.stocked import FakeClock, put_live

CONNECTIONS = 2
PEOPLE = 12


@pytest.fixture
def narrow_engine(engine: Engine) -> Iterator[Engine]:
    """Open the same database through fewer connections than people."""
    narrow = sa.create_engine(engine.url, pool_size=CONNECTIONS, max_overflow=0, pool_timeout=20)
    yield narrow
    narrow.dispose()


@pytest.fixture
def unready(
    narrow_engine: Engine, stocked: UnitOfWorkFactory, artifact: bytes, clock: FakeClock, tmp_path: Path
) -> UseCases:
    """Build use cases whose model nobody has looked at yet."""
    put_live(stocked, artifact, clock)
    unit_of_work = unit_of_work_factory(narrow_engine)
    models = ModelHolder(unit_of_work, build_artifact_cache(Settings(data_dir=tmp_path), unit_of_work), clock)
    return build_use_cases(unit_of_work, models, clock)


def test_everybodys_first_answer_is_stored(
    unready: UseCases, stocked: UnitOfWorkFactory, world: SmallWorld
) -> None:
    film = int(world.movies[0].movie_id)
    with ThreadPoolExecutor(PEOPLE) as threads:
        list(threads.map(lambda person: unready.onboarding.answer(person, film, 4.0), range(1, PEOPLE + 1)))
    with stocked() as work:
        assert [dict(work.chat_ratings.of(person)) for person in range(1, PEOPLE + 1)] == [
            {film: 4.0}
        ] * PEOPLE


def test_a_thread_that_holds_a_connection_cannot_take_another(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        with pytest.raises(NestedUnitOfWork), unit_of_work():
            pass
        assert work.chat_users.count() == 0
    with unit_of_work() as work:
        assert work.chat_users.count() == 0
