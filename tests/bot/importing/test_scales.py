"""Ratings as people and programs write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing.scales import SCALES, read_rating


@pytest.mark.parametrize(
    ("cell", "value", "out_of"),
    [
        ("4", 4.0, None),
        ("4,5", 4.5, None),
        ("4½", 4.5, None),
        ("4 ½", 4.5, None),
        ("3 1/2", 3.5, None),
        ("5*", 5.0, None),
        ("★ 4.5", 4.5, None),
        ("4.5★", 4.5, None),
        ("4 ⭐️", 4.0, None),
        ("4 stars", 4.0, None),
        ("1 Star", 1.0, None),
        ("4 Sterne", 4.0, None),
        ("4,5 étoiles", 4.5, None),
        ("4 звезды", 4.0, None),
        ("8/10", 8.0, 10),
        ("8 out of 10", 8.0, 10),
        ("8 von 10", 8.0, 10),
        ("8 из 10", 8.0, 10),
        ("4 of 5 stars", 4.0, 5),
        ("85 %", 85.0, 100),
        ("****", 4.0, 5),
        ("★★★½", 3.5, 5),
        ("★★☆☆☆", 2.0, 5),
        ("⭐⭐⭐", 3.0, 5),
        ("⭐️⭐️⭐️⭐️", 4.0, 5),
        ("½", 0.5, 5),
    ],
)
def test_a_rating_is_read_however_it_is_written(cell: str, value: float, out_of: int | None) -> None:
    rating = read_rating(cell)
    assert rating is not None
    assert (rating.value, rating.out_of) == (value, out_of)


@pytest.mark.parametrize(
    "cell",
    ["", "-", "n/a", "x", "good", "4-5", "11/10", "120 %", "******", "☆", "3/4", "1/2", "7 films", "* 4 *"],
)
def test_what_is_no_rating_is_none(cell: str) -> None:
    assert read_rating(cell) is None


@given(st.text(max_size=40), st.sampled_from(SCALES))
def test_whatever_is_read_is_a_number_of_stars_or_nothing(cell: str, scale: int) -> None:
    rating = read_rating(cell)
    stars = None if rating is None else rating.stars(scale)
    assert stars is None or (0.5 <= stars <= 5 and 2 * stars == int(2 * stars))
