"""Why something cannot be given: a sentence for each refusal, and buttons that lead on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.handlers.arguments import Mistake
from bot.presentation import refusals, texts
from bot.presentation.buttons import WishButton
from bot.presentation.callback_data import unpack
from bot.presentation.finding import OpenFoundButton
from bot.presentation.genre_names import GENRES
from bot.presentation.locale import ENGLISH
from bot.presentation.narrowing import LoosenButton
from bot.services import errors
from bot.services.errors import ServiceError
from bot.services.narrowing import EVERY_PART
from bot.services.views import NO_FILTERS, Filters
from bot.services.wishes import Addition
from bot.understanding.commands import WrongWords
from tests.bot.samples import HEAT, UNKNOWN_YEAR
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
    errors.ListRefused: errors.ListRefused("unknown", 12, word="<x>"),
    errors.WatchlistDone: errors.WatchlistDone(is_empty=True),
}
MISTAKES: tuple[errors.ListMistake, ...] = get_args(errors.ListMistake)


def _example(kind: type[ServiceError]) -> ServiceError:
    return REFUSALS[kind] if kind in REFUSALS else kind()


@pytest.mark.parametrize("kind", ServiceError.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_refusal_has_its_own_sentence_of_sound_markup(kind: type[ServiceError]) -> None:
    sentence = refusals.refusal(ENGLISH, _example(kind), OWNER).text
    assert sentence != texts.UNEXPECTED
    tags = Tags()
    tags.feed(sentence)
    assert tags.open == []


def _kinds(kind: type[ServiceError]) -> Iterator[type[ServiceError]]:
    for each in kind.__subclasses__():
        yield each
        yield from _kinds(each)


@pytest.mark.parametrize("kind", [*_kinds(ServiceError)], ids=lambda kind: kind.__name__)
def test_no_refusal_is_without_a_way_on(kind: type[ServiceError]) -> None:
    example = errors.SeveralGenres("romcom", ("Romance", "Comedy")) if kind is errors.SeveralGenres else None
    assert labels_and_payloads(example or _example(kind))


@pytest.mark.parametrize("mistake", [*get_args(WrongWords), "user_id", "retrain", "add"])
def test_no_wrong_argument_is_without_a_way_on(mistake: Mistake) -> None:
    refused = refusals.wrong_arguments(ENGLISH, mistake, OWNER)
    assert refused.keyboard is not None
    assert refused.keyboard.inline_keyboard


def test_every_mistake_behind_a_command_is_tried() -> None:
    assert set(get_args(WrongWords)) <= set(MISTAKES)


def _additions(error: errors.ListRefused) -> dict[str, Addition]:
    offered = labels_and_payloads(error).items()
    return {label: payload.addition for label, payload in offered if isinstance(payload, WishButton)}


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("understood", [NO_FILTERS, NOIR])
def test_a_list_that_is_refused_offers_lists_and_what_was_understood(
    mistake: errors.ListMistake, understood: Filters
) -> None:
    refused = errors.ListRefused(mistake, 12, understood, word="x", suggestions=("Horror",))
    additions = _additions(refused)
    assert set(additions.values()) - {Addition.NOTHING}
    assert ("▶ Film noir" in additions) == (understood == NOIR)
    assert "Show my films" in labels_and_payloads(refused)


def test_of_several_amounts_each_is_offered() -> None:
    refused = errors.ListRefused("several_amounts", 12, amounts=(5, 6, 5))
    assert list(_additions(refused)) == ["5 films", "6 films"]


def test_a_film_that_is_called_so_is_offered() -> None:
    refused = errors.ListRefused("unknown", 12, word="heat", film=HEAT)
    assert refusals.refusal(ENGLISH, refused, OWNER).text.endswith("Did you mean the film?")
    assert next(iter(labels_and_payloads(refused).values())) == OpenFoundButton(OWNER, HEAT.movie_id)


def test_a_genre_that_only_a_data_set_knows_has_no_button() -> None:
    refused = errors.ListRefused("unknown", 12, word="x", suggestions=("Telenovela",))
    assert "Telenovela" not in labels_and_payloads(refused)


def test_kept_filters_are_named_where_they_narrow_what_is_left() -> None:
    said = refusals.refusal(ENGLISH, errors.NoFilmsLeft(NOIR, kept=NOIR), OWNER).text
    assert said == "No Film noir films are left for you. All your lists keep to /filters: Film noir."
    alone = refusals.refusal(ENGLISH, errors.NoFilmsLeft(NOIR), OWNER).text
    assert alone == "No Film noir films are left for you. /recommend alone has more."


def test_nothing_new_is_not_called_known() -> None:
    assert "already" not in refusals.refusal(ENGLISH, errors.NothingNew(), OWNER).text
    assert "already" in refusals.refusal(ENGLISH, errors.NothingNew(is_through=True), OWNER).text


def test_a_watchlist_without_a_film_to_show_says_why() -> None:
    said = [
        refusals.refusal(ENGLISH, done, OWNER).text
        for done in (
            errors.WatchlistDone(is_empty=True),
            errors.WatchlistDone(is_empty=False),
            errors.WatchlistDone(is_empty=False, filters=NOIR, deck_id=12),
        )
    ]
    assert said == [
        "Your watchlist is empty. 🔖 under a film keeps it for later.",
        "That was all of your watchlist.",
        "No Film noir films are left on your watchlist.",
    ]


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
    assert list(offered) == ["✕ Comedy", "✕ 1890s", "✕ All", "Show my films"]
    assert offered["✕ 1890s"] == LoosenButton(OWNER, 12, 2)
    assert offered["✕ All"] == LoosenButton(OWNER, 12, EVERY_PART)


def test_the_genres_that_may_be_meant_are_buttons() -> None:
    refused = errors.ListRefused("unknown", 12, word="noirr", suggestions=("Film-Noir",))
    place = GENRES.index("Film-Noir")
    assert labels_and_payloads(refused)["Film noir"] == WishButton(OWNER, 12, Addition.GENRE, place)


@pytest.mark.parametrize("reason", get_args(errors.UnusableReason))
def test_every_reason_against_a_model_is_said(reason: errors.UnusableReason) -> None:
    said = refusals.refusal(ENGLISH, errors.ModelUnusable(3, reason), OWNER).text
    assert said.startswith("Version 3 cannot serve: ")
