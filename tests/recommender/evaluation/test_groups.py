from __future__ import annotations

import numpy as np
import pytest

from recommender.evaluation.groups import OWN, RULES, Member, draw_groups, evaluate_groups, judge, table
from recommender.evaluation.splits import strong_generalization_split
from tests.recommender.worlds import ratings, trained

N_ITEMS = 12


def member(predicted: list[float], true: list[float], given: list[int] | None = None) -> Member:
    expected = np.array(predicted)
    return Member(np.array(given or [], dtype=np.int64), expected, expected, np.array(true))


def test_a_shortlist_is_worth_what_its_members_gave_its_films() -> None:
    # The first five films please Ada (5 stars) and not Ben (1); the others are threes for both.
    ada = member([5.0] * 5 + [3.0] * 7, [5.0] * 5 + [3.0] * 7)
    ben = member([1.0] * 5 + [3.0] * 7, [1.0] * 5 + [3.0] * 7)
    worths: dict[str, list[tuple[float, float]]] = {name: [] for name in RULES}
    judge([ada, ben], np.ones(N_ITEMS, dtype=int), np.full(N_ITEMS, 3.0), worths)
    assert worths["most pleased"] == [(3.0, 1.0)]
    assert worths["least misery"] == [(3.0, 3.0)]
    assert worths[OWN] == [(3.0, 3.0)]
    assert worths["average"] == [(3.0, 1.0)]  # all films are threes on average: the first five


def test_films_that_somebody_gave_or_too_few_can_judge_are_no_candidates() -> None:
    ada = member([3.0] * N_ITEMS, [4.0] * N_ITEMS, given=[0, 1, 2])
    ben = member([3.0] * N_ITEMS, [4.0] * N_ITEMS)
    worths: dict[str, list[tuple[float, float]]] = {name: [] for name in RULES}
    judge([ada, ben], np.ones(N_ITEMS, dtype=int), np.full(N_ITEMS, 3.0), worths)
    assert worths[OWN] == []  # nine are left, ten are needed for a choice to mean something


def test_groups_have_every_size_and_are_the_same_for_the_same_seed() -> None:
    people = [member([float(number)], [1.0]) for number in range(20)]
    drawn = list(draw_groups(people, 14, seed=3))
    assert [len(group) for group in drawn] == [*range(2, 9), *range(2, 9)]
    assert drawn == list(draw_groups(people, 14, seed=3))
    assert drawn != list(draw_groups(people, 14, seed=4))


def test_every_rule_is_judged_on_the_same_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "recommender.evaluation.groups.strong_generalization_split",
        lambda some, *, seed: strong_generalization_split(some, seed=seed, fewest=25, share=0.3),
    )
    found = evaluate_groups(ratings(), lambda training, seed: trained(), seeds=[0], groups_a_split=14)
    assert found.keys() == RULES.keys()
    assert found[OWN].mean_lost.value == found[OWN].lowest_lost.value == 0.0
    for worth in found.values():
        assert 0.5 <= worth.lowest_member.value <= worth.mean_member.value <= 5.0
    assert "Nash product" in table(found)
