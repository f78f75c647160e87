from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.metrics import (
    mean_popularity_rank,
    mean_true_stars,
    ndcg,
    popularity_ranks,
    ranked_rows,
    recall,
    squared_and_absolute_error,
)


def test_ndcg_by_hand() -> None:
    ranked, liked = np.array([7, 3, 9]), np.array([3, 8])
    dcg = 1 / math.log2(3)  # item 3 stands second
    ideal = 1 / math.log2(2) + 1 / math.log2(3)

    assert ndcg(ranked, liked, 3) == pytest.approx(dcg / ideal)
    assert ndcg(ranked, liked, 3) == pytest.approx(0.38685, abs=1e-5)


def test_ndcg_of_liked_films_first_is_one_and_of_none_zero() -> None:
    assert ndcg(np.array([1, 2, 3]), np.array([2, 1]), 3) == 1.0
    assert ndcg(np.array([1, 2, 3]), np.array([5]), 3) == 0.0


def test_a_short_list_is_measured_against_the_ideal_of_full_length() -> None:
    assert ndcg(np.array([4]), np.array([4, 5]), 10) == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_recall_by_hand() -> None:
    assert recall(np.array([1, 2, 3, 4]), np.array([2, 9, 4]), 3) == pytest.approx(1 / 3)
    assert recall(np.array([1, 2]), np.array([1, 2, 3, 4, 5]), 2) == 1.0


@pytest.mark.parametrize("metric", [ndcg, recall])
def test_someone_who_likes_nothing_cannot_be_measured(metric: object) -> None:
    with pytest.raises(ValueError, match="likes nothing"):
        metric(np.array([1]), np.zeros(0, dtype=np.int64), 10)  # type: ignore[operator]


def test_true_stars_are_those_of_listed_films_that_were_rated() -> None:
    rows, stars = np.array([1, 2, 5]), np.array([3.0, 5.0, 1.0])

    assert mean_true_stars(np.array([9, 2, 1, 5]), rows, stars, 3) == 4.0
    assert math.isnan(mean_true_stars(np.array([9, 8]), rows, stars, 3))


def test_popularity_ranks_start_at_one_with_the_most_rated() -> None:
    ranks = popularity_ranks(np.array([5, 50, 5, 7]))

    assert ranks.tolist() == [3, 1, 4, 2]
    assert mean_popularity_rank(np.array([1, 2]), ranks, 10) == 2.5
    assert math.isnan(mean_popularity_rank(np.zeros(0, dtype=np.int64), ranks, 10))


def test_errors_by_hand() -> None:
    assert squared_and_absolute_error(np.array([3.0, 5.0]), np.array([4.0, 2.0])) == (5.0, 2.0)
    assert all(math.isnan(error) for error in squared_and_absolute_error(np.zeros(0), np.zeros(0)))


def test_seen_items_and_items_without_a_score_are_not_ranked() -> None:
    scores = np.array([0.5, np.nan, 0.9, -np.inf, 0.5, 0.1])

    assert ranked_rows(scores, np.array([2]), 10).tolist() == [0, 4, 5]
    assert ranked_rows(scores, np.array([2]), 2).tolist() == [0, 4]


def ranked_slowly(scores: list[float], seen: set[int], n: int) -> list[int]:
    return sorted((row for row in range(len(scores)) if row not in seen), key=lambda r: (-scores[r], r))[:n]


def ndcg_slowly(ranked: list[int], liked: set[int], n: int) -> float:
    gained = sum(1 / math.log2(place + 2) for place, row in enumerate(ranked[:n]) if row in liked)
    return gained / sum(1 / math.log2(place + 2) for place in range(min(n, len(liked))))


@given(
    st.lists(st.integers(-3, 3).map(float), min_size=1, max_size=30),
    st.sets(st.integers(0, 29)),
    st.sets(st.integers(0, 29), min_size=1),
    st.integers(1, 12),
)
def test_metrics_equal_their_slow_twins(scores: list[float], seen: set[int], liked: set[int], n: int) -> None:
    seen = {row for row in seen if row < len(scores)}
    ranked = ranked_rows(np.array(scores), np.array(sorted(seen), dtype=np.int64), n)
    liked_rows = np.array(sorted(liked))

    assert ranked.tolist() == ranked_slowly(scores, seen, n)
    assert ndcg(ranked, liked_rows, n) == pytest.approx(ndcg_slowly(ranked.tolist(), liked, n))
    hits = len(liked & set(ranked.tolist()[:n]))
    assert recall(ranked, liked_rows, n) == pytest.approx(hits / min(n, len(liked)))
    assert 0 <= ndcg(ranked, liked_rows, n) <= 1
