"""Titles in the lengths that there is room for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.presentation.film_titles import (
    LABEL_LENGTH,
    LINE_LENGTH,
    choice_label,
    choice_labels,
    short,
    with_year,
)
from bot.presentation.markup import units
from bot.services.views import Film

PARTS = {
    "Lord of the Rings: The Fellowship of the Ring, The": 2001,
    "Lord of the Rings: The Two Towers, The": 2002,
    "Lord of the Rings: The Return of the King, The": 2003,
}


SERIES = {
    "Harry Potter and the Sorcerer's Stone (a.k.a. Harry Potter and the Philosopher's Stone)": (
        "Harry Potter…Sorcerer's Stone (2001)"
    ),
    "Harry Potter and the Chamber of Secrets": "Harry…Chamber of Secrets (2002)",
    "Harry Potter and the Order of the Phoenix": "Harry…Order of the Phoenix (2007)",
    "Harry Potter and the Deathly Hallows: Part 1": "Harry…Deathly Hallows: Part 1 (2010)",
    "Harry Potter and the Deathly Hallows: Part 2": "Harry…Deathly Hallows: Part 2 (2011)",
    "Pirates of the Caribbean: Dead Man's Chest": "Pirates of…Dead Man's Chest (2006)",
    "Pirates of the Caribbean: On Stranger Tides": "Pirates of the…Stranger Tides (2011)",
    "Night at the Museum": "Night at the Museum (2006)",
    "Night at the Museum: Battle of the Smithsonian": "Night at the…Smithsonian (2009)",
    "Matrix, The": "The Matrix (1999)",
}


def films(*titles: str, year: int | None = None) -> list[Film]:
    return [Film(n, title, year, (), f"tt{n:07d}") for n, title in enumerate(titles, 1)]


def test_parts_of_a_series_differ_on_their_buttons() -> None:
    labels = [choice_label(title, None) for title in PARTS]
    assert len(set(labels)) == len(PARTS)
    assert all(len(label) <= LABEL_LENGTH for label in labels)


def test_among_several_films_the_parts_of_a_series_keep_what_differs() -> None:
    shown = [Film(1, title, int(label[-5:-1]), (), None) for title, label in SERIES.items()]
    assert choice_labels(shown) == list(SERIES.values())


@pytest.mark.parametrize("limit", [9, 16, 24])
def test_parts_differ_however_short_the_buttons_are(limit: int) -> None:
    titles = [f"Harry Potter and the {part}" for part in ("Goblet of Fire", "Half-Blood Prince", "Stone")]
    shown = [short(title, limit, titles) for title in titles]
    assert len(set(shown)) == len(titles)
    assert all(units(label) <= limit for label in shown)


def test_namesakes_of_one_year_are_told_apart_by_their_ids() -> None:
    first, second, other = choice_labels(films("Hamlet", "Hamlet", "Heat", year=2000))
    assert (first, second, other) == ("Hamlet (2000) · tt0000001", "Hamlet (2000) · tt0000002", "Heat (2000)")
    long = choice_labels(films("A Very Long Title That Fits Nowhere", "A Very Long Title That Fits Nowhere"))
    assert all(units(label) <= LABEL_LENGTH for label in long)


def test_a_line_of_text_has_room_for_a_whole_title() -> None:
    title = "Lord of the Rings: The Two Towers, The"
    assert with_year(title, 2002) == "The Lord of the Rings: The Two Towers (2002)"
    assert len(with_year("Long " * 40, 2002)) <= LINE_LENGTH


def test_a_choice_says_by_which_title_of_another_country_a_film_was_found_where_there_is_room() -> None:
    heat, long = films("Heat", "A Very Long Title That Fits Nowhere", year=1995)
    found = [replace(heat, called="Fuego contra fuego"), replace(long, called="Un título largo")]
    short, plain = choice_labels(found)
    assert short == "Heat (1995) · Fuego contra fuego"
    assert plain == choice_labels([long])[0]
