from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.confidence import confidence_label, stars_deviation


def test_the_deviation_by_hand():
    """0.6 × 0.5 + 2.7 / (26 + 4) = 0.39 stars², its root 0.6245."""
    assert stars_deviation(0.5, 26) == pytest.approx(0.6245, abs=5e-5)


@given(st.floats(0, 1), st.integers(0, 10_000))
def test_more_ratings_of_the_film_and_less_doubt_about_the_person_make_it_surer(share, count):
    assert stars_deviation(share, count + 1) < stars_deviation(share, count)
    assert stars_deviation(share + 0.1, count) > stars_deviation(share, count)


def test_there_is_a_word_for_every_deviation():
    assert [confidence_label(deviation) for deviation in (0.1, 0.62, 0.63, 0.71, 0.72, 2.0)] == [
        "sure", "sure", "fair", "fair", "unsure", "unsure",
    ]  # fmt: skip
