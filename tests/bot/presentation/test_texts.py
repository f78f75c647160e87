"""Sentences: one for every refusal, short toasts, labels that fit."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from bot.presentation import labels, texts
from bot.presentation.buttons import Hint
from bot.presentation.filter_texts import runtime
from bot.presentation.genre_names import GENRE_NAMES
from bot.presentation.locale import ENGLISH
from bot.services import errors
from bot.services.errors import ServiceError
from bot.services.views import Filters
from recommender.catalogue import GENRES
from tests.bot.samples import UNKNOWN_YEAR

NOIR = Filters(genres=frozenset({"Film-Noir"}))
SINCE = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
REFUSALS: dict[type[ServiceError], ServiceError] = {
    errors.UnknownFilm: errors.UnknownFilm(1),
    errors.UnknownGenre: errors.UnknownGenre("<x>", ("Horror", "Sci-Fi")),
    errors.UnknownMovieLensUser: errors.UnknownMovieLensUser(7),
    errors.NoFilmsLeft: errors.NoFilmsLeft(NOIR),
    errors.ModelUnusable: errors.ModelUnusable(3, "its <bytes> are gone"),
    errors.AlreadyTraining: errors.AlreadyTraining(SINCE, "<somebody>"),
}
TOAST_LIMIT = 200


class Tags(HTMLParser):
    """Counts what is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _example(kind: type[ServiceError]) -> ServiceError:
    return REFUSALS[kind] if kind in REFUSALS else kind()


@pytest.mark.parametrize("kind", ServiceError.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_refusal_has_its_own_sentence_of_sound_markup(kind: type[ServiceError]) -> None:
    sentence = texts.refusal(ENGLISH, _example(kind))
    assert sentence != texts.UNEXPECTED
    tags = Tags()
    tags.feed(sentence)
    assert tags.open == []


def test_close_genres_are_offered_by_the_names_that_people_read() -> None:
    refused = texts.refusal(ENGLISH, errors.UnknownGenre("noirr", ("Film-Noir",)))
    assert refused == "I don't know the genre “noirr”. Did you mean Film noir?"


def test_of_several_genres_one_is_asked_for() -> None:
    refused = texts.refusal(ENGLISH, errors.SeveralGenres("romcom", ("Romance", "Comedy")))
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
            "I know no films like Tom &amp; &lt;Jerry&gt; that you haven't",
        ),
    ],
)
def test_an_empty_list_is_worded_for_what_was_asked(asked: errors.NoFilmsLeft, said: str) -> None:
    assert texts.refusal(ENGLISH, asked).startswith(said)


def test_a_long_wrong_genre_is_not_echoed_in_full() -> None:
    assert len(texts.refusal(ENGLISH, errors.UnknownGenre("x" * 4000, ("War",)))) < 100


def test_every_genre_has_a_name() -> None:
    assert set(GENRE_NAMES) == set(GENRES)


def test_toasts_keep_to_telegrams_limit() -> None:
    assert set(labels.HINTS) == set(Hint)
    for toast in (
        labels.TOO_OLD,
        labels.NOT_YOURS,
        labels.counter_hint(ENGLISH, 9999, 9999),
        *labels.HINTS.values(),
    ):
        assert len(toast) <= TOAST_LIMIT


@pytest.mark.parametrize(
    ("minutes", "words"), [(45, "45 min"), (60, "1 h"), (61, "1 h 1 min"), (170, "2 h 50 min")]
)
def test_runtimes_are_hours_and_minutes(minutes: int, words: str) -> None:
    assert runtime(ENGLISH, minutes) == words
