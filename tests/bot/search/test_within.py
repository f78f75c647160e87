"""Words looked for in a list of somebody's own: which films they mean there."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.titles import IndexedTitle
from bot.search.within import find_within

TITLES = (
    ("Rain Man", 1988),
    ("Man on the Moon", 1999),
    ("Spider-Man", 2002),
    ("Batman Begins", 2005),
    ("Manhattan", 1979),
    ("Heat", 1995),
    ("Wheat Field", 1971),
    ("Heathers", 1989),
    ("Matrix, The", 1999),
    ("Matrix Reloaded, The", 2003),
    ("Amelie (Fabuleux destin d'Amélie Poulain, Le)", 2001),
    ("Seven (a.k.a. Se7en)", 1995),
    ("Star Wars: Episode V - The Empire Strikes Back", 1980),
    ("Lord of the Rings: The Two Towers, The", 2002),
    ("2001: A Space Odyssey", 1968),
    ("Godfather: Part II, The", 1974),
    ("Schindler's List", 1993),
    ("WALL·E", 2008),
    ("Malcolm X", 1992),
    ("Her", 2013),
    ("Fast & Furious", 2009),
    ("E.T. the Extra-Terrestrial", 1982),
    ("8 1/2 (8½)", 1963),
    ("Брат", 1997),
    ("Terminator, The", 1984),
)
FILMS = [IndexedTitle(number, title, year) for number, (title, year) in enumerate(TITLES, 1)]


def found(text: str) -> list[str]:
    ids = find_within(text, FILMS)
    return [film.title for film in FILMS if film.movie_id in ids]


def test_words_are_found_whole_as_beginnings_and_inside_other_words() -> None:
    assert found("man") == ["Rain Man", "Man on the Moon", "Spider-Man", "Batman Begins", "Manhattan"]


def test_who_types_a_whole_title_means_it_and_what_begins_with_it() -> None:
    assert found("heat") == ["Heat", "Heathers"]
    assert found("her") == ["Her"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("AMÉLIE", "Amelie (Fabuleux destin d'Amélie Poulain, Le)"),
        (unicodedata.normalize("NFD", "amélie poulain"), "Amelie (Fabuleux destin d'Amélie Poulain, Le)"),
        ("le fabuleux destin", "Amelie (Fabuleux destin d'Amélie Poulain, Le)"),
        ("se7en", "Seven (a.k.a. Se7en)"),
        ("the rain man", "Rain Man"),
        ("spider man", "Spider-Man"),
        ("spiderman", "Spider-Man"),
        ("starwars", "Star Wars: Episode V - The Empire Strikes Back"),
        ("empire stri", "Star Wars: Episode V - The Empire Strikes Back"),
        ("wall-e", "WALL·E"),
        ("wall e", "WALL·E"),
        ("godfather 2", "Godfather: Part II, The"),
        ("the godfather part ii", "Godfather: Part II, The"),
        ("malcolm x", "Malcolm X"),
        ("fast and furious", "Fast & Furious"),
        ("et", "E.T. the Extra-Terrestrial"),
        ("terrestrial", "E.T. the Extra-Terrestrial"),
        ("8½", "8 1/2 (8½)"),
        ("schindler’s", "Schindler's List"),
        ("heat 1995", "Heat"),
        ("2001", "2001: A Space Odyssey"),
        ("брат", "Брат"),
        ("t1", "Terminator, The"),
        ("lotr", "Lord of the Rings: The Two Towers, The"),
    ],
)
def test_a_film_is_found_by_what_people_type(text: str, title: str) -> None:
    assert title in found(text)
    assert len(found(text)) <= 2


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("matirx", ["Matrix, The", "Matrix Reloaded, The"]),
        ("matirx reloadde", ["Matrix Reloaded, The"]),
        ("schindlr", ["Schindler's List"]),
        ("amleie", ["Amelie (Fabuleux destin d'Amélie Poulain, Le)"]),
        ("haet", ["Heat", "Heathers"]),
        ("terminatro", ["Terminator, The"]),
        ("spidermna", ["Spider-Man"]),
    ],
)
def test_typing_errors_and_abbreviations_count_where_nothing_else_fits(text: str, titles: list[str]) -> None:
    assert found(text) == titles


def test_all_words_must_fit_and_a_year_is_the_films_own() -> None:
    assert found("1995") == ["Heat", "Seven (a.k.a. Se7en)"]
    assert found("matrix 2003") == ["Matrix Reloaded, The"]
    assert found("matrix 1971") == []
    assert found("rain matrix") == []


@pytest.mark.parametrize("text", ["", "  ", "!!!", "zzzzzz", "<qx>", "🎬", "qx", "two hundred"])
def test_nothing_is_found_by_what_no_title_has(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=300))
def test_no_text_is_too_strange_to_be_looked_for(text: str) -> None:
    assert find_within(text, FILMS) <= {film.movie_id for film in FILMS}


@given(st.sampled_from(FILMS), st.data())
def test_every_word_of_a_title_and_its_beginning_finds_the_film(
    film: IndexedTitle, data: st.DataObject
) -> None:
    words = [word for word in film.title.replace("(", " ").replace(")", " ").split() if word.isalpha()]
    if words:
        word = data.draw(st.sampled_from(words))
        assert film.movie_id in find_within(word, FILMS)
        assert film.movie_id in find_within(word.upper(), FILMS)


def test_a_list_is_searched_by_titles_of_other_countries_too() -> None:
    godfather = IndexedTitle(1, "Godfather, The", 1972, local_titles=("El padrino", "Крёстный отец"))
    for text in ("padrino", "крёстный", "padrno", "godfather"):
        assert find_within(text, [godfather, IndexedTitle(2, "Heat", 1995)]) == {1}
