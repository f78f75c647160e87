from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.memory_budget import (
    PROCESS_MB,
    DataShape,
    TooLittleMemory,
    check_memory,
    films_that_fit,
    kept_sums_mb,
    least_mb,
    loading_mb,
)
from recommender.svd_training import SvdParameters
from recommender.training import TrainingParameters, train
from tests.recommender.worlds import catalogue, ratings

ML_SMALL = DataShape(100_836, 610, 9_742)
ML_32M = DataShape(32_000_204, 200_948, 87_585)
COUNTS = st.lists(st.integers(1, 100_000), min_size=1, max_size=300).map(lambda some: sorted(some)[::-1])


def test_the_smallest_movielens_trains_on_a_small_dyno_and_the_largest_does_not() -> None:
    check_memory(ML_SMALL, 300, n_factors=100)
    with pytest.raises(TooLittleMemory, match=r"Training on 32,000,204 ratings takes at least 1,\d\d\d MB"):
        check_memory(ML_32M, 512, n_factors=100)


def test_two_gigabytes_are_enough_for_movielens_32m() -> None:
    assert least_mb(ML_32M, 100) < 2_000


def test_reading_other_files_may_take_more_and_what_was_read_takes_no_more() -> None:
    of_files = DataShape(10_000_000)
    assert least_mb(of_files, 100, bytes_a_rating_read=0) < least_mb(of_files, 100)
    assert least_mb(of_files, 100, bytes_a_rating_read=60) == PROCESS_MB + 600


def test_movielens_32m_is_not_loaded_on_a_small_dyno() -> None:
    assert loading_mb(ML_SMALL.n_ratings) < 110
    assert 512 < loading_mb(10_000_054) < 1_000 < loading_mb(ML_32M.n_ratings) < 2_000


@pytest.mark.parametrize(
    ("n_ratings", "begins"), [(0, "Training takes at"), (1_234, "Training on 1,234 ratings takes at")]
)
def test_too_little_memory_is_said_also_before_ratings_are_counted(n_ratings: int, begins: str) -> None:
    assert str(TooLittleMemory(n_ratings, 100, 240)).startswith(begins)


def test_without_a_bound_everything_is_tried() -> None:
    check_memory(ML_32M, None, n_factors=100)


@given(COUNTS, st.integers(190, 400), st.integers(0, 400))
def test_more_memory_never_lets_fewer_films_in(counts: list[int], memory_mb: int, more: int) -> None:
    few = films_that_fit(np.array(counts), memory_mb, 10)
    assert 0 <= few <= films_that_fit(np.array(counts), memory_mb + more, 10) <= len(counts)


def test_films_and_their_pairs_are_counted() -> None:
    counts = np.full(20_000, 10)
    fitting = films_that_fit(counts, PROCESS_MB + 1_000, 0)
    held = 12 * counts.sum() + 40 * 10 * fitting + 8 * fitting**2 + 12_000 * fitting
    assert held <= 1e9 < held + 16 * 20_000 + 12_400


def test_of_many_ratings_each_costs_half_of_what_each_of_few_costs() -> None:
    many = np.full(20_000, 1_600)
    fitting = films_that_fit(many, 2_000, 0)
    more = films_that_fit(many, 2_000 + 20, 0)
    held = 12 * many.sum() + 20 * 1_600 * fitting + 80_000_000 + 8 * fitting**2 + 12_000 * fitting
    assert held <= (2_000 - PROCESS_MB) * 1e6 < held + 300_000
    assert more > fitting


def test_training_says_so_before_its_first_epoch() -> None:
    told: list[object] = []
    quick = TrainingParameters(svd=SvdParameters(n_factors=5, n_epochs=1))
    with pytest.raises(TooLittleMemory, match="may take 100 MB here"):
        train(ratings(), catalogue(), quick, seed=0, memory_mb=100, report=told.append)
    assert told == []


def test_going_on_from_kept_sums_takes_the_films_pairs_or_the_ratings_that_are_compared() -> None:
    of_32_million = kept_sums_mb(10_110, 87_585, 100)

    assert 1_000 < of_32_million < 1_400
    assert kept_sums_mb(10_110, 87_585, 100, n_compared=1_000_000) == of_32_million
    assert kept_sums_mb(10_110, 87_585, 100, n_compared=50_000_000) > 3_000
