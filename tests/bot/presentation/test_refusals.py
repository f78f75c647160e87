"""Why something cannot be given: a sentence for each refusal, and buttons that lead on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.presentation import refusals, texts
from bot.presentation.callback_data import unpack
from bot.presentation.locale import ENGLISH
from bot.presentation.narrowing import LoosenButton
from bot.services import errors
from bot.services.errors import ServiceError
from bot.services.narrowing import EVERY_PART
from bot.services.views import Filters
from tests.bot.samples import UNKNOWN_YEAR
from tests.support.tags import Tags

OWNER = 7
NOIR = Filters(genres=frozenset({"Film-Noir"}))
SINCE = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
REFUSALS: dict[type[ServiceError], ServiceError] = {
    errors.UnknownFilm: errors.UnknownFilm(1),
    errors.UnknownGenre: errors.UnknownGenre("<x>", ("Horror", "Sci-Fi")),
    errors.UnknownMovieLensUser: errors.UnknownMovieLensUser(7),
    errors.NoFilmsLeft: errors.NoFilmsLeft(NOIR),
    errors.TooFewToCompare: errors.TooFewToCompare(2),
    errors.ModelUnusable: errors.ModelUnusable(3, "damaged"),
    errors.AlreadyTraining: errors.AlreadyTraining(SINCE, "<somebody>"),
}


def _example(kind: type[ServiceError]) -> ServiceError:
    return REFUSALS[kind] if kind in REFUSALS else kind()


@pytest.mark.parametrize("kind", ServiceError.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_refusal_has_its_own_sentence_of_sound_markup(kind: type[ServiceError]) -> None:
    sentence = refusals.refusal(ENGLISH, _example(kind), OWNER).text
    assert sentence != texts.UNEXPECTED
    tags = Tags()
    tags.feed(sentence)
    assert tags.open == []


def test_close_genres_are_offered_by_the_names_that_people_read() -> None:
    refused = refusals.refusal(ENGLISH, errors.UnknownGenre("noirr", ("Film-Noir",)), OWNER).text
    assert refused == "I don't know the genre “noirr”. Did you mean Film noir?"


def test_of_several_genres_one_is_asked_for() -> None:
    refused = refusals.refusal(ENGLISH, errors.SeveralGenres("romcom", ("Romance", "Comedy")), OWNER).text
    assert refused == "One genre at a time, please: Romance or Comedy?"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (errors.NoFilmsLeft(), "You have been through every film I have."),
        (errors.NoFilmsLeft(NOIR), "No Film noir films are left for you."),
        (
            errors.NoFilmsLeft(Filters(first_year=1890, last_year=1899)),
            "No films of the 1890s are left for you.",
        ),
        (
            errors.NoFilmsLeft(
                Filters(
                    genres=frozenset({"Comedy"}),
                    first_year=1990,
                    last_year=1999,
                    excluded_genres=frozenset({"Horror", "War"}),
                )
            ),
            "No Comedy films of the 1990s without Horror or War are left for you.",
        ),
        (
            errors.NoFilmsLeft(Filters(max_minutes=90), undecided_count=1200),
            "No films of up to 1 h 30 min are left for you. 1,200 other films may fit",
        ),
        (
            errors.NoFilmsLeft(like=(UNKNOWN_YEAR,)),
            "I have no more films like Tom &amp; &lt;Jerry&gt;.",
        ),
    ],
)
def test_an_empty_list_is_worded_for_what_was_asked(asked: errors.NoFilmsLeft, said: str) -> None:
    assert refusals.refusal(ENGLISH, asked, OWNER).text.startswith(said)


def test_a_long_wrong_genre_is_not_echoed_in_full() -> None:
    assert len(refusals.refusal(ENGLISH, errors.UnknownGenre("x" * 4000, ("War",)), OWNER).text) < 100


def labels_and_payloads(error: ServiceError) -> dict[str, object]:
    keyboard = refusals.refusal(ENGLISH, error, OWNER).keyboard
    rows = () if keyboard is None else keyboard.inline_keyboard
    return {button.text: unpack(str(button.callback_data)) for row in rows for button in row}


def test_each_part_of_an_empty_list_can_be_taken_away() -> None:
    narrow = Filters(genres=frozenset({"Comedy"}), first_year=1890, last_year=1899)
    offered = labels_and_payloads(errors.NoFilmsLeft(narrow, deck_id=12))
    assert list(offered) == ["✕ Comedy", "✕ 1890s", "Show my films"]
    assert offered["✕ 1890s"] == LoosenButton(OWNER, 12, 2)


def test_of_many_parts_the_last_button_takes_all_away() -> None:
    narrow = Filters(
        genres=frozenset({"Comedy"}), first_year=1890, max_minutes=90, languages=frozenset({"French"})
    )
    offered = labels_and_payloads(errors.NoFilmsLeft(narrow, deck_id=12))
    assert offered["✕ All"] == LoosenButton(OWNER, 12, EVERY_PART)


def test_the_genres_that_may_be_meant_are_buttons() -> None:
    offered = labels_and_payloads(errors.UnknownGenre("noirr", ("Film-Noir",)))
    assert offered == {"Film noir": refusals.GenreButton(OWNER, refusals.GENRES.index("Film-Noir"))}


def test_a_genre_that_only_a_data_set_knows_has_no_button() -> None:
    assert labels_and_payloads(errors.UnknownGenre("x", ("Telenovela",))) == {}


@pytest.mark.parametrize("reason", get_args(errors.UnusableReason))
def test_every_reason_against_a_model_is_said(reason: errors.UnusableReason) -> None:
    said = refusals.refusal(ENGLISH, errors.ModelUnusable(3, reason), OWNER).text
    assert said.startswith("Version 3 cannot serve: ")
