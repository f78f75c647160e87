from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.keeping import MAX_UNLEARNED_SHARE, sizes_due


def test_after_small_changes_one_support_size_after_the_other_has_its_turn() -> None:
    unlearned = np.zeros(5, dtype=np.int64)
    turns = []
    for _ in range(10):
        unlearned += 5_000
        due = sizes_due(unlearned, 32_000_000)
        unlearned[due] = 0
        turns.append(np.flatnonzero(due).tolist())
    assert turns == [[0], [1], [2], [3], [4]] * 2


def test_after_a_large_change_all_are_due_and_without_any_none_is() -> None:
    assert sizes_due(np.full(5, 40_000), 32_000_000).all()
    assert not sizes_due(np.zeros(5, dtype=np.int64), 32_000_000).any()


@given(st.lists(st.integers(0, 20_000), min_size=1, max_size=60))
def test_nothing_waits_for_more_than_five_nights_or_for_much(changes: list[int]) -> None:
    unlearned, nights = np.zeros(5, dtype=np.int64), np.zeros(5, dtype=np.int64)
    for change in changes:
        unlearned += change
        due = sizes_due(unlearned, 10_000_000)
        nights += change > 0
        unlearned[due], nights[due] = 0, 0
        assert nights.max() < 5
        assert unlearned.max() <= MAX_UNLEARNED_SHARE * 10_000_000
