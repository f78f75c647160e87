"""What /stats says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.locale import ENGLISH


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=12), "12 min"),
        (timedelta(hours=3, minutes=5), "3 h 5 min"),
        (timedelta(days=3, hours=4, minutes=59), "3 d 4 h"),
        (timedelta(seconds=-5), "0 min"),
    ],
)
def test_a_span_is_said_in_its_two_largest_units(length: timedelta, said: str) -> None:
    assert ENGLISH.span(length) == said


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=10_000)))
def test_a_span_is_never_more_than_said_plus_its_smallest_unit(length: timedelta) -> None:
    words = ENGLISH.span(length).split()
    units = {"d": timedelta(days=1), "h": timedelta(hours=1), "min": timedelta(minutes=1)}
    said = sum((int(n) * units[unit] for n, unit in zip(words[::2], words[1::2], strict=True)), timedelta(0))
    assert said <= length < said + units[words[-1]]
