"""One language: placeholders, plurals, numbers, dates."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.catalogues import Catalogues
from bot.presentation.locale import ENGLISH, Locale
from tests.support.translating import write_catalogue

MOMENT = datetime(2026, 11, 2, 4, 5, tzinfo=UTC)


@pytest.fixture
def polish(tmp_path: Path) -> Locale:
    """Return a language with three plural forms and other separators."""
    translations: dict[str | tuple[str, str], str | tuple[str, ...]] = {
        "Hi {name}!": "Cześć {name}!",
        "Bye {name}!": "{nobody}",
        "Good {name}!": "{name",
        ("{n} film", "{n} films"): ("{n} film", "{n} filmy", "{n} filmów"),
    }
    in_context = {
        ("between thousands", ","): "\N{NO-BREAK SPACE}",
        ("before decimals", "."): ",",
        ("month", "Nov"): "lis",
        ("name of this language in itself", "English"): "polski",
    }
    write_catalogue(tmp_path, "pl", translations, in_context)
    return Catalogues(tmp_path).locale("pl")


def test_a_sentence_is_translated_and_filled_by_name(polish: Locale) -> None:
    assert polish.gettext("Hi {name}!", name="Ada") == "Cześć Ada!"
    assert ENGLISH.gettext("Hi {name}!", name="Ada") == "Hi Ada!"


def test_what_is_filled_in_is_not_read_as_a_placeholder(polish: Locale) -> None:
    assert polish.gettext("Hi {name}!", name="{n}") == "Cześć {n}!"


def test_a_sentence_without_a_translation_stays_english(polish: Locale) -> None:
    assert polish.gettext("Stop") == "Stop"
    assert polish.ngettext("{n} rating", "{n} ratings", 2) == "2 ratings"


@pytest.mark.parametrize("sentence", ["Bye {name}!", "Good {name}!"])
def test_a_translation_that_cannot_be_filled_costs_nobody_an_answer(polish: Locale, sentence: str) -> None:
    assert polish.gettext(sentence, name="Ada") == sentence.format(name="Ada")


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 film"), (2, "2 filmy"), (5, "5 filmów"), (22, "22 filmy"), (0, "0 filmów")]
)
def test_plurals_follow_the_language(polish: Locale, count: int, said: str) -> None:
    assert polish.ngettext("{n} film", "{n} films", count) == said


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 films"), (1, "1 film"), (2, "2 films"), (1234, "1,234 films")]
)
def test_numbers_agree_with_their_nouns(count: int, said: str) -> None:
    assert ENGLISH.ngettext("{n} film", "{n} films", count) == said


def test_numbers_have_the_separators_of_the_language(polish: Locale) -> None:
    assert polish.number(1234567.891, 2) == "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,89"
    assert ENGLISH.number(1234567.891, 2) == "1,234,567.89"
    assert (polish.stars(4.5), ENGLISH.stars(4.0)) == ("★4,5", "★4")
    assert ENGLISH.percent(0.754) == "75%"


@given(st.integers(0, 10**12))
def test_a_number_without_its_separators_is_the_number(value: int) -> None:
    assert int(ENGLISH.number(value).replace(",", "")) == value


def test_days_and_times_are_written_as_the_language_does(polish: Locale) -> None:
    assert ENGLISH.date(MOMENT) == "2 Nov 2026"
    assert ENGLISH.short_date(MOMENT) == "2 Nov"
    assert ENGLISH.weekday_date(MOMENT) == "Mon 2 Nov"
    assert ENGLISH.time(MOMENT) == "04:05"
    assert polish.date(MOMENT) == "2 lis 2026"


@pytest.mark.parametrize(
    ("things", "all_of", "one_of"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a or b"),
        (list("abc"), "a, b and c", "a, b or c"),
    ],
)
def test_things_are_joined(things: list[str], all_of: str, one_of: str) -> None:
    assert (ENGLISH.all_of(things), ENGLISH.one_of(things)) == (all_of, one_of)


@pytest.mark.parametrize(
    ("first", "last", "both"),
    [
        ("Comedia", "Infantil", "Comedia e Infantil"),
        ("Heat", "Insomnia", "Heat e Insomnia"),
        ("agua", "hielo", "agua y hielo"),
        ("Heat", "Alien", "Heat y Alien"),
    ],
)
def test_spanish_joins_by_the_sound_of_what_follows(first: str, last: str, both: str) -> None:
    spanish = Catalogues().locale("es")
    assert spanish.all_of([first, last]) == both
    assert spanish.one_of(["siete", "ocho"]) == "siete u ocho"
    assert spanish.one_of(["ocho", "siete"]) == "ocho o siete"


def test_a_language_says_its_own_name(polish: Locale) -> None:
    assert (polish.language_name, ENGLISH.language_name) == ("polski", "English")


def test_an_unknown_genre_keeps_its_name() -> None:
    assert (ENGLISH.genre("Film-Noir"), ENGLISH.genre("Anime")) == ("Film noir", "Anime")
