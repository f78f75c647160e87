"""A picture is drawn once, as long as it would look the same."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.pictures import drawn_pictures
from bot.pictures.drawn_pictures import DrawnPictures
from bot.presentation import taste_layout
from bot.presentation.locale import ENGLISH
from bot.presentation.taste_sheet import PictureTheme, TasteSheet
from bot.services.taste_profiles import OwnTaste

LIGHT, DARK = PictureTheme


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[TasteSheet, PictureTheme]]:
    """What was drawn."""
    noted: list[tuple[TasteSheet, PictureTheme]] = []

    def draw(sheet: TasteSheet, theme: PictureTheme) -> bytes:
        noted.append((sheet, theme))
        return b"a picture"

    monkeypatch.setattr(drawn_pictures, "taste_picture", draw)
    return noted


async def test_the_same_words_and_numbers_are_drawn_once(
    own_taste: OwnTaste, drawn: list[tuple[TasteSheet, PictureTheme]]
) -> None:
    pictures, sheet = DrawnPictures(), taste_layout.sheet(ENGLISH, own_taste)
    both = await asyncio.gather(pictures.taste(sheet, LIGHT), pictures.taste(sheet, LIGHT))
    assert both == [b"a picture"] * 2
    assert len(drawn) == 1


async def test_another_rating_or_theme_is_another_picture(
    own_taste: OwnTaste, drawn: list[tuple[TasteSheet, PictureTheme]]
) -> None:
    pictures, sheet = DrawnPictures(), taste_layout.sheet(ENGLISH, own_taste)
    for each, theme in ((sheet, LIGHT), (sheet, DARK), (replace(sheet, subtitle="6 films"), LIGHT)):
        await pictures.taste(each, theme)
    assert len(drawn) == 3
