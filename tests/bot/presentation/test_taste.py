"""One's own taste in words, and laid out for its picture."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from bot.presentation import taste, taste_layout
from bot.presentation.catalogues import Catalogues
from bot.presentation.locale import ENGLISH
from bot.services.taste_profiles import GenreTaste, OwnTaste, TooFewRatings
from tests.bot.pictures.conftest import an_own_taste

CATALOGUES = Catalogues()
CAPTION_LIMIT = 1024


@pytest.fixture
def own() -> OwnTaste:
    return an_own_taste("Heat")


@pytest.mark.parametrize("code", CATALOGUES.codes)
def test_a_caption_fits_in_every_language(code: str) -> None:
    for title in ("Heat", "Ы" * 300, "<b>&" * 50):
        said = taste.caption(CATALOGUES.locale(code), an_own_taste(title))
        assert len(unescape(re.sub("<[^>]*>", "", said)).encode("utf-16-le")) / 2 < CAPTION_LIMIT


def test_it_says_what_is_more_and_less_than_usual(own: OwnTaste) -> None:
    said = taste.caption(ENGLISH, own)
    assert "You like these more than most people do: Documentary, Film noir." in said
    assert f"You like these less than most people do: {ENGLISH.genre('Children')}." in said
    assert "You give ★0.6 less than most people give the same films." in said
    assert "I know about 84%" in said.replace("\xa0", "")


def test_who_is_like_everybody_hears_so(own: OwnTaste) -> None:
    profile = replace(own.profile, leniency=0.1, genres=(GenreTaste("Drama", 0.01, 9),))
    said = taste.caption(ENGLISH, replace(own, profile=profile))
    assert "You give about as many stars as most people." in said
    assert "You like these" not in said


def test_a_title_cannot_break_the_markup() -> None:
    assert "&lt;b&gt;" in taste.caption(ENGLISH, an_own_taste("<b>"))


def test_of_many_genres_both_ends_are_shown(own: OwnTaste) -> None:
    genres = tuple(GenreTaste(f"Genre {number}", 0.5 - number / 10, 9) for number in range(10) if number != 5)
    sheet = taste_layout.sheet(ENGLISH, replace(own, profile=replace(own.profile, genres=genres)))
    assert len(sheet.bars) == 6
    assert (sheet.bars[0].value, sheet.bars[0].number) == (1.0, "+0.50")
    assert (sheet.bars[-1].value, sheet.bars[-1].number) == (-0.8, "−0.40")


@pytest.mark.parametrize(("leniency", "words"), [(0.04, "±0.0 ★"), (0.64, "+0.6 ★"), (-1.9, "−1.9 ★")])
def test_the_scale_of_stars_has_its_mark_within(own: OwnTaste, leniency: float, words: str) -> None:
    sheet = taste_layout.sheet(ENGLISH, replace(own, profile=replace(own.profile, leniency=leniency)))
    assert sheet.gauges[0].words == words
    assert 0 <= sheet.gauges[0].value <= 1


def test_without_films_nothing_is_said_of_films(own: OwnTaste) -> None:
    bare = replace(own, most_theirs=(), not_theirs=None, next_film=None)
    said = taste.caption(ENGLISH, bare)
    assert "Most yours" not in said
    assert "Others love it more" not in said
    assert len(taste.buttons(ENGLISH, bare, taste.PictureTheme.LIGHT, 7).inline_keyboard) == 1


def test_too_few_ratings_lead_to_rating() -> None:
    note = taste.too_few(ENGLISH, TooFewRatings(4), 7)
    assert "Rate 1 more film and I can." in note.text
    assert note.keyboard is not None
