"""Numbers that people give films: stars, points of ten, and what is neither."""

from __future__ import annotations

import pytest

from bot.understanding.english import ENGLISH
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import FilmRequest, NumberRequest, RatingRequest
from tests.support.understood import understand


@pytest.mark.parametrize(
    "text",
    [
        "heat 7",
        "heat 0",
        "heat 10",
        "heat 100",
        "heat: 7",
        "heat -1",
        "heat -4.5",
        "heat 4.3",
        "heat 4,3",
        "heat 4.25",
        "heat 5.5",
        "heat ★6",
        "heat 6 stars",
        "heat ten stars",
        "heat 0 stars",
        "heat 4.3 stars",
        "heat 6/5",
        "heat 11/10",
        "heat 0/10",
        "heat 120/100",
        "heat 12 out of 10",
        "7 stars for heat",
        "0 stars for heat",
        "11/10 for heat",
        "I give heat 7",
        "I give heat a 7",
        "I'd give heat 0 stars",
        "rate heat 7",
        "rate heat -1",
    ],
)
@pytest.mark.parametrize("is_about_stars", [False, True])
def test_a_number_that_is_none_of_stars_is_no_rating_and_asks_about_the_film(
    text: str, is_about_stars: bool
) -> None:
    readings = understand(text, ENGLISH, is_about_stars=is_about_stars).readings
    assert not [each for each in readings if isinstance(each, RatingRequest)]
    assert isinstance(readings[-1], NumberRequest)
    assert readings[-1].title.lower() == "heat"


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        ("heat - 4", 4.0),
        ("heat -4 stars", None),
        ("heat – 4.5 stars", 4.5),
        ("wall-e 4 stars", 4.0),
        ("heat 8.25/10", 4.0),
        ("heat 1/10", 0.5),
        ("heat 10/10", 5.0),
        ("heat 90/100", 4.5),
    ],
)
def test_a_dash_is_no_minus_and_points_of_ten_are_stars(text: str, stars: float | None) -> None:
    readings = understand(text, ENGLISH, is_about_stars=True).readings
    given = {each.stars for each in readings if isinstance(each, RatingRequest)}
    assert given == ({stars} if stars else set())


@pytest.mark.parametrize(
    ("text", "bare"),
    [("toy story 7", "7"), ("toy story 7 stars", ""), ("toy story 12 out of 10", ""), ("toy story -1", "")],
)
def test_a_bare_number_may_be_a_sequels(text: str, bare: str) -> None:
    assert understand(text, ENGLISH).readings[-1] == NumberRequest("toy story", bare)


@pytest.mark.parametrize("text", ["7 stars", "11/10", "0/10", "-1 stars", "I give it 7 stars"])
def test_without_a_title_it_is_about_the_card(text: str) -> None:
    assert understand(text, ENGLISH).best == FilmRequest("no_stars")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "ich gebe Heat 7 Sterne"),
        ("de", "Heat 0 Sterne"),
        ("fr", "7 étoiles à Heat"),
        ("fr", "je note Heat 12"),
        ("es", "le doy 7 estrellas a Heat"),
        ("pt", "dou 7 estrelas para Heat"),
        ("it", "do 7 stelle a Heat"),
        ("tr", "Heat'e 7 yıldız"),
        ("bs", "Heat 7 zvjezdica"),
        ("ru", "Heat 7 звёзд"),
    ],
)
def test_it_is_so_in_each_language(language: str, text: str) -> None:
    readings = understand(text, lexicon_of(language)).readings
    assert not [each for each in readings if isinstance(each, RatingRequest)]
    assert readings[-1] == NumberRequest("Heat", "12" if text.endswith("12") else "")


@pytest.mark.parametrize("text", ["apollo 13", "heat 1995", "9 1/2 weeks", "blade runner 2049", "7", "0"])
def test_years_and_titles_are_no_stars_of_a_card(text: str) -> None:
    assert understand(text, ENGLISH).best != FilmRequest("no_stars")
