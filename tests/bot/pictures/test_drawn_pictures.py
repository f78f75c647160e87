"""A picture is drawn once, as long as it would look the same."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.pictures import serving
from bot.pictures.drawn_pictures import DrawnPictures
from bot.pictures.taste_picture import taste_picture
from bot.posters.drawing_process import DrawingFailed
from bot.presentation import taste_layout
from bot.presentation.locale import ENGLISH
from bot.presentation.taste_sheet import PictureTheme
from bot.services.taste_profiles import OwnTaste
from tests.support.drawing import DrawsHere

LIGHT, DARK = PictureTheme


async def test_the_same_words_and_numbers_are_drawn_once(own_taste: OwnTaste) -> None:
    drawing = DrawsHere()
    pictures, sheet = DrawnPictures(drawing), taste_layout.sheet(ENGLISH, own_taste)
    both = await asyncio.gather(pictures.taste(sheet, LIGHT), pictures.taste(sheet, LIGHT))
    assert both == [taste_picture(sheet, LIGHT)] * 2
    assert drawing.drawn == ["taste"]


async def test_another_rating_or_theme_is_another_picture(
    own_taste: OwnTaste, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(serving.DRAWINGS, "taste", lambda _sheet, _theme: b"a picture")  # type: ignore[arg-type]
    drawing = DrawsHere()
    pictures, sheet = DrawnPictures(drawing), taste_layout.sheet(ENGLISH, own_taste)
    for each, theme in ((sheet, LIGHT), (sheet, DARK), (replace(sheet, subtitle="6 films"), LIGHT)):
        await pictures.taste(each, theme)
    assert drawing.drawn == ["taste"] * 3


async def test_what_could_not_be_drawn_is_not_kept(own_taste: OwnTaste) -> None:
    drawing = DrawsHere()
    pictures, sheet = DrawnPictures(drawing), taste_layout.sheet(ENGLISH, own_taste)
    drawing.fails = True
    with pytest.raises(DrawingFailed):
        await pictures.taste(sheet, LIGHT)
    drawing.fails = False
    assert await pictures.taste(sheet, LIGHT)
