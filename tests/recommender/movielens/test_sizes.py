from __future__ import annotations

import pytest

from recommender.memory_budget import loading_mb
from recommender.movielens.sizes import SIZES, DataSetSize, assumed_counts, is_room_for, larger_that_fits

SMALL = SIZES[0]


def larger(
    memory_mb: int | None, n_ratings: int = SMALL.shape.n_ratings, name: str = SMALL.name
) -> str | None:
    found = larger_that_fits(memory_mb, n_ratings, name, n_factors=100)
    return found.name if found else None


def test_two_gigabytes_have_room_for_the_largest() -> None:
    assert larger(2_000) == "ml-32m"


def test_a_small_dyno_stays_with_what_it_has() -> None:
    assert larger(450) is None


def test_nothing_is_said_where_nobody_knows_the_memory() -> None:
    assert larger(None) is None


def test_films_of_today_are_not_given_up_for_more_ratings() -> None:
    assert is_room_for(next(each.shape for each in SIZES if each.name == "ml-10m"), 1_000, 100)
    assert larger(1_000) is None  # what fits there ends before the loaded one


def test_of_films_from_elsewhere_any_year_will_do() -> None:
    assert larger(1_000, name="our own") == "ml-10m"


def test_a_little_more_is_no_reason_to_change() -> None:
    assert larger(4_000, n_ratings=25_000_095, name="ml-25m") is None


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_whoever_has_more_memory_has_room_too(size: DataSetSize) -> None:
    rooms = [is_room_for(size.shape, memory, 100) for memory in (100, 200, 400, 800, 1_600, 3_200, 6_400)]
    assert rooms == sorted(rooms)
    assert rooms[-1]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_there_is_room_only_where_it_can_be_loaded(size: DataSetSize) -> None:
    assert not is_room_for(size.shape, loading_mb(size.shape.n_ratings) - 1, 100)


def test_nobody_rates_a_film_twice() -> None:
    counts = assumed_counts(SMALL.shape)

    assert counts.max() <= SMALL.shape.n_users
    assert 0.9 * SMALL.shape.n_ratings < counts.sum() <= SMALL.shape.n_ratings
