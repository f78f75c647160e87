from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.popularity import Popularity, damped_means
from recommender.ratings import build_ratings, count_stars
from tests.recommender.worlds import ratings


def test_the_damped_mean_by_hand():
    """Counts 10, 10, 1 and means 4, 2, 5: μ = 65 / 21; the first film holds more than 1/20, so k = 10."""
    overall = 65 / 21
    damped = damped_means(np.array([10, 10, 1]), np.array([4.0, 2.0, 5.0]))
    expected = [(40 + 10 * overall) / 20, (20 + 10 * overall) / 20, (5 + 10 * overall) / 11]
    np.testing.assert_allclose(damped, expected)


def test_one_enthusiast_does_not_put_a_film_above_one_that_many_love():
    popularity = Popularity.from_aggregates(np.array([100, 100, 1]), np.array([450.0, 300.0, 5.0]))
    assert np.argmax(popularity.scores) == 0


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 10)), min_size=1, max_size=30))
def test_every_score_lies_between_the_lowest_and_the_highest_mean(films):
    counts = np.array([count for count, _ in films])
    popularity = Popularity.from_aggregates(counts, counts * np.array([half / 2 for _, half in films]))
    assert np.isfinite(popularity.scores).all()
    if counts.sum():
        rated = popularity.means[counts > 0]
        assert rated.min() - 1e-5 <= popularity.scores.min() <= popularity.scores.max() <= rated.max() + 1e-5


def test_ratings_and_their_aggregates_give_the_same_list():
    from_ratings = Popularity.from_aggregates(*count_stars(ratings()))
    counts = np.bincount(ratings().item_rows, minlength=ratings().n_items)
    sums = np.bincount(ratings().item_rows, ratings().stars.astype(float), ratings().n_items)
    np.testing.assert_array_equal(from_ratings.scores, Popularity.from_aggregates(counts, sums).scores)
    assert from_ratings.counts.sum() == ratings().n_ratings


def test_a_film_nobody_rated_has_the_overall_mean_and_no_count():
    some = build_ratings([1, 2], [10, 20], [5.0, 2.0], item_ids=[10, 20, 30])
    popularity = Popularity.from_aggregates(*count_stars(some))
    assert popularity.counts.tolist() == [1, 1, 0]
    assert popularity.scores[2] == pytest.approx(3.5)


def test_nothing_rated_at_all_gives_no_nan():
    popularity = Popularity.from_aggregates(np.zeros(3, int), np.zeros(3))
    assert popularity.scores.tolist() == [0.0, 0.0, 0.0]
    assert popularity.scores_within(np.array([True, False, True])).tolist() == [0.0, 0.0, 0.0]


def test_within_a_quiet_genre_films_are_damped_by_its_own_fame():
    """Overall k = 1000 flattens the two small films; among themselves k = 20: the better one stands out."""
    popularity = Popularity.from_aggregates(np.array([1000, 20, 10]), np.array([3500.0, 60.0, 50.0]))
    within = popularity.scores_within(np.array([False, True, True]))
    assert within[0] == 0.0
    assert within[2] - within[1] > 10 * (popularity.scores[2] - popularity.scores[1])
