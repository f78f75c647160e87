"""Texts made fit for Telegram."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.markup import clean, cut, safe, units, visible_units


def test_a_character_outside_the_basic_plane_counts_twice() -> None:
    assert units("a🍿") == 3


def test_tags_and_entities_do_not_count() -> None:
    # "A & B" is what is left
    assert visible_units('<b>A</b> &amp; <a href="https://x">B</a>') == 5


@given(st.text(max_size=300), st.integers(1, 200))
def test_a_cut_text_keeps_to_the_limit(text: str, limit: int) -> None:
    assert units(cut(text, limit)) <= limit


@given(st.text(max_size=100))
def test_a_short_text_is_not_cut(text: str) -> None:
    assert cut(text, units(text)) == text


@given(st.text(max_size=200), st.integers(1, 150))
def test_a_safe_text_has_no_tags_and_reads_as_before(text: str, limit: int) -> None:
    shown = safe(text, limit)
    assert "<" not in shown
    assert ">" not in shown
    assert html.unescape(shown) == cut(clean(text), limit)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("One sentence. And another one.", 20, "One sentence."),
        ("Is it? Nobody knows it.", 8, "Is it?"),
        ("the quick brown fox", 13, "the quick…"),
        ("one, two, three", 11, "one, two…"),
        ("Rings: The Return", 7, "Rings…"),
        ("Donaudampfschifffahrt", 8, "Donauda…"),
        ("🍿🍿🍿", 5, "🍿🍿…"),
        ("🍿🍿🍿", 4, "🍿…"),  # half a character is none
        ("anything", 0, ""),
    ],
)
def test_a_text_is_cut_where_it_reads_well(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


def test_control_characters_and_line_breaks_become_spaces() -> None:
    assert clean(" a\x00b\r\n\tc\ud800 ") == "a b c"
