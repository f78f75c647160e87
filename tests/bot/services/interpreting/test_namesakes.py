"""Of films with one name the far better known one is meant; otherwise a person says which."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.models.live_model import ModelHolder
from bot.services.interpreting.interpreting import Interpreting
from bot.services.interpreting.meanings import ActOnFilm, ChooseFilm, OpenFilm, SaveStars
from bot.services.interpreting.namesakes import Namesakes
from bot.services.people_search import FoundPerson
from bot.services.title_search import FoundFilm
from bot.services.views import Film
from bot.understanding.english import ENGLISH
from bot.understanding.lexicons import lexicon_of
from recommender.facts.records import Facts
from tests.support.understood import understand

OLD, NEW, PART_TWO = (
    Film(number, title, year, (), None)
    for number, (title, year) in enumerate((("Dune", 1984), ("Dune", 2021), ("Dune: Part Two", 2024)))
)
FOUND = (FoundFilm(OLD, 0.98, True), FoundFilm(NEW, 0.94, True), FoundFilm(PART_TWO, 0.8, False))


class Holder:
    """Holds a model that knows votes for films, and as many ratings."""

    def __init__(self, votes: dict[int, int]) -> None:
        self.recommender = self.model = self.catalogue = self
        self.details = {number: Facts(imdb_votes=count) for number, count in votes.items()}
        self.popularity, self.counts = self, np.array([0, *(votes.get(each, 0) for each in range(8))])

    def current(self) -> Any:
        return self

    def item_rows_of(self, movie_ids: list[int]) -> NDArray[np.intp]:
        """Return the films' rows: one behind their ids."""
        return np.array(movie_ids, np.intp) + 1


class Titles:
    """Finds three films, of which the ratings speak for the oldest."""

    def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
        return FOUND[:n]

    def winner(self, found: tuple[FoundFilm, ...]) -> FoundFilm | None:
        return found[0]


class Nobody:
    """Knows no names."""

    def find(self, names: object, role: object = None) -> tuple[FoundPerson, ...]:
        return ()


def namesakes(votes: dict[int, int]) -> Namesakes:
    return Namesakes(cast(ModelHolder, Holder(votes)))


@pytest.mark.parametrize(
    ("votes", "meant"),
    [
        ({0: 1_000, 1: 9_000}, NEW),  # however few rated it at MovieLens yet
        ({0: 9_000, 1: 1_000}, OLD),
        ({0: 3_000, 1: 9_000}, None),
        ({0: 9_000}, OLD),  # nothing is known of the other: the ratings decide
        ({}, OLD),
        ({2: 90_000}, OLD),  # of another name
    ],
)
def test_votes_decide_between_films_of_one_name(votes: dict[int, int], meant: Film | None) -> None:
    decided = namesakes(votes).decide(FOUND, FOUND[0])
    assert (decided and decided.film) == meant


def test_a_year_decides_by_itself() -> None:
    of_the_year = (FoundFilm(NEW, 0.98, True), FoundFilm(OLD, 0.73, True))
    assert namesakes({0: 9_000, 1: 8_000}).decide(of_the_year, of_the_year[0]) == of_the_year[0]


def test_one_film_of_a_name_is_meant() -> None:
    assert namesakes({}).decide(FOUND[1:], FOUND[1]) == FOUND[1]
    assert namesakes({}).decide((), None) is None


def test_a_bare_name_of_two_well_known_films_asks_which() -> None:
    votes = namesakes({0: 200_000, 1: 900_000})
    meaning = Interpreting(Titles(), Nobody(), votes).interpret(understand("dune", ENGLISH))
    assert isinstance(meaning, ChooseFilm)
    assert meaning.films[:2] == (OLD, NEW)


def test_of_a_little_known_and_a_well_known_film_the_known_one_opens() -> None:
    votes = namesakes({0: 2_000, 1: 900_000})
    assert Interpreting(Titles(), Nobody(), votes).interpret(understand("dune", ENGLISH)) == OpenFilm(NEW)


BASTARDS, BASTERDS, MISSION, IMPOSSIBLE = (
    Film(number, title, 1990, (), None)
    for number, title in enumerate(
        ("Inglorious Bastards", "Inglourious Basterds", "The Mission", "Mission: Impossible"), start=3
    )
)


@pytest.mark.parametrize(
    ("one", "other", "score", "votes", "meant"),
    [
        (BASTARDS, BASTERDS, 0.88, {3: 7, 4: 88}, None),  # who types the one means the other far more often
        (BASTARDS, BASTERDS, 0.88, {4: 88}, None),
        (BASTARDS, BASTERDS, 0.88, {3: 70, 4: 88}, BASTARDS),
        (BASTERDS, BASTARDS, 0.88, {3: 7, 4: 88}, BASTERDS),
        (BASTARDS, BASTERDS, 0.63, {3: 7, 4: 88}, BASTARDS),  # of another year than was typed
        (MISSION, IMPOSSIBLE, 0.93, {5: 7, 6: 88}, MISSION),  # but a part of the other's title
    ],
)
def test_a_far_better_known_film_of_nearly_the_same_title_is_offered_too(
    one: Film, other: Film, score: float, votes: dict[int, int], meant: Film | None
) -> None:
    found = (FoundFilm(one, 0.96, True), FoundFilm(other, score, False))
    decided = namesakes(votes).decide(found, found[0])
    assert (decided and decided.film) == meant


def test_what_only_another_country_calls_so_takes_nothing_from_a_films_own_title() -> None:
    elsewhere = replace(NEW, called="Dune")
    found = (FoundFilm(OLD, 0.98, True), FoundFilm(elsewhere, 0.94, True))
    judge = namesakes({0: 1_000, 1: 90_000})
    assert judge.decide(found, found[0]) == found[0]
    assert judge.decide(found, None) is None


@pytest.mark.parametrize(
    ("name", "is_theirs"),
    [
        ("al pacino", True),
        ("with Al Pacino", True),
        ("pacino", True),
        ("Pacino's", True),
        ("by michael mann", True),
        ("mit Pacino", True),
        ("al", False),  # a first name says too little
        ("michael keaton", False),
        ("no al pacino", False),
        ("and no pacino", False),
        ("nor pacino", False),
        ("pacino de niro", True),
        ("with al pacino and robert de niro", True),
        ("de niro & pacino", True),
        ("with al pacino and diane keaton", False),
        ("pacino robert", False),  # a first name beside somebody else's last one
        ("the film", False),
        ("", False),
    ],
)
def test_a_film_is_known_by_who_made_it(name: str, is_theirs: bool) -> None:
    holder = Holder({})
    holder.details = {0: Facts(directors=("Michael Mann",), actors=("Al Pacino", "Robert De Niro"))}
    judge = Namesakes(cast(ModelHolder, holder))
    around = ENGLISH.beside_names
    assert judge.is_made_by(OLD, name, around) == is_theirs
    assert not judge.is_made_by(NEW, name, around)  # of which nothing is known


@pytest.mark.parametrize(
    ("code", "text"),
    [
        *(
            ("en", text)
            for text in (
                "dune pacino",
                "Dune with Al Pacino",
                "al pacino dune",
                "dune (michael mann)",
                "Pacino's Dune",
                "dune featuring al pacino",
                "dune where al pacino stars",
                "dune von michael mann",
                "dune directed by michael mann",
            )
        ),
        ("de", "dune vom regisseur michael mann"),
        ("de", "dune regie michael mann"),
        ("fr", "dune réalisé par michael mann"),
        ("es", "dune dirigido por michael mann"),
        ("it", "dune diretto da michael mann"),
        ("pt", "dune por michael mann"),
        ("tr", "yönetmen michael mann dune"),
        ("bs", "dune u režiji michael mann"),
    ],
)
def test_a_title_beside_a_name_is_the_film_of_that_title_that_they_made(code: str, text: str) -> None:
    assert two_dunes().interpret(understand(text, lexicon_of(code))) == OpenFilm(NEW)


@pytest.mark.parametrize(
    ("code", "text", "meaning"),
    [
        ("en", "watched dune with al pacino", ActOnFilm(NEW, "seen")),
        ("en", "add dune by michael mann to my watchlist", ActOnFilm(NEW, "keep")),
        ("en", "dune with al pacino 4 stars", SaveStars(NEW, 4.0)),
        ("fr", "le film dune de michael mann", OpenFilm(NEW)),
        ("es", "la película dune de al pacino", OpenFilm(NEW)),
    ],
)
def test_what_is_said_of_a_title_beside_a_name_is_done_with_that_film(
    code: str, text: str, meaning: object
) -> None:
    assert two_dunes().interpret(understand(text, lexicon_of(code))) == meaning


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "dune no al pacino"),
        ("en", "dune and no pacino"),
        ("en", "dune without al pacino"),
        ("de", "dune ohne al pacino"),
        ("es", "dune ni al pacino"),
        ("pt", "dune sem al pacino"),
        ("ru", "dune без al pacino"),
    ],
)
def test_a_film_is_not_named_by_whom_it_is_to_be_without(code: str, text: str) -> None:
    assert two_dunes().interpret(understand(text, lexicon_of(code))) != OpenFilm(NEW)


def two_dunes() -> Interpreting:
    """Return what interprets texts where there are two films called Dune, one of them by Michael Mann."""

    class TwoDunes(Titles):
        def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
            return FOUND[:2] if text.lower() == "dune" else ()

        def winner(self, found: tuple[FoundFilm, ...]) -> FoundFilm | None:
            return found[0] if found else None

    holder = Holder({})
    holder.details = {1: Facts(directors=("Michael Mann",), actors=("Al Pacino",))}
    return Interpreting(TwoDunes(), Nobody(), Namesakes(cast(ModelHolder, holder)))
