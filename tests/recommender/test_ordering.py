from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.ordering import best_rows, in_order, limit_cold_films, limit_franchises

scores = st.lists(st.integers(-3, 3), min_size=1, max_size=30)


@given(scores, st.data(), st.integers(0, 40))
def test_the_best_rows_are_those_of_a_full_sort_and_ties_go_to_the_lower_row(values, data, n):
    wanted = data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    found = best_rows(np.array(values, np.float32), np.array(wanted), n)
    ranked = sorted(
        (-value, row) for row, (value, keep) in enumerate(zip(values, wanted, strict=True)) if keep
    )
    assert found.tolist() == [row for _, row in ranked[:n]]


@given(scores, st.data(), st.integers(0, 40))
def test_in_two_goes_all_candidates_come_in_the_same_order(values, data, pool):
    wanted = np.array(data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values))))
    given_scores = np.array(values, np.float32)
    found = list(in_order(given_scores, wanted, pool))
    assert found == best_rows(given_scores, wanted, len(values)).tolist()


@given(st.lists(st.integers(0, 4), max_size=40), st.integers(0, 40))
def test_no_ten_neighbours_hold_three_of_one_franchise(franchises, n):
    rows = limit_franchises(range(len(franchises)), np.array(franchises, np.int32), n)
    assert len(rows) == len(set(rows)) <= n
    for start in range(len(rows)):
        ten = [franchises[row] for row in rows[start : start + 10]]
        assert all(ten.count(franchise) <= 2 for franchise in ten)


@given(st.lists(st.integers(0, 4), max_size=40))
def test_a_list_ends_early_only_when_nothing_left_fits(franchises):
    rows = limit_franchises(range(len(franchises)), np.array(franchises, np.int32), len(franchises))
    left = [franchise for row, franchise in enumerate(franchises) if row not in rows]
    ten = [franchises[row] for row in rows[-9:]]
    assert all(ten.count(franchise) == 2 for franchise in left)


def test_a_third_part_waits_for_its_turn():
    """Rows 0, 1, 2 are one franchise; row 2 comes back once row 0 is ten places behind."""
    franchises = np.array([7, 7, 7, *range(20, 40)], np.int32)
    assert limit_franchises(range(23), franchises, 12) == [0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 2, 11]


def test_without_crowding_the_order_stays():
    assert limit_franchises([5, 3, 9], np.arange(10, dtype=np.int32), 3) == [5, 3, 9]


@given(st.lists(st.booleans(), max_size=40))
def test_no_ten_neighbours_hold_two_cold_films_and_no_other_film_is_left_out(are_cold):
    is_cold = np.array(are_cold, dtype=bool)
    rows = limit_cold_films(range(len(are_cold)), is_cold)
    others = np.flatnonzero(~is_cold).tolist()
    bounded = rows[: rows.index(others[-1]) + 1] if others else []
    assert not is_cold[bounded[:7]].any()
    for start in range(len(bounded)):
        assert is_cold[bounded[start : start + 10]].sum() <= 1
    assert [row for row in rows if not is_cold[row]] == others
    assert sorted(rows) == list(range(len(are_cold)))
    cold = [row for row in rows if is_cold[row]]
    assert cold == sorted(set(cold))
