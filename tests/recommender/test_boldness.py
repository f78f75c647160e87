import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.boldness import lean

COUNTS = np.array([1000, 100, 10, 1], np.int32)
SCORES = np.array([3.0, 2.9, 2.8, 2.7], np.float32)
EVERYTHING = np.ones(4, bool)


def test_neither_safer_nor_bolder_changes_nothing():
    assert lean(SCORES, EVERYTHING, COUNTS, 0.0) is SCORES


def test_bolder_lifts_what_few_know_and_safer_what_many_know():
    gaps = [np.diff(lean(SCORES, EVERYTHING, COUNTS, boldness)) for boldness in (-1.0, 0.0, 1.0)]
    assert (gaps[0] < gaps[1]).all()
    assert (gaps[1] < gaps[2]).all()


def test_the_unit_of_the_scores_does_not_matter():
    once, thousandfold = lean(SCORES, EVERYTHING, COUNTS, 0.5), lean(SCORES * 1000, EVERYTHING, COUNTS, 0.5)
    np.testing.assert_allclose(once * 1000, thousandfold, rtol=1e-5)


@pytest.mark.parametrize("counts", [[5, 5, 5, 5], [0, 0, 0, 0]])
def test_where_all_are_equally_known_there_is_nothing_to_lean_on(counts):
    np.testing.assert_array_equal(lean(SCORES, EVERYTHING, np.array(counts, np.int32), 1.0), SCORES)


def test_one_candidate_alone_stays_where_it_is():
    np.testing.assert_array_equal(lean(SCORES, np.array([True, False, False, False]), COUNTS, 1.0), SCORES)


@given(st.floats(-10, 10))
def test_more_than_fully_bold_is_fully_bold(boldness):
    bounded = float(np.clip(boldness, -1, 1))
    np.testing.assert_array_equal(
        lean(SCORES, EVERYTHING, COUNTS, boldness), lean(SCORES, EVERYTHING, COUNTS, bounded)
    )
