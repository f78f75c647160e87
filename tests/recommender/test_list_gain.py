from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.list_gain import LIST_LENGTH, discounts, list_gains, own_worths


def slow_gain(scores: list[float], moves: list[float], own: int) -> float:
    """Compute the gain by its definition, one list at a time."""
    others = [place for place in range(len(scores)) if place != own]
    after = {place: scores[place] + moves[place] for place in others}
    length = min(LIST_LENGTH, len(scores) - 1)
    today = [after[place] for place in others[:length]]
    best = sorted(after.values(), reverse=True)[:length]
    return sum((b - t) / np.log2(rank + 2) for rank, (b, t) in enumerate(zip(best, today, strict=True)))


small = st.integers(-8, 8).map(lambda eighths: eighths / 8)


@given(st.data(), st.integers(2, 25), st.integers(1, 6))
@settings(max_examples=100, deadline=None)
def test_gains_equal_a_slow_twin(data: st.DataObject, n: int, m: int) -> None:
    scores = sorted(data.draw(st.lists(small, min_size=n, max_size=n)), reverse=True)
    moves = data.draw(st.lists(st.lists(small, min_size=n, max_size=n), min_size=m, max_size=m))
    own = data.draw(st.lists(st.integers(0, n), min_size=m, max_size=m))
    found = list_gains(np.array(scores), np.array(moves), np.array(own))
    expected = [slow_gain(scores, move, place) for move, place in zip(moves, own, strict=True)]
    assert found == pytest.approx(expected, abs=1e-5)
    assert (found >= -1e-6).all()


def test_an_answer_that_swaps_the_first_two_gains_what_they_gain_by_hand() -> None:
    """0.6 and 0.5 become 0.6 and 0.9: 0.3 more in the first place, 0.3 less in the second."""
    moves = np.array([[0.0, 0.4, 0.0]])
    assert list_gains(np.array([0.6, 0.5, 0.1]), moves, np.array([3])) == pytest.approx(
        0.3 - 0.3 / np.log2(3), abs=1e-6
    )


def test_an_answer_that_lifts_all_alike_teaches_nothing() -> None:
    assert list_gains(np.linspace(1, 0, 30), np.full((1, 30), 0.3), np.array([30])) == pytest.approx(0.0)


@pytest.mark.parametrize("n", [0, 1])
def test_where_there_is_no_choice_of_films_there_is_no_gain(n: int) -> None:
    assert list_gains(np.zeros(n), np.ones((2, n)), np.array([0, 0])).tolist() == [0.0, 0.0]


def test_the_first_place_counts_fully_and_the_third_half() -> None:
    assert discounts(3)[[0, 2]] == pytest.approx([1.0, 0.5])


def test_a_film_adds_to_a_list_what_it_is_ahead_of_those_that_move_up() -> None:
    """Eleven films at 1.0, 0.9 … 0.0: without the ninth, places 9 and 10 hold 0.1 less each."""
    scores = np.linspace(1.0, 0.0, 11)
    expected = 0.1 / np.log2(10) + 0.1 / np.log2(11)
    assert own_worths(scores, np.array([8, 10, 11])) == pytest.approx([expected, 0.0, 0.0])


def test_the_only_film_there_is_has_no_successor_to_be_ahead_of() -> None:
    assert own_worths(np.array([0.7]), np.array([0, 1])).tolist() == [0.0, 0.0]
