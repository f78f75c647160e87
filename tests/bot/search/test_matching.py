from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.matching import Ambiguous, Matched, Unmatched, match_title
from bot.search.title_index import TitleIndex
from bot.search.titles import IndexedTitle
from tests.bot.search import films
from tests.bot.search.films import FILMS, INDEX


@pytest.mark.parametrize(
    ("title", "year", "movie_id"),
    [
        ("Se7en", 1995, films.SEVEN),
        ("Amélie", 2001, films.AMELIE),
        ("The Godfather Part II", 1974, films.GODFATHER_2),
        ("WALL·E", 2008, films.WALL_E),
        ("8½", 1963, films.EIGHT_AND_A_HALF),
        ("Heat", 1995, films.HEAT),
        ("The Heat", 2013, films.THE_HEAT),
        ("Dune", 2021, films.DUNE_2021),
        ("Dune", 2020, films.DUNE_2021),
        ("The Empire Strikes Back", 1980, films.EMPIRE),
        ("Cidade de Deus", 2003, films.CITY_OF_GOD),
        ("Eternal Sunshine of a Spotless Mind", 2004, films.ETERNAL),
        ("Spider Man", 2002, films.SPIDER_MAN),
        ("Matrix, The", None, films.MATRIX),
    ],
)
def test_a_title_of_an_export_is_matched(title: str, year: int | None, movie_id: int) -> None:
    assert match_title(INDEX, title, year) == Matched(movie_id)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Heat", 1986),  # another film of that name
        ("Meat", 1995),  # a letter away, and short
        ("Rocky IV", 1982),  # the same but for its number
        ("Chicken Fun Run", 2000),
        ("Eternal Sunshine of the Spotless Mind", 1990),
        ("Solaris", 1972),
        ("Eternl Sunshine of the Spotless Mind", None),  # an error, and no year to be sure by
        ("", 1999),
        ("😀", 1999),
    ],
)
def test_no_film_rather_than_a_wrong_one(title: str, year: int | None) -> None:
    assert match_title(INDEX, title, year) == Unmatched()


def test_without_a_year_films_of_one_name_are_a_choice() -> None:
    assert match_title(INDEX, "Dune", None) == Ambiguous((films.DUNE_2021, films.DUNE_1984))


def test_two_films_of_one_name_and_year_are_a_choice() -> None:
    index = TitleIndex.build([IndexedTitle(1, "Emma", 1996, 5), IndexedTitle(2, "Emma", 1996, 9)])
    assert match_title(index, "Emma", 1996) == Ambiguous((2, 1))


def test_a_whole_title_of_the_next_year_goes_before_the_beginning_of_another() -> None:
    index = TitleIndex.build(
        [IndexedTitle(1, "The Purge", 2013), IndexedTitle(2, "The Purge: Anarchy", 2014)]
    )
    assert match_title(index, "The Purge", 2014) == Matched(1)


def test_a_film_without_a_year_is_matched_by_its_title() -> None:
    index = TitleIndex.build([IndexedTitle(1, "Babylon Five", None)])
    assert match_title(index, "Babylon 5", 1994) == Matched(1)


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.title)
def test_every_film_matches_itself(film: IndexedTitle) -> None:
    assert match_title(INDEX, film.title, film.year) == Matched(film.movie_id)


@given(st.text(max_size=60), st.none() | st.integers(-10, 10_000))
def test_any_row_is_matched_or_not(title: str, year: int | None) -> None:
    assert isinstance(match_title(INDEX, title, year), Matched | Ambiguous | Unmatched)


ELSEWHERE = TitleIndex.build(
    [
        IndexedTitle(1, "The Godfather", 1972, 900, ("El padrino",)),
        IndexedTitle(2, "Taken", 2008, 500, ("Venganza inesperada", "Venganza")),
        IndexedTitle(3, "Venganza", 2009, 5),
        IndexedTitle(4, "Revenge", 2008, 5, ("Venganza",)),
    ]
)


@pytest.mark.parametrize(
    ("title", "year", "wanted"),
    [
        ("El padrino", 1972, Matched(1)),
        ("El padrino", None, Matched(1)),
        ("El padrino", 1990, Unmatched()),
        ("Venganza inesperda", 2008, Unmatched()),  # a title elsewhere with an error in it
        ("Venganza", 2009, Matched(3)),
        ("Venganza", 2008, Ambiguous((2, 3, 4))),  # a film's own title, but a year off
        ("Venganza", 2007, Ambiguous((2, 4))),
    ],
)
def test_titles_of_other_countries_are_matched_as_they_stand_and_after_films_own(
    title: str, year: int | None, wanted: Matched | Ambiguous | Unmatched
) -> None:
    assert match_title(ELSEWHERE, title, year) == wanted
