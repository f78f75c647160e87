"""Films by name: a title with its year, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.film_names import film_name, split_film_name

titles = st.text(min_size=1, max_size=30).filter(lambda title: not title.endswith(")"))


@given(titles, st.none() | st.integers(1000, 9999))
def test_a_name_splits_into_what_it_was_made_of(title: str, year: int | None) -> None:
    assert split_film_name(film_name(title, year)) == (title, year)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Heat (1995)", ("Heat", 1995)),
        ("Matrix, The (a.k.a. X) (1999)", ("Matrix, The (a.k.a. X)", 1999)),
        ("1984 (1984)", ("1984", 1984)),
        ("Nobody Knows", ("Nobody Knows", None)),
        ("Babel (film)", ("Babel (film)", None)),
        ("(1995)", ("(1995)", None)),
        ("", ("", None)),
    ],
)
def test_only_a_year_in_brackets_at_the_end_is_one(name: str, parts: tuple[str, int | None]) -> None:
    assert split_film_name(name) == parts
