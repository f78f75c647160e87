"""Plain text is understood as it is meant, and anything at all is answered by something sane."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation.settings import LANGUAGES
from bot.understanding.collections import COLLECTIONS
from bot.understanding.english import ENGLISH
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import (
    FilmRequest,
    ListRequest,
    NotUnderstood,
    RatingRequest,
    Reading,
    SimilarRequest,
    TitleRequest,
)
from bot.understanding.words import MAX_CHARACTERS, split
from recommender.facts.themes import THEMES
from recommender.genres import GENRES
from tests.bot.understanding.english_requests import REQUESTS
from tests.support.understood import understand

ENOUGH = 0.95


def test_plain_requests_are_understood_as_they_are_meant() -> None:
    wrong = {text for text, meant in REQUESTS.items() if understand(text, ENGLISH).best != meant}
    assert len(REQUESTS) >= 150
    assert 1 - len(wrong) / len(REQUESTS) >= ENOUGH, wrong


def test_no_request_of_the_table_is_left_without_an_answer() -> None:
    readings: list[Reading] = [each for text in REQUESTS for each in understand(text, ENGLISH).readings]
    assert not any(isinstance(each, NotUnderstood) for each in readings)


@pytest.mark.parametrize("text", REQUESTS)
def test_case_does_not_change_a_list(text: str) -> None:
    usual = understand(text, ENGLISH).best
    if isinstance(usual, ListRequest):
        assert understand(text.upper(), ENGLISH).best == usual


@pytest.mark.parametrize("text", ["Thriller", "Scary Movie", "It", "comedy 5", "French", "war of the worlds"])
def test_words_that_may_be_a_title_keep_both_readings(text: str) -> None:
    readings = understand(text, ENGLISH).readings
    assert TitleRequest(text) in readings
    assert len(readings) >= 2


def test_what_no_word_list_knows_is_told_with_the_share_of_what_one_does() -> None:
    request = understand("90s french thriller with pacino", ENGLISH)
    assert isinstance(request.best, ListRequest)
    assert (request.uncovered, request.covered_share) == ("pacino", 0.75)


@pytest.mark.parametrize(
    "text", ["", "  ", "😀😀", "?!", "https://example.org/x", "\u202e\u202d", "\u0301" * 9]
)
def test_a_text_without_words_is_not_understood(text: str) -> None:
    assert understand(text, ENGLISH).readings == (NotUnderstood(),)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("m\u0334\u0321a\u0335t\u0336r\u0337i\u0338x", "m a t r i x"),
        ("הבלתי נשכחים", "הבלתי נשכחים"),
        ("\u202eheat", "heat"),
        ("heat https://example.org/heat", "heat"),
    ],
)
def test_odd_writing_stays_readable(text: str, title: str) -> None:
    best = understand(text, ENGLISH).best
    assert isinstance(best, TitleRequest)
    assert best.title.replace(" ", "") == title.replace(" ", "")


@given(st.text(max_size=4096) | st.lists(st.sampled_from(sorted(REQUESTS)), max_size=30).map(" ".join))
def test_anything_typed_is_read_and_stays_in_bounds(text: str) -> None:
    request = understand(text, ENGLISH)
    assert request.readings
    assert len(request.uncovered) <= MAX_CHARACTERS
    assert 0 <= request.covered_share <= 1
    for reading in request.readings:
        if isinstance(reading, TitleRequest):
            assert 0 < len(reading.title) <= MAX_CHARACTERS
        if isinstance(reading, RatingRequest | FilmRequest):  # without a title: for the card last seen
            assert len(reading.title) <= MAX_CHARACTERS
        if isinstance(reading, SimilarRequest):
            assert len(reading.titles) <= 5  # without any, the film of the card is meant
        if isinstance(reading, ListRequest):
            assert reading.amount is None or 1 <= reading.amount <= 50
            assert reading.filters.genres <= set(GENRES)
            assert reading.filters.excluded_genres <= {*GENRES, *THEMES, *COLLECTIONS.values()}


def test_every_phrase_of_the_lexicon_is_written_as_words_are_compared() -> None:
    for name in (
        "genres",
        "languages",
        "countries",
        "lengths",
        "periods",
        "talk",
        "requests",
        "likes",
        "recent",
    ):
        for phrase in getattr(ENGLISH, name):
            words = split(phrase)
            assert words.phrase(0, len(words)) == phrase, name


def test_every_genre_has_a_word() -> None:
    assert {genre for genres in ENGLISH.genres.values() for genre in genres} == set(GENRES)


@pytest.mark.parametrize("title", ["127 Hours", "48 Hrs", "13 Hours", "72 hours"])
def test_no_film_takes_days(title: str) -> None:
    assert understand(title, ENGLISH).best == TitleRequest(title)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("title", ["8½", "8 1/2", "9½ Weeks", "9 1/2 Weeks", "Los 3½ amigos"])
def test_half_a_number_in_a_title_stays_as_it_was_typed(code: str, title: str) -> None:
    assert understand(title, lexicon_of(code)).best == TitleRequest(title)


@pytest.mark.parametrize(
    ("text", "title", "stars"),
    [
        ("heat 4½", "heat", 4.5),
        ("heat 4 1/2", "heat", 4.5),
        ("heat 4 ½ stars", "heat", 4.5),
        ("rate 8½ 5", "8½", 5.0),
        ("8 1/2 4 stars", "8 1/2", 4.0),
        ("4½ stars for 8½", "8½", 4.5),
    ],
)
def test_half_a_star_is_told_from_half_a_title(text: str, title: str, stars: float) -> None:
    assert understand(text, ENGLISH).best == RatingRequest(title, stars)


@pytest.mark.parametrize("text", ["sinking", "terse", "align", "relating"])
def test_another_word_is_no_genre_with_an_error_in_it(text: str) -> None:
    assert isinstance(understand(text, ENGLISH).best, TitleRequest)


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("horrer films", "Horror"),
        ("musikal", "Musical"),
        ("fantazy", "Fantasy"),
        ("westerb", "Western"),
        ("thirller", "Thriller"),
        ("documentry", "Documentary"),
        ("romannce", "Romance"),
    ],
)
def test_an_error_as_thumbs_make_it_leaves_the_genre(text: str, genre: str) -> None:
    best = understand(text, ENGLISH).best
    assert isinstance(best, ListRequest)
    assert best.filters.genres == {genre}
