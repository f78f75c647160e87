from datetime import date, timedelta

import numpy as np
import pytest

from recommender.recent import place_recent, recent_row

YEARS = np.array([1990, 2020, 2019, 2020, 2020, 2018, 0], np.int16)
SCORES = np.array([9.0, 5.0, 4.0, 3.0, 2.0, 8.0, 9.0], np.float32)
EVERYTHING = np.ones(7, bool)
DAY = date(2026, 3, 1)


def test_the_three_best_of_the_last_two_years_take_turns():
    week = [recent_row(SCORES, EVERYTHING, YEARS, DAY + timedelta(days=day)) for day in range(6)]
    assert set(week) == {1, 2, 3}
    assert week[:3] == week[3:]


def test_the_same_day_gives_the_same_film():
    assert recent_row(SCORES, EVERYTHING, YEARS, DAY) == recent_row(SCORES, EVERYTHING, YEARS, DAY)


def test_without_recent_candidates_nothing_surfaces():
    assert recent_row(SCORES, YEARS < 2000, YEARS, DAY) is None
    assert recent_row(SCORES, EVERYTHING, np.zeros(7, np.int16), DAY) is None


@pytest.mark.parametrize("recent", [77, 14])
def test_the_tenth_place_goes_to_the_recent_film(recent):
    placed = place_recent(list(range(20)), recent)
    assert placed[:10] == [*range(9), recent]
    assert len(placed) == len(set(placed)) == 20


@pytest.mark.parametrize(
    ("rows", "recent"), [(list(range(9)), 77), (list(range(20)), 4), (list(range(20)), None)]
)
def test_a_short_list_and_one_that_has_it_already_stay(rows, recent):
    assert place_recent(rows, recent) == rows
