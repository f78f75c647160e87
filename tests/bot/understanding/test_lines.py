"""Titles one by one: what stands on each line, or between commas."""

from __future__ import annotations

import pytest

from bot.understanding.lines import MAX_LINES, named_one_by_one


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("heat", ()),
        ("heat\n", ()),
        (" \n\n ", ()),
        ("heat\ncasino", ("heat", "casino")),
        ("1. heat\r\n2. casino", ("heat", "casino")),
        ("(1) heat\n(2) casino", ("heat", "casino")),
        ("12 Angry Men\n10 Things I Hate About You", ("12 Angry Men", "10 Things I Hate About You")),
        ("8½\n300", ("8½", "300")),
        ("– heat\n— casino", ("heat", "casino")),
        ("Mr. Nobody\n-\nE.T.", ("Mr. Nobody", "-", "E.T.")),
        ("heat, casino", ("heat", "casino")),
        ("The Good, the Bad\nheat", ("The Good, the Bad", "heat")),
        (",", ()),
    ],
)
def test_each_title_stands_alone(text: str, titles: tuple[str, ...]) -> None:
    assert next(named_one_by_one(text), ()) == titles


def test_a_very_long_message_is_read_from_its_beginning() -> None:
    assert len(next(named_one_by_one("heat\n" * 4_000))) == MAX_LINES


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("heat and casino", [("heat", "casino")]),
        ("heat, casino AND ronin", [("heat", "casino AND ronin"), ("heat", "casino", "ronin")]),
        ("heat 4 casino 4.5 ronin 3", [("heat 4", "casino 4.5", "ronin 3")]),
        ("heat 4 and casino 5", [("heat 4", "casino 5")]),
        ("heat\nwar and peace", [("heat", "war and peace")]),
        ("grand hotel", []),
        ("and", []),
        ("rocky 4", []),
    ],
)
def test_titles_may_be_joined_or_parted_by_their_stars(text: str, ways: list[tuple[str, ...]]) -> None:
    assert [*named_one_by_one(text, {"and"})] == ways
