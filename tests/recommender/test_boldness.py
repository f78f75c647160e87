from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.boldness import adjust_for_popularity, set_half_aside

COUNTS = np.array([1000, 100, 10, 1], np.int32)
SCORES = np.array([3.0, 2.9, 2.8, 2.7], np.float32)
EVERYTHING = np.ones(4, bool)


def leaning(boldness, scores=SCORES, counts=COUNTS, candidates=EVERYTHING, n=4):
    return adjust_for_popularity(scores, candidates, np.array(counts, np.int32), boldness, n)[0]


def test_neither_safer_nor_bolder_changes_nothing():
    scores, among = adjust_for_popularity(SCORES, EVERYTHING, COUNTS, 0.0, 4)
    assert scores is SCORES
    assert among is EVERYTHING


def test_bolder_lifts_what_few_know_and_safer_what_many_know():
    safer, plain, bolder = (np.diff(leaning(boldness)) for boldness in (-1.0, 0.0, 1.0))
    assert (safer < plain).all()
    assert (plain < bolder).all()
    assert leaning(-1.0).argmax() == 0 < leaning(1.0).argmax()


def test_the_unit_of_the_scores_does_not_matter():
    np.testing.assert_allclose(leaning(0.5) * 1000, leaning(0.5, scores=SCORES * 1000), rtol=1e-5)


@pytest.mark.parametrize("counts", [[5, 5, 5, 5], [0, 0, 0, 0]])
def test_where_all_are_equally_known_there_is_nothing_to_lean_on(counts):
    np.testing.assert_array_equal(leaning(1.0, counts=counts), SCORES)


def test_one_candidate_alone_stays_where_it_is():
    np.testing.assert_array_equal(leaning(1.0, candidates=np.array([True, False, False, False])), SCORES)


def test_nothing_from_far_down_the_list_can_surface():
    scores = np.linspace(5, 1, 1000).astype(np.float32)
    counts = np.arange(1000, 0, -1).astype(np.int32)
    among = adjust_for_popularity(scores, np.ones(1000, bool), counts, 1.0, 30)[1]
    assert np.flatnonzero(among).tolist() == list(range(90))


@given(st.floats(-10, 10))
def test_more_than_fully_bold_is_fully_bold(boldness):
    np.testing.assert_array_equal(leaning(boldness), leaning(float(np.clip(boldness, -1, 1))))


def test_of_films_that_few_know_bolder_prefers_those_that_get_more_stars():
    stars = np.array([4.0, 4.0, 2.0, 4.0])
    equally_known = np.array([10, 10, 10, 10], np.int32)
    bolder, safer = (
        adjust_for_popularity(
            SCORES, EVERYTHING, equally_known, boldness, 4, predict_stars=stars.__getitem__
        )[0]
        for boldness in (1.0, -1.0)
    )
    assert bolder.argmin() == 2
    np.testing.assert_array_equal(safer, SCORES)


@given(st.permutations(range(12)), st.sets(st.integers(0, 15), max_size=8), st.integers(-1, 9))
def test_what_is_set_aside_are_the_last_of_the_balanced_list(order, balanced, kept):
    left, aside = set_half_aside(np.array(order), sorted(balanced), kept)
    ours = [row for row in order if row in balanced]
    assert aside.tolist() == ours[max(kept, 0) :]
    assert left.tolist() == [row for row in order if row not in aside]
