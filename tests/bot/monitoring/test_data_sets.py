from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine

from bot.monitoring.data_sets import DataSets
from storage.unit_of_work import UnitOfWork
from tests.support.small_world import small_world
from tests.support.stocked import stock


def look(unit_of_work: Callable[[], UnitOfWork], memory_mb: int | None) -> DataSets:
    return DataSets(unit_of_work, lambda: memory_mb, n_factors=100)


def test_before_anything_is_loaded_nothing_is_said(unit_of_work: Callable[[], UnitOfWork]) -> None:
    assert look(unit_of_work, 4_000).larger() is None


def test_a_small_machine_is_left_alone(engine: Engine) -> None:
    assert look(stock(engine, small_world()), 150).larger() is None


def test_nothing_is_said_where_nobody_knows_the_memory(engine: Engine) -> None:
    assert look(stock(engine, small_world()), None).larger() is None


@pytest.mark.parametrize(("memory_mb", "name"), [(512, "ml-1m"), (2_000, "ml-32m")])
def test_the_largest_that_fits_is_named(engine: Engine, memory_mb: int, name: str) -> None:
    found = look(stock(engine, small_world()), memory_mb).larger()

    assert found is not None
    assert found.name == name
    assert found.megabytes == pytest.approx(found.ratings * 75e-6)
