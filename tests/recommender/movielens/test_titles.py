from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.movielens.titles import split_title


@pytest.mark.parametrize(
    ("spelled", "title", "year"),
    [
        ("Toy Story (1995)", "Toy Story", 1995),
        ("Matrix, The (1999)", "The Matrix", 1999),
        ("American in Paris, An (1951)", "An American in Paris", 1951),
        ("Avventura, L' (1960)", "L'Avventura", 1960),
        ("Lord of the Rings: The Two Towers, The (2002)", "The Lord of the Rings: The Two Towers", 2002),
        (
            "City of Lost Children, The (Cité des enfants perdus, La) (1995)",
            "The City of Lost Children (La Cité des enfants perdus)",
            1995,
        ),
        (
            "Léon: The Professional (a.k.a. Professional, The) (Léon) (1994)",
            "Léon: The Professional (a.k.a. The Professional) (Léon)",
            1994,
        ),
        ("Death Note: Desu nôto (2006–2007)", "Death Note: Desu nôto", 2006),
        (
            "From Dusk Till Dawn 2: Texas Blood Money (1999) ",
            "From Dusk Till Dawn 2: Texas Blood Money",
            1999,
        ),
        ("Babylon 5", "Babylon 5", None),
        ("2001: A Space Odyssey (1968)", "2001: A Space Odyssey", 1968),
        ("Cry, the Beloved Country (1995)", "Cry, the Beloved Country", 1995),
        ("1984 (1956)", "1984", 1956),
        ("(500) Days of Summer (2009)", "(500) Days of Summer", 2009),
        ("", "", None),
    ],
)
def test_titles_are_spelled_as_people_read_them(spelled, title, year):
    assert split_title(spelled) == (title, year)


@given(st.text(max_size=30))
def test_no_text_is_too_strange_for_a_title(text):
    title, year = split_title(text)
    assert isinstance(title, str)
    assert year is None or 0 <= year <= 9999
