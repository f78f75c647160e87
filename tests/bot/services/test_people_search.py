"""Directors and actors are found among the facts of the films of the live model."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from bot.models.live_model import ModelHolder
from bot.services.people_search import PeopleSearch, as_known
from bot.services.views import NO_FILTERS
from bot.understanding.requests import Role
from recommender.catalogue import Catalogue, build_catalogue
from recommender.facts.records import Facts

DETAILS = {
    1: Facts(directors=("Clint Eastwood",), actors=("Clint Eastwood", "Gene Hackman"), imdb_votes=9),
    2: Facts(directors=("Clint Eastwood",), actors=("Sean Penn",), imdb_votes=8),
    3: Facts(directors=("Sergio Leone",), actors=("Clint Eastwood",), imdb_votes=7),
    4: Facts(directors=("Don Siegel",), actors=("Clint Eastwood",), imdb_votes=6),
    5: Facts(directors=("Sion Sono",), actors=("Asuka Kurosawa",), imdb_votes=5),
}


def catalogue() -> Catalogue:
    films = build_catalogue([(number, f"Film {number}", 1990, ["Drama"]) for number in DETAILS])
    return films.with_details(DETAILS)


class Models:
    """Holds a catalogue that a test may exchange."""

    def __init__(self) -> None:
        self.catalogue = catalogue()

    def current(self) -> object:
        return SimpleNamespace(recommender=SimpleNamespace(model=SimpleNamespace(catalogue=self.catalogue)))


@pytest.fixture
def models() -> Models:
    return Models()


@pytest.fixture
def people(models: Models) -> PeopleSearch:
    return PeopleSearch(cast(ModelHolder, models))


@pytest.mark.parametrize(
    ("name", "asked", "role", "film_count"),
    [
        ("Clint Eastwood", None, "actor", 3),
        ("Clint Eastwood", "director", "director", 2),
        ("eastwood", None, "director", 2),
        ("eastwood", "actor", "actor", 3),
        ("gene hackman", "director", "actor", 1),
    ],
)
def test_somebody_is_meant_for_what_they_are_known_for(
    people: PeopleSearch, name: str, asked: Role | None, role: Role, film_count: int
) -> None:
    (found,) = people.find([name], asked)
    assert (found.role, found.film_count) == (role, film_count)


def test_films_by_a_last_name_are_those_of_no_actress(people: PeopleSearch) -> None:
    assert people.find(["Kurosawa"], "director") == ()
    assert people.find(["Kurosawa"]) == ()  # of one film a last name alone is too little
    assert len(people.find(["Asuka Kurosawa"])) == 1


def test_nobody_is_meant_when_one_of_several_is_unknown(people: PeopleSearch) -> None:
    assert len(people.find(["Eastwood", "Sean Penn"])) == 2
    assert people.find(["Eastwood", "Nobody Known"]) == ()


def test_filters_are_narrowed_to_their_films(people: PeopleSearch) -> None:
    filters = NO_FILTERS
    for person in people.find(["eastwood", "Sean Penn"]):
        filters = person.narrow(filters)
    assert (filters.directors, filters.actors) == ({"Clint Eastwood"}, {"Sean Penn"})


def test_facts_that_came_in_are_searched_too(models: Models, people: PeopleSearch) -> None:
    assert people.find(["Nora Fingscheidt"]) == ()
    models.catalogue = replace(
        models.catalogue, details={**DETAILS, 5: Facts(directors=("Nora Fingscheidt",))}
    )
    assert len(people.find(["Nora Fingscheidt"])) == 1


def test_whoever_is_left_out_is_neither_director_nor_actor(people: PeopleSearch) -> None:
    [found] = people.find(["clint eastwood"])
    nowhere, not_by = (replace(found, wanted=each).narrow(NO_FILTERS) for each in ("nowhere", "no_director"))
    assert (nowhere.excluded_directors, nowhere.excluded_actors) == ({"Clint Eastwood"}, {"Clint Eastwood"})
    assert (not_by.excluded_directors, not_by.excluded_actors) == ({"Clint Eastwood"}, frozenset())
    assert nowhere.actors == nowhere.directors == frozenset()


@pytest.mark.parametrize(
    ("longer", "known"),
    [
        ((("Clint Eastwood",),), "Clint Eastwood"),
        ((("with Eastwood", "Eastwood so"),), "Eastwood"),
        ((("Klint Eastwood",),), "Eastwood"),  # nobody is called exactly so
        ((), "Eastwood"),
    ],
)
def test_a_small_word_belongs_to_a_name_where_somebody_is_called_so(
    people: PeopleSearch, longer: tuple[tuple[str, ...], ...], known: str
) -> None:
    assert as_known(people, ["Eastwood"], longer) == (known,)
