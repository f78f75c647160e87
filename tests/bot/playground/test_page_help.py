"""Help fits one screen of a phone, in every language."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.playground.people import PEOPLE
from bot.presentation.settings import LANGUAGES
from tests.support.visitor import PHONE, Open

pytest_plugins = ["tests.support.browser", "tests.support.open_playground"]
pytestmark = pytest.mark.asyncio(loop_scope="session")
FEMI = PEOPLE[5]


async def test_help_fits_one_screen_in_every_language(playground: Open) -> None:
    async with playground.visit(FEMI, PHONE) as visit:
        heights, texts = {}, set()
        for code in LANGUAGES:
            await visit.page.get_by_label("Language").select_option(code)
            await visit.says("/help")
            await expect(visit.last).to_contain_text("/recommend")
            box = await visit.last.bounding_box()
            assert box is not None
            heights[code] = box["height"]
            texts.add(await visit.last.inner_text())
        # The log grows with what is in it; what is seen of it is as high as the part that it scrolls in.
        screen = await visit.page.evaluate("document.getElementById('log').parentElement.clientHeight")
    assert len(texts) == len(LANGUAGES)
    assert screen < PHONE["height"]
    assert {code: height for code, height in heights.items() if height > screen} == {}, (screen, heights)
