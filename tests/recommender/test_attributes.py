from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.attributes import YEARS_BETWEEN_NAMESAKES, find_attributes, shared_director
from recommender.catalogue import Catalogue, build_catalogue
from recommender.facts.records import Facts


def films(catalogue: Catalogue) -> dict[tuple[str, str], list[tuple[int, ...]]]:
    found: dict[tuple[str, str], list[tuple[int, ...]]] = {}
    for each in find_attributes(catalogue):
        found.setdefault((each.attribute_type, each.name), []).append(tuple(each.rows.tolist()))
    return found


def test_without_details_an_attribute_is_a_genre_or_a_decade_with_its_films() -> None:
    catalogue = build_catalogue(
        [
            (1, "Alien", 1979, ["Horror", "Sci-Fi"]),
            (2, "Aliens", 1986, ["Action", "Sci-Fi"]),
            (3, "Top Gun", 1986, ["Action"]),
            (4, "Nobody knows when", None, ["Horror"]),
            (5, "Neither", None, ["(no genres listed)"]),
        ]
    )
    assert films(catalogue) == {
        ("genre", "Action"): [(1, 2)],
        ("genre", "Horror"): [(0, 3)],
        ("genre", "Sci-Fi"): [(0, 1)],
        ("decade", "1970s"): [(0,)],
        ("decade", "1980s"): [(1, 2)],
    }
    assert all(attribute.rows.dtype == np.int64 for attribute in find_attributes(catalogue))


def test_a_catalogue_that_says_nothing_has_no_attributes() -> None:
    assert find_attributes(build_catalogue([(1, "", None, [])])) == []
    assert find_attributes(build_catalogue([])) == []


def test_details_tell_of_makers_languages_countries_keywords_and_length() -> None:
    catalogue = build_catalogue([(1, "Ran", 1985, []), (2, "Rashomon", 1950, [])]).with_details(
        {
            1: Facts(
                directors=("Akira Kurosawa",), languages=("Japanese", "English"), runtime_minutes=162,
                actors=("A", "B", "C", "D"), countries=("Japan", "France"), keywords=("war",),
            ),
            2: Facts(directors=("Akira Kurosawa",), languages=("Japanese",), runtime_minutes=88),
            99: Facts(directors=("Nobody here",)),
        }
    )  # fmt: skip
    found = films(catalogue)
    assert found["director", "Akira Kurosawa"] == [(0, 1)]
    assert found["language", "Japanese"] == [(0, 1)]
    assert found["country", "France"] == found["keyword", "war"] == found["length", "long"] == [(0,)]
    assert ("language", "English") not in found
    assert ("actor", "D") not in found
    assert ("director", "Nobody here") not in found


def test_one_name_with_a_long_time_between_its_films_is_two_people() -> None:
    years = [1920, 1925, 1950, None, 2010]
    catalogue = build_catalogue((row, "x", year, []) for row, year in enumerate(years)).with_details(
        {row: Facts(directors=("John Smith",)) for row in range(5)}
    )
    assert sorted(films(catalogue)["director", "John Smith"]) == [(0, 1, 2, 3), (4,)]


@given(st.lists(st.none() | st.integers(1900, 2030), min_size=1, max_size=12))
def test_namesakes_part_the_films_of_a_name_and_lose_none(years: list[int | None]) -> None:
    catalogue = build_catalogue((row, "x", year, []) for row, year in enumerate(years)).with_details(
        {row: Facts(actors=("A",)) for row in range(len(years))}
    )
    people = films(catalogue)["actor", "A"]
    assert sorted(row for person in people for row in person) == list(range(len(years)))
    for person in people:
        known = sorted(years[row] or 0 for row in person if years[row])
        assert all(gap <= YEARS_BETWEEN_NAMESAKES for gap in np.diff(known))


def test_only_attributes_of_the_types_asked_for_are_found() -> None:
    catalogue = build_catalogue([(1, "Ran", 1985, ["Drama"])]).with_details(
        {1: Facts(directors=("A",), actors=("B",), languages=("Japanese",))}
    )
    found = find_attributes(catalogue, ("genre", "director"))
    assert [(each.attribute_type, each.name) for each in found] == [("genre", "Drama"), ("director", "A")]


def test_two_films_share_a_director_unless_these_are_namesakes() -> None:
    years = {1: 1950, 2: 1985, 3: 2021, 4: 0}
    catalogue = build_catalogue((movie_id, "x", year, []) for movie_id, year in years.items()).with_details(
        {
            1: Facts(directors=("A", "B")),
            2: Facts(directors=("C", "B", "A")),
            3: Facts(directors=("A",)),
            4: Facts(directors=("A",)),
        }
    )
    assert shared_director(catalogue, 1, 2) == "A"
    assert shared_director(catalogue, 2, 1) == "B"
    assert shared_director(catalogue, 1, 3) is None  # of A nothing is known from 1985 to 2021
    assert shared_director(catalogue, 1, 4) == "A"  # of an unknown year
    assert shared_director(catalogue, 1, 99) is None


def test_whoever_made_films_all_along_shares_the_first_with_the_last() -> None:
    years = [1973, 1990, 2023, 1930]
    catalogue = build_catalogue((row, "x", year, []) for row, year in enumerate(years)).with_details(
        {row: Facts(directors=("Martin Scorsese",)) for row in range(4)}
    )
    assert shared_director(catalogue, 0, 2) == shared_director(catalogue, 2, 0) == "Martin Scorsese"
    assert shared_director(catalogue, 3, 2) is None
    assert len(films(catalogue)["director", "Martin Scorsese"]) == 2  # as attributes have it
