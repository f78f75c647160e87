"""Filters: stored in one form, each with a predicate, a sentence and words; unknown facts pass nothing."""

from __future__ import annotations

import json
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.catalogue import Catalogue, build_catalogue
from recommender.facts.records import Facts
from recommender.filtering import PREDICATES, Filters, allowed, undecided

A_FILTER_A_FIELD = {
    "genres": Filters(genres=frozenset({"Comedy", "Romance"})),
    "excluded_genres": Filters(excluded_genres=frozenset({"Horror"})),
    "first_year": Filters(first_year=1990),
    "last_year": Filters(last_year=1999),
    "min_minutes": Filters(min_minutes=100),
    "max_minutes": Filters(max_minutes=100),
    "languages": Filters(languages=frozenset({"French"})),
    "countries": Filters(countries=frozenset({"France"})),
    "min_stars": Filters(min_stars=4.0),
    "features_only": Filters(features_only=False),
    "excluded_languages": Filters(excluded_languages=frozenset({"English"})),
    "excluded_countries": Filters(excluded_countries=frozenset({"United States"})),
    "directors": Filters(directors=frozenset({"Jean-Pierre Jeunet"})),
    "actors": Filters(actors=frozenset({"Audrey Tautou", "Mathieu Kassovitz"})),
    "themes": Filters(themes=frozenset({"time travel"})),
    "any_genres": Filters(any_genres=frozenset({"Romance", "Horror"})),
    "excluded_directors": Filters(excluded_directors=frozenset({"Jean-Pierre Jeunet"})),
    "excluded_actors": Filters(excluded_actors=frozenset({"Leslie Nielsen"})),
    "excluded_films": Filters(excluded_films=frozenset({"Airplane! (1980)"})),
}
names = st.frozensets(st.sampled_from(["Comedy", "Drama", "French", "Italy"]))
years, minutes = st.none() | st.integers(1880, 2030), st.none() | st.integers(1, 600)
any_filters = st.builds(
    Filters,
    names,
    names,
    years,
    years,
    minutes,
    minutes,
    names,
    names,
    st.none() | st.just(3.5),
    st.booleans(),
    names,
    names,
    names,
    names,
    names,
    names,
    names,
    names,
    names,
)


def films() -> Catalogue:
    catalogue = build_catalogue(
        [
            (1, "Amélie", 2001, ["Comedy", "Romance"]),
            (2, "Airplane!", 1980, ["Comedy"]),
            (3, "Some Special", 2015, ["Comedy"]),
            (4, "Nobody Knows", None, ["Horror"]),
        ]
    )
    return catalogue.with_themes({"time travel": frozenset({2, 4, 77})}).with_details(
        {
            1: Facts(runtime_minutes=122, languages=("French",), countries=("France", "Germany")),
            2: Facts(runtime_minutes=88, languages=("English",), countries=("United States",)),
            3: Facts(film_type="series", runtime_minutes=60),
        }
    )


def passing(filters: Filters, catalogue: Catalogue | None = None) -> list[int]:
    catalogue = films() if catalogue is None else catalogue
    return catalogue.movie_ids[allowed(catalogue, filters)].tolist()


@given(any_filters)
def test_filters_survive_storage_and_have_one_form(filters: Filters) -> None:
    stored = json.loads(json.dumps(filters.to_json()))
    assert Filters.from_json(stored) == filters
    assert Filters.from_json(stored).to_json() == stored
    assert hash(Filters.from_json(stored)) == hash(filters)


def test_what_only_a_newer_program_stores_is_left_out() -> None:
    assert Filters.from_json({"first_year": 1990, "mood": "blue"}) == Filters(first_year=1990)
    assert Filters().to_json() == {}


def test_every_field_has_an_example_here_and_a_predicate() -> None:
    assert {field.name for field in fields(Filters)} == A_FILTER_A_FIELD.keys()
    assert A_FILTER_A_FIELD.keys() - {"min_stars"} == PREDICATES.keys()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), [1, 2, 4]),
        (Filters(features_only=False), [1, 2, 3, 4]),
        (Filters(genres=frozenset({"Comedy", "Romance"})), [1]),
        (Filters(excluded_genres=frozenset({"Romance", "Horror"})), [2]),
        (Filters(excluded_genres=frozenset({"War", "time travel"})), [1]),
        (Filters(any_genres=frozenset({"Romance", "Horror"})), [1, 4]),
        (Filters(any_genres=frozenset({"Romance", "time travel"})), [1, 2, 4]),
        (Filters(themes=frozenset({"time travel"})), [2, 4]),
        (Filters(themes=frozenset({"time travel", "chess"})), []),
        (Filters(genres=frozenset({"Comedy"}), any_genres=frozenset({"Romance", "Horror"})), [1]),
        (Filters(first_year=1981), [1]),
        (Filters(last_year=2001), [1, 2]),
        (Filters(first_year=2001, last_year=2001), [1]),
        (Filters(max_minutes=88), [2]),
        (Filters(min_minutes=89), [1]),
        (Filters(languages=frozenset({"French", "English"})), [1, 2]),
        (Filters(countries=frozenset({"Germany"})), [1]),
        (Filters(languages=frozenset({"Klingon"})), []),
        (Filters(excluded_languages=frozenset({"English"})), [1]),
        (Filters(excluded_countries=frozenset({"Germany"})), [2]),
    ],
)
def test_a_filter_lets_the_right_films_pass(filters: Filters, expected: list[int]) -> None:
    assert passing(filters) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), []),
        (Filters(max_minutes=88), [4]),
        (Filters(languages=frozenset({"French"})), [4]),
        (Filters(languages=frozenset({"French"}), features_only=False), [3, 4]),
        (Filters(genres=frozenset({"Comedy"}), max_minutes=88), []),
        (Filters(first_year=1990), [4]),
    ],
)
def test_films_of_which_too_little_is_known_are_counted(filters: Filters, expected: list[int]) -> None:
    catalogue = films()
    assert catalogue.movie_ids[undecided(catalogue, filters)].tolist() == expected


@given(st.lists(st.sampled_from([0, 1, 2, 3, 4, 5]), unique=True))
def test_facts_stay_with_their_films_when_these_are_laid_out_anew(movie_ids: list[int]) -> None:
    catalogue = films().reorder_to(sorted(movie_ids))
    assert passing(Filters(languages=frozenset({"French"})), catalogue) == [1] * (1 in movie_ids)
    assert passing(Filters(max_minutes=88), catalogue) == [2] * (2 in movie_ids)
    assert (~catalogue.is_feature).sum() == (3 in movie_ids)


def test_without_facts_every_film_is_a_feature_of_unknown_length() -> None:
    catalogue = build_catalogue([(1, "Heat", 1995, ["Crime"])])
    assert passing(Filters(), catalogue) == [1]
    assert passing(Filters(max_minutes=300), catalogue) == []
    assert np.array_equal(undecided(catalogue, Filters(countries=frozenset({"France"}))), [True])


@pytest.mark.parametrize(("name", "filters"), A_FILTER_A_FIELD.items())
def test_a_filter_can_be_taken_back_alone(name: str, filters: Filters) -> None:
    assert filters.without(name) == Filters()


def made_films() -> Catalogue:
    return films().with_details(
        {
            1: Facts(directors=("Jean-Pierre Jeunet",), actors=("Audrey Tautou", "Mathieu Kassovitz")),
            2: Facts(directors=("Jim Abrahams", "David Zucker"), actors=("Robert Hays",)),
            99: Facts(directors=("Jim Abrahams",)),
        }
    )


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(directors=frozenset({"David Zucker"})), [2]),
        (Filters(directors=frozenset({"David Zucker", "Jean-Pierre Jeunet"})), [1, 2]),
        (Filters(actors=frozenset({"Audrey Tautou", "Mathieu Kassovitz"})), [1]),
        (Filters(actors=frozenset({"Audrey Tautou", "Robert Hays"})), []),
        (Filters(directors=frozenset({"Nobody"})), []),
    ],
)
def test_of_directors_any_and_of_actors_all_must_fit(filters: Filters, expected: list[int]) -> None:
    assert passing(filters, made_films()) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(excluded_directors=frozenset({"David Zucker"})), [1, 3, 4]),
        (Filters(excluded_actors=frozenset({"David Zucker"})), [1, 2, 3, 4]),
        (Filters(excluded_actors=frozenset({"Audrey Tautou", "Robert Hays"})), [3, 4]),
        (Filters(excluded_directors=frozenset({"Nobody"})), [1, 2, 3, 4]),
    ],
)
def test_whoever_is_left_out_is_in_no_film_as_far_as_is_known(filters: Filters, expected: list[int]) -> None:
    assert passing(filters, made_films()) == expected
    assert not undecided(made_films(), filters).any()


@pytest.mark.parametrize(
    ("called", "expected"),
    [
        (["Airplane! (1980)"], [1, 3, 4]),
        (["Nobody Knows", "Some Special (2015)", "Amélie (2001)"], [2]),
        (["Airplane! (1981)", "Airplane!", "airplane! (1980)", "Nobody Knows (2004)", ""], [1, 2, 3, 4]),
    ],
)
def test_a_film_that_is_left_out_is_told_by_its_title_and_its_year(
    called: list[str], expected: list[int]
) -> None:
    filters = Filters(excluded_films=frozenset(called), features_only=False)
    assert passing(filters) == expected
    assert not undecided(films(), filters).any()


def test_films_whose_makers_are_not_known_are_counted() -> None:
    wanted = Filters(directors=frozenset({"David Zucker"}), features_only=False)
    assert made_films().movie_ids[undecided(made_films(), wanted)].tolist() == [3, 4]
