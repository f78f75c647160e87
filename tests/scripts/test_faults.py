"""A short fault walk: processes killed under taps, by polling and by webhook, lose nothing."""

from __future__ import annotations

import pytest

from scripts.faults.people import FIRST_PERSON, Deeds, cost_of
from scripts.faults.walk import Walk, walk

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("mode", "database"), [("polling", "sqlite"), ("webhook", "postgresql")])
def test_a_few_kills_lose_and_double_nothing(mode: str, database: str) -> None:
    cost = walk(Walk(mode, database, kills=2))
    assert cost.taps > 25
    assert (cost.lost, cost.late, cost.doubled) == (0, 0, 0)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_a_database_that_is_away_for_a_while_costs_nothing(mode: str) -> None:
    cost = walk(Walk(mode, "postgresql", kills=0, away_seconds=3))
    assert cost.taps > 100
    assert (cost.lost, cost.late, cost.doubled, cost.unanswered) == (0, 0, 0, 0)


def test_what_is_missing_late_or_doubled_is_counted() -> None:
    deeds = Deeds([1, 2], people=1, seed=0)
    for _ in range(
        10
    ):  # four taps on each film, by twos, and one /help at the end; the ninth is film 1 again
        deeds.next()
    stars = deeds.stars[FIRST_PERSON]
    assert (deeds.taps, deeds.helps) == (9, {10})
    as_it_should_be = {FIRST_PERSON: {film: given[-1] for film, given in stars.items()}}
    assert cost_of(deeds, 1, as_it_should_be, {10: 1}).is_nothing
    assert cost_of(deeds, 1, {}, {}).lost == 2
    assert cost_of(deeds, 1, {}, {}).unanswered == 1
    earlier = {FIRST_PERSON: {film: given[-2] for film, given in stars.items()}}
    assert cost_of(deeds, 1, earlier, {}).late == 2
    assert cost_of(deeds, 1, as_it_should_be, {10: 2}).doubled == 1
