"""The year in a typed title, as OMDb is asked for it."""

from __future__ import annotations

import pytest

from bot.search.queries import split_year


@pytest.mark.parametrize(
    ("text", "title", "year"),
    [
        ("dune 2021", "dune", 2021),
        ("Dune (2021)", "Dune", 2021),
        ("1917", "1917", None),
        ("1917 2019", "1917", 2019),
        ("studio 54", "studio 54", None),
        ("heat '95", "heat '95", None),
        ("", "", None),
    ],
)
def test_only_a_whole_year_is_taken_out_of_a_title(text: str, title: str, year: int | None) -> None:
    assert split_year(text) == (title, year)
