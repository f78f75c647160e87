"""How titles are set: characters, line breaks, sizes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.posters.drawing.lettering import DISPLAY, TEXT, drawable, fit_title, load, shorten, split_title

WIDTH, HEIGHT = 512, 200
words = st.lists(st.text("abcdefghijklmnoprstuvwéü", min_size=1, max_size=9), min_size=1, max_size=12)


@pytest.mark.parametrize("title", ["Amélie", "Léon", "Señor ½ ³ ß À Ø", "Crouching Tiger, Hidden Dragon"])
def test_titles_of_the_west_are_set_in_the_display_typeface(title):
    assert drawable(title, (DISPLAY, TEXT)) == (DISPLAY, title)


@pytest.mark.parametrize("title", ["Москва слезам не верит", "Čapek", "Ζορμπάς"])
def test_what_the_display_typeface_does_not_know_is_set_in_the_other(title):
    assert drawable(title, (DISPLAY, TEXT)) == (TEXT, title)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("千と千尋", ""),
        ("Spirited 千と Away", "Spirited Away"),
        ("A\u0301mor", "Ámor"),
        ("film ① ²", "film 1 ²"),
        ("x\x00y 🎬", "x y"),
    ],
)
def test_what_no_typeface_knows_becomes_its_plain_letter_or_a_gap(title, expected):
    assert drawable(title, (DISPLAY, TEXT))[1] == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Amélie (Fabuleux destin d'Amélie Poulain, Le)", ("Amélie", "Le Fabuleux destin d'Amélie Poulain")),
        ("Léon (a.k.a. The Professional) (Léon)", ("Léon", "The Professional")),
        ("Avventura (Avventura, L')", ("Avventura", "L'Avventura")),
        (
            "Birdman: Or (The Unexpected Virtue of Ignorance)",
            ("Birdman: Or", "The Unexpected Virtue of Ignorance"),
        ),
        ("(500) Days of Summer", ("(500) Days of Summer", "")),
        ("Up", ("Up", "")),
        ("(Untitled)", ("(Untitled)", "")),
    ],
)
def test_the_other_title_is_set_apart(title, expected):
    assert split_title(title) == expected


@given(words)
def test_a_title_keeps_its_words_and_stays_in_its_box(some):
    lettering = fit_title(" ".join(some), width=WIDTH, height=HEIGHT)
    assert " ".join(lettering.lines) == " ".join(some).upper()
    assert lettering.height <= HEIGHT
    for line in lettering.lines:
        assert lettering.typeface.getlength(line) <= WIDTH * 1.02  # sizes round each letter a little


def test_a_short_title_is_set_larger_than_a_long_one():
    short, long = (fit_title(title, width=WIDTH, height=HEIGHT) for title in ("Up", "The Long Way Up There"))
    assert short.typeface.size > long.typeface.size
    assert short.lines == ("UP",)


def test_lines_are_balanced():
    lettering = fit_title("Raiders of the Lost Ark", width=WIDTH, height=HEIGHT)
    assert lettering.lines == ("RAIDERS OF", "THE LOST ARK")


@pytest.mark.parametrize("title", ["W" * 300, "Ж" * 300, "word " * 100])
def test_an_endless_title_is_cut_inside_the_box(title):
    lettering = fit_title(title, width=WIDTH, height=HEIGHT)
    assert lettering.height <= HEIGHT
    assert all(lettering.typeface.getlength(line) <= WIDTH * 1.15 for line in lettering.lines)


def test_a_title_in_unknown_letters_is_none():
    assert fit_title("千と千尋", width=WIDTH, height=HEIGHT) is None


def test_a_line_that_is_too_long_loses_whole_words():
    typeface = load(TEXT, 20)
    assert shorten("short", typeface, 300) == "short"
    cut = shorten("a line of words that goes on and on", typeface, 150)
    assert cut.endswith(" …")
    assert "a line of words that goes on and on".startswith(cut.removesuffix(" …"))
    assert typeface.getlength(cut) <= 150
    assert shorten("W" * 50, typeface, 100) == ""
