from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.explaining import most_telling, strongest, strongest_of_each


def test_the_largest_shares_come_first_whatever_their_sign():
    assert strongest(np.array([0.2, -0.9, 0.5, 0.1]), 3) == [1, 2]


def test_nothing_is_explained_by_nothing():
    assert strongest(np.array([]), 3) == []
    assert strongest(np.zeros(4), 3) == []


@given(st.lists(st.integers(-500, 500).map(lambda share: share / 100), max_size=20), st.integers(0, 5))
def test_there_are_at_most_n_and_each_is_a_quarter_of_the_largest(shares, n):
    found = strongest(np.array(shares), n)
    assert len(found) <= n
    assert bool(found) == (n > 0 and any(shares))
    assert all(abs(shares[place]) >= max(map(abs, shares)) / 4 for place in found)


def slowly_strongest(shares: list[float], n: int) -> list[int]:
    """Return the same by the words of its docstring."""
    largest = max(map(abs, shares), default=0.0)
    matters = [place for place, share in enumerate(shares) if share and abs(share) >= largest / 4]
    return sorted(matters, key=lambda place: (-abs(shares[place]), place))[:n]


@given(
    st.integers(0, 6).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(-8, 8).map(float), min_size=width, max_size=width), min_size=1, max_size=5
        )
    ),
    st.integers(-1, 5),
)
def test_the_strongest_of_several_rows_are_those_of_each(rows: list[list[float]], n: int):
    expected = [slowly_strongest(row, max(n, 0)) for row in rows]
    assert strongest_of_each(np.array(rows), n) == expected
    assert [strongest(np.array(row), n) for row in rows] == expected


def test_what_is_stronger_than_usual_comes_first():
    shares, usual = np.array([0.9, 0.6, -0.5, 0.01]), np.array([0.9, 0.1, -0.1, 0.0])
    assert most_telling(shares, usual, 3) == [1, 2, 0]


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), max_size=20), st.integers(0, 25))
def test_what_tells_most_is_chosen_from_the_strongest(pairs: list[tuple[int, int]], n: int):
    shares = np.array([own for own, _ in pairs], dtype=float)
    usual = np.array([other for _, other in pairs], dtype=float)
    told = most_telling(shares, usual, n)
    assert set(told) <= set(strongest(shares, len(shares)))
    assert len(told) == min(n, len(strongest(shares, len(shares))))
