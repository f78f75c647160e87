"""Unexpected errors, counted."""

from __future__ import annotations

from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import NOON, at


def test_errors_are_counted_from_a_moment_on_and_pruned_before_one(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        for minutes in range(3):
            work.errors.record("ValueError", "a very long story " * 1000, at(minutes))
        assert [work.errors.count_since(at(minutes)) for minutes in (0, 1, 3)] == [3, 2, 0]
        assert work.errors.prune(at(2)) == 2
        assert work.errors.count_since(NOON) == 1
