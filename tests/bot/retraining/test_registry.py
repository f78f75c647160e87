"""The trained models as admins see them."""

from __future__ import annotations

from bot.retraining.registry import ModelRegistry
from storage.unit_of_work import UnitOfWorkFactory
from tests.support.stocked import FakeClock


def began(stocked: UnitOfWorkFactory, clock: FakeClock) -> int:
    with stocked() as work:
        version = work.trained_models.start("admin 5", 0, clock())
        work.commit()
    return version


def test_a_retrain_under_way_is_listed_as_one(
    registry: ModelRegistry, stocked: UnitOfWorkFactory, clock: FakeClock
) -> None:
    with stocked() as work:
        lock = work.training_lock.acquire("admin 5", clock())
    with lock:
        version = began(stocked, clock)
        view = registry.overview()
    assert (view.newest[0].version, view.newest[0].state) == (version, "training")
    assert view.running is not None
    assert view.running.by == "admin 5"


def test_a_retrain_whose_process_died_is_not_said_to_be_under_way(
    registry: ModelRegistry, stocked: UnitOfWorkFactory, clock: FakeClock
) -> None:
    began(stocked, clock)
    view = registry.overview()
    assert [version.state for version in view.newest] == ["interrupted", "live"]
    assert view.running is None


def test_a_retrain_that_begins_while_admins_look_is_not_taken_for_dead(
    registry: ModelRegistry, stocked: UnitOfWorkFactory, clock: FakeClock
) -> None:
    before = clock.now
    began(stocked, clock)
    clock.now = before  # they asked who trains before it began
    assert registry.overview().newest[0].state == "training"
