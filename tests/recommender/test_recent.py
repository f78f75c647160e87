from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from recommender.recent import place_recent, recent_films, recent_slot

DAY = date(2026, 3, 1)


def test_the_last_two_years_of_the_catalogue_are_recent_and_an_unknown_year_is_not():
    years = np.array([1990, 2020, 2019, 2018, 0], np.int16)
    assert recent_films(years).tolist() == [False, True, True, False, False]
    assert not recent_films(np.zeros(3, np.int16)).any()
    assert recent_films(np.zeros(0, np.int16)).tolist() == []


def test_three_films_take_turns_and_have_one_day_in_three():
    turns = [recent_slot(DAY + timedelta(days=day)) for day in range(18)]
    assert turns.count(None) == 12
    assert turns[:9] == turns[9:]
    assert {turn for turn in turns if turn is not None} == {0, 1, 2}


@pytest.mark.parametrize("row", [77, 14])
def test_the_tenth_place_goes_to_the_recent_film(row):
    placed = place_recent(list(range(20)), row)
    assert placed[:10] == [*range(9), row]
    assert len(placed) == len(set(placed)) == 20


@pytest.mark.parametrize(
    ("rows", "row"), [(list(range(9)), 77), (list(range(20)), 4), (list(range(20)), None)]
)
def test_a_short_list_and_one_that_has_it_already_stay(rows, row):
    assert place_recent(rows, row) == rows
