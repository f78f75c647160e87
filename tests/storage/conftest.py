"""A little stock for repository tests: five films, two people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from sqlalchemy.engine import Engine

from storage.movielens.loading import load
from storage.records.catalogue import Movie
from storage.unit_of_work import UnitOfWorkFactory, unit_of_work_factory

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ANNA, BEN = 7_000_000_001, 7_000_000_002  # beyond 32 bits, as Telegram's newer ids are

MOVIES = (
    Movie(1, "Toy Story", 1995, ("Animation", "Children"), "tt0114709", 862),
    Movie(2, "Heat", 1995, ("Action", "Crime"), "tt0113277", 949),
    Movie(3, "100% Wolf", 2020, (), None, None),
    Movie(4, "Amélie", 2001, ("Comedy",), "tt0211915", 194),
    Movie(5, "Untitled", None, ("Drama",), "tt0000005", None),
)


def at(minutes: float) -> datetime:
    """Return so many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def load_stock(engine: Engine) -> None:
    """Load five films; MovieLens user 10 rated two of them, user 11 one."""
    load(
        engine,
        MOVIES,
        np.array([10, 10, 11]),
        np.array([1, 2, 1]),
        np.array([4.0, 0.5, 5.0]),
        np.array([1_000_000_000, 1_000_000_001, 1_000_000_002]),
        name="stock",
    )


@pytest.fixture
def stocked(engine: Engine) -> UnitOfWorkFactory:
    """Begin units of work on a database with films and two people, Anna and Ben."""
    load_stock(engine)
    begin = unit_of_work_factory(engine)
    with begin() as work:
        work.chat_users.touch(ANNA, NOON, "Anna", "de")
        work.chat_users.touch(BEN, NOON, "Ben")
        work.commit()
    return begin
