from datetime import date, timedelta

import numpy as np
import pytest

from recommender.recent import place_recent, recent_row

YEARS = np.array([1990, 2020, 2019, 2020, 2020, 2018, 0], np.int16)
PREDICTED = np.array([5.0, 4.5, 4.0, 3.5, 2.0, 5.0, 5.0], np.float32)
COUNTS = np.full(7, 50, np.int32)
EVERYTHING = np.ones(7, bool)
DAY = date(2026, 3, 1)


def recent(candidates=EVERYTHING, years=YEARS, counts=COUNTS, days_later=0):
    return recent_row(PREDICTED, candidates, years, counts, DAY + timedelta(days=days_later))


def test_the_three_best_of_the_last_two_years_take_turns():
    week = [recent(days_later=day) for day in range(6)]
    assert set(week) == {1, 2, 3}
    assert week[:3] == week[3:]


def test_a_film_that_hardly_anybody_rated_needs_more_predicted_stars():
    """Film 3, 50 ratings: 3.5 − √(3/54) = 3.26; film 2, none: 4.0 − √(3/4) = 3.13; film 4: 2.0 − 0.24."""
    counts = np.array([50, 50, 0, 50, 50, 50, 50], np.int32)
    turn = (DAY.toordinal() % 3, 3 - DAY.toordinal() % 3)
    best_first = [recent(counts=counts, days_later=(turn[1] + place) % 3) for place in range(3)]
    assert best_first == [1, 3, 2]


def test_the_same_day_gives_the_same_film():
    assert recent() == recent()


def test_without_recent_candidates_nothing_surfaces():
    assert recent(candidates=YEARS < 2000) is None
    assert recent(years=np.zeros(7, np.int16)) is None


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
