"""Retrains killed, or cut off from their database, at every stage: the old model serves, no lock is left."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.models.live_model import ModelHolder
from bot.retraining.child_output import JsonLines
from bot.retraining.dependencies import RetrainRequest
from bot.retraining.report import Stage
from bot.retraining.run import retrain
from bot.runtime.clock import utc_now
from storage.training_lock import TrainingLocks
from storage.unit_of_work import UnitOfWorkFactory
from tests.support.small_world import SmallWorld
from tests.support.stocked import stock
from tests.support.stoppable import POINTS, Retrain, stopped_at

SOMEBODY = RetrainRequest("somebody")
COMMITTED = POINTS[POINTS.index("after the commit") :]
NOT_BEGUN = POINTS[: POINTS.index("begun")]


@pytest.fixture
def retrain_on(artifact: bytes, tmp_path: Path) -> Callable[[Engine], Retrain]:
    trained = tmp_path / "trained.model"
    trained.write_bytes(artifact)
    return lambda engine: Retrain(engine.url.render_as_string(hide_password=False), tmp_path, trained)


def until(condition: Callable[[], bool]) -> None:
    """Wait until it is so: a server needs a moment to notice that a killed client is gone."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


def lock_is_free(engine: Engine) -> Callable[[], bool]:
    locks = TrainingLocks(engine)
    return lambda: locks.holder(utc_now()) is None


def states(unit_of_work: UnitOfWorkFactory) -> list[str]:
    with unit_of_work() as work:
        return [version.state for version in reversed(work.trained_models.latest(10))]


@pytest.mark.parametrize("point", POINTS)
def test_a_child_killed_anywhere_costs_nothing_but_its_own_work(
    point: str, engine: Engine, world: SmallWorld, retrain_on: Callable[[Engine], Retrain]
) -> None:
    unit_of_work = stock(engine, world)
    own = retrain_on(engine)
    dependencies = own.dependencies(engine)
    first = retrain(SOMEBODY, dependencies).version
    holder = ModelHolder(unit_of_work, dependencies.cache, utc_now)
    assert holder.current().version == first

    with stopped_at(point, own) as child:
        child.kill()

    holder.refresh()
    assert (holder.current().version == first) == (point not in COMMITTED)
    assert len(holder.current().recommender.popular(n=5).items) == 5
    until(lock_is_free(engine))
    following = retrain(SOMEBODY, dependencies)
    assert following.outcome == "promoted"
    assert states(unit_of_work) == [
        "kept",
        *([] if point in NOT_BEGUN else ["kept"] if point in COMMITTED else ["failed"]),
        "live",
    ]
    holder.refresh()
    assert holder.current().version == following.version


def cut_every_other_connection(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


@pytest.mark.parametrize("point", POINTS)
def test_a_retrain_whose_connections_are_cut_anywhere_ends_and_leaves_no_lock(
    point: str, postgresql_engine: Engine, world: SmallWorld, retrain_on: Callable[[Engine], Retrain]
) -> None:
    unit_of_work = stock(postgresql_engine, world)
    own = retrain_on(postgresql_engine)
    first = retrain(SOMEBODY, own.dependencies(postgresql_engine)).version

    with stopped_at(point, own) as child:
        cut_every_other_connection(postgresql_engine)
        report = child.go_on()

    assert report.outcome == ("failed" if point == "reading" else "promoted"), report.reason
    with unit_of_work() as work:
        live = work.trained_models.live()
    assert live is not None
    assert live.version == (first if point == "reading" else report.version)
    until(lock_is_free(postgresql_engine))
    assert retrain(SOMEBODY, own.dependencies(postgresql_engine)).outcome == "promoted"
    assert states(unit_of_work)[-1] == "live"


@pytest.mark.parametrize("stage_name", ["reading", "svd", "evaluating", "storing"])
def test_a_child_whose_worker_is_killed_at_any_stage_ends_its_work_alone(
    stage_name: str,
    engine: Engine,
    world: SmallWorld,
    retrain_on: Callable[[Engine], Retrain],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unit_of_work = stock(engine, world)
    reading, writing = os.pipe()
    told: set[str] = set()

    with os.fdopen(writing, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        teller = JsonLines()

        def tell(stage: Stage) -> None:
            if stage.name == stage_name and stage_name not in told:
                os.close(reading)  # all that a child sees of its worker's death
            told.add(stage.name)
            teller.stage(stage)

        report = retrain(SOMEBODY, retrain_on(engine).dependencies(engine, tell))
        teller.report(report)

    assert report.outcome == "promoted"
    assert states(unit_of_work) == ["live"]
    assert lock_is_free(engine)()
