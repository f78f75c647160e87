import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.confidence import in_a_word, stars_deviation


def test_the_deviation_by_hand():
    """0.18 × 1 + 3 / (26 + 4) = 0.28 stars², its root 0.529."""
    assert stars_deviation(1.0, 26) == pytest.approx(0.529, abs=5e-4)


@given(st.floats(0, 5), st.integers(0, 10_000))
def test_more_ratings_of_the_film_and_less_doubt_about_the_person_make_it_surer(uncertainty, count):
    assert stars_deviation(uncertainty, count + 1) < stars_deviation(uncertainty, count)
    assert stars_deviation(uncertainty + 0.1, count) > stars_deviation(uncertainty, count)


def test_there_is_a_word_for_every_deviation():
    assert [in_a_word(deviation) for deviation in (0.1, 0.49, 0.5, 0.64, 0.65, 2.0)] == [
        "sure", "sure", "fair", "fair", "unsure", "unsure",
    ]  # fmt: skip
