from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.explaining import strongest


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
