from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.intervals import Estimate, coverage_estimate, mean_estimate, root_estimate


def test_the_mean_and_its_interval_by_hand() -> None:
    estimate = mean_estimate(np.array([1.0, 3.0, np.nan]))

    assert estimate.value == 2.0
    assert estimate.high - estimate.value == pytest.approx(1.959964 * math.sqrt(2) / math.sqrt(2))
    assert estimate.value - estimate.low == pytest.approx(estimate.high - estimate.value)


def test_nobody_and_a_single_person_have_no_interval() -> None:
    assert all(math.isnan(part) for part in vars(mean_estimate(np.array([np.nan]))).values())
    assert mean_estimate(np.array([0.4])).value == 0.4
    assert math.isnan(mean_estimate(np.array([0.4])).low)


def test_the_interval_holds_the_truth_about_95_times_in_100() -> None:
    rng = np.random.default_rng(0)
    estimates = [mean_estimate(rng.normal(size=60)) for _ in range(1000)]

    assert 0.92 < np.mean([one.low < 0 < one.high for one in estimates]) < 0.97


def test_a_root_never_meets_a_negative_square() -> None:
    assert root_estimate(Estimate(4.0, -1.0, 9.0)) == Estimate(2.0, 0.0, 3.0)


def test_coverage_by_hand() -> None:
    estimate = coverage_estimate([np.array([0, 1]), np.array([1, 2])], 8)

    assert estimate.value == 3 / 8
    assert estimate.high == estimate.low == 3 / 8  # both people add exactly one film of their own


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=5, unique=True), min_size=2, max_size=6))
def test_the_jackknife_equals_leaving_each_person_out(lists: list[list[int]]) -> None:
    rows = [np.array(one) for one in lists]
    n = len(rows)
    without = [
        len({row for other, one in enumerate(lists) if other != left for row in one}) / 10
        for left in range(n)
    ]
    error = math.sqrt((n - 1) / n * sum((value - np.mean(without)) ** 2 for value in without))
    estimate = coverage_estimate(rows, 10)

    assert estimate.high - estimate.value == pytest.approx(1.959964 * error)
