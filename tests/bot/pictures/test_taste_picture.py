"""The picture of a taste: taken by Telegram, legible on a phone, in every language."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.pictures import pen
from bot.pictures.colours import COLOURS
from bot.pictures.page import WIDTH
from bot.pictures.taste_picture import MAX_HEIGHT, taste_picture
from bot.presentation import taste_layout
from bot.presentation.catalogues import Catalogues
from bot.presentation.locale import ENGLISH
from bot.presentation.taste_sheet import PictureTheme, TasteSheet
from bot.services.taste_profiles import GenreTaste, OwnTaste
from recommender.genres import GENRES
from tests.bot.pictures.conftest import an_own_taste

LOCALES = Catalogues()
MAX_RATIO = 20  # of a photo's sides, for Telegram
MAX_BYTES = 1_000_000


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def english(own: OwnTaste) -> TasteSheet:
    return taste_layout.sheet(ENGLISH, own)


@pytest.mark.parametrize("theme", list(PictureTheme))
def test_it_is_a_png_on_paper_of_its_theme_that_telegram_takes(
    own_taste: OwnTaste, theme: PictureTheme
) -> None:
    png = taste_picture(english(own_taste), theme)
    image = opened(png)
    assert (image.format, image.mode, image.width) == ("PNG", "RGB", WIDTH)
    assert image.width + image.height < 10_000
    assert image.height < image.width * MAX_RATIO
    assert len(png) < MAX_BYTES
    assert image.getpixel((0, image.height - 1)) == COLOURS[theme].paper


@pytest.mark.parametrize("theme", list(PictureTheme))
def test_inks_stand_out_from_the_paper(theme: PictureTheme) -> None:
    colours = COLOURS[theme]
    assert contrast(colours.ink, colours.paper) >= 7
    assert contrast(colours.faint_ink, colours.paper) >= 4.5
    for drawn in (colours.more, colours.less):
        assert contrast(drawn, colours.paper) >= 3


@pytest.mark.parametrize("code", LOCALES.codes)
def test_no_word_of_ours_is_cut_in_any_language(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[str] = []
    cut_to = pen.cut_to

    def noting(text: str, *how: object) -> str:
        shown = cut_to(text, *how)  # type: ignore[arg-type]
        if shown != text:
            cut.append(text)
        return shown

    monkeypatch.setattr(pen, "cut_to", noting)
    own = an_own_taste("Heat")
    for leniency, names in ((-1.2, GENRES[:6]), (0.0, GENRES[6:12]), (1.2, GENRES[12:18])):
        genres = tuple(
            GenreTaste(genre, 0.3 - 0.1 * place, 9) for place, genre in enumerate(names) if place != 3
        )
        profile = replace(own.profile, genres=genres, leniency=leniency)
        sheet = taste_layout.sheet(LOCALES.locale(code), replace(own, profile=profile))
        taste_picture(sheet, PictureTheme.LIGHT)
    assert cut == []


def test_what_is_not_known_takes_no_room(own_taste: OwnTaste) -> None:
    whole = opened(taste_picture(english(own_taste), PictureTheme.LIGHT))
    profile = replace(own_taste.profile, genres=(), decades=(), certainty=None)
    bare = replace(own_taste, profile=profile, most_theirs=(), not_theirs=None)
    assert opened(taste_picture(english(bare), PictureTheme.LIGHT)).height < whole.height / 2
    assert whole.height < MAX_HEIGHT


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=200))
def test_no_title_makes_drawing_fail(title: str) -> None:
    assert opened(taste_picture(english(an_own_taste(title)), PictureTheme.DARK)).width == WIDTH


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast of two colours as WCAG defines it: 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: tuple[int, int, int]) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
