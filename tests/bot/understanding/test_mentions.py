"""What may be a title in somebody's message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.mentions import MAX_PHRASES, phrases


@pytest.mark.parametrize(
    ("message", "title"),
    [
        ("You should all see Heat (1995), it's great!", "Heat (1995)"),
        ("we watched “The Big Sleep” yesterday", "The Big Sleep"),
        ('"Alien" (1979) again', "Alien (1979)"),
        ("Schaut euch «Das Leben der Anderen» an", "Das Leben der Anderen"),
        ("I saw The Godfather Part II at the Odeon in New York", "The Godfather Part II"),
        ("Schaut euch Das Leben der Anderen an!", "Das Leben der Anderen"),
        ("Amélie!", "Amélie"),
        ("Dr. Strangelove is fun. Once again.", "Dr. Strangelove"),
        ("Blade Runner 2049", "Blade Runner 2049"),
        ("Zwei Filme: Heat & Dust, und mehr", "Heat & Dust"),
        ("Смотрели Брат 2?", "Брат 2"),
    ],
)
def test_a_title_is_among_what_is_certain(message: str, title: str) -> None:
    assert title in [phrase.text for phrase in phrases(message) if not phrase.is_risky]


@pytest.mark.parametrize(
    ("message", "title"),
    [
        ("Heat is great", "Heat"),
        ("you should see the dark knight tonight", "the dark knight"),
        ("I think Casino is longer than it needs to be, but watch it anyway some day", "Casino"),
        ("Once again", "Once"),
    ],
)
def test_what_people_also_say_without_a_film_in_mind_is_risky(message: str, title: str) -> None:
    assert title in [phrase.text for phrase in phrases(message) if phrase.is_risky]


def test_quotes_come_before_capitals_and_longer_before_shorter() -> None:
    found = [phrase.text for phrase in phrases("New York friends, “Up” is sweet. The Big Sleep is not.")]
    assert found.index("Up") < found.index("The Big Sleep") < found.index("Big Sleep")


def test_links_and_names_of_accounts_are_no_titles() -> None:
    assert phrases("https://example.com/Heat @Casino") == ()


@given(st.text(max_size=3000))
def test_any_message_has_a_bounded_number_of_phrases_each_once(message: str) -> None:
    found = [phrase.text.casefold() for phrase in phrases(message)]
    assert len(found) == len(set(found)) <= MAX_PHRASES
    assert all(found)
