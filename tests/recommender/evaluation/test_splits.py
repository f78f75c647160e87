from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.splits import CELLS, Cell, draw_cases, strong_generalization_split
from recommender.ratings import InvalidRatings, Ratings, build_ratings
from tests.recommender.worlds import ratings


def counts_of(some: Ratings) -> np.ndarray:
    return np.bincount(some.item_rows, minlength=some.n_items)


@given(st.integers(0, 50))
def test_test_people_are_a_tenth_of_the_busy_ones_and_absent_from_training(seed: int) -> None:
    training, test = strong_generalization_split(ratings(), seed=seed, fewest=20)
    sizes = np.bincount(ratings().user_rows)

    assert len(test) == max(1, round(0.1 * (sizes >= 20).sum()))
    assert (sizes[test] >= 20).all()
    assert training.n_users == ratings().n_users - len(test)
    assert training.n_ratings == ratings().n_ratings - sizes[test].sum()


def test_the_same_seed_splits_alike_and_another_seed_differently() -> None:
    first, again, other = (
        strong_generalization_split(ratings(), seed=seed, fewest=10)[1].tolist() for seed in (1, 1, 2)
    )

    assert first == again
    assert first != other


def test_nobody_busy_enough_is_said() -> None:
    with pytest.raises(InvalidRatings, match="nobody has 40 ratings"):
        strong_generalization_split(build_ratings([1], [1], [4.0]), seed=0)


@pytest.mark.parametrize("cell", CELLS)
def test_support_and_query_part_each_persons_ratings(cell: Cell) -> None:
    people = np.arange(10)
    cases = draw_cases(ratings(), people, counts_of(ratings()), cell, seed=3)
    sizes = np.bincount(ratings().user_rows)

    for case in cases:
        assert len(case.support_rows) == cell.support_size
        assert len(case.query_rows) == sizes[case.user_row] - cell.support_size
        assert not set(case.support_rows) & set(case.query_rows)
        assert (np.diff(case.support_rows) > 0).all()
        assert case.query_stars.max() >= 4
    assert all(size > cell.support_size for size in sizes[[case.user_row for case in cases]])


def test_people_who_like_nothing_that_is_left_are_not_asked() -> None:
    grump = build_ratings([1] * 6, range(6), [1.0, 2.0, 3.0, 3.5, 1.0, 2.0])

    assert draw_cases(grump, np.array([0]), np.ones(6, dtype=int), Cell(3, "even"), seed=0) == []


def test_a_draw_by_popularity_prefers_what_many_rated() -> None:
    n = 40
    one = build_ratings([1] * n, range(n), [5.0] * n)
    counts = np.where(np.arange(n) < 20, 100, 1)
    popular, even = (
        np.mean(
            [
                (
                    draw_cases(one, np.array([0]), counts, Cell(5, drawing), seed=seed)[0].support_rows < 20
                ).mean()
                for seed in range(40)
            ]
        )
        for drawing in ("popular", "even")
    )

    assert popular > 0.9
    assert 0.3 < even < 0.7
