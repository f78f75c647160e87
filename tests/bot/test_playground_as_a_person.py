"""The main job in a real browser: `python -m bot` without a token, used by a newcomer, and restarted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.support.worker import free_port, running_bot

pytest_plugins = ["tests.support.browser"]
pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]
expect.set_options(timeout=30_000)


def last_card(page: Page) -> Locator:
    return page.locator(".card").last


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Message").fill(text)
    await page.keyboard.press("Enter")


async def titles(page: Page, begin: int = 1) -> list[str]:
    """Leaf through the last card's list, read the titles, and go back by one."""
    read = []
    for position in range(begin, 11):
        await expect(last_card(page).get_by_role("button", name=f"{position}/10")).to_be_visible()
        read.append(await last_card(page).locator("strong").first.inner_text())
        await last_card(page).get_by_role("button", name="▶" if position < 10 else "◀").click()
    await expect(last_card(page).get_by_role("button", name="9/10")).to_be_visible()
    return read


async def test_a_newcomer_rates_five_films_and_gets_cards_that_learn(
    chromium: Browser, trained_file: Path, tmp_path: Path
) -> None:
    shutil.copyfile(trained_file, tmp_path / "matinee.db")
    port = free_port()
    context = await chromium.new_context(viewport={"width": 1180, "height": 860})
    page = await context.new_page()
    async with running_bot(tmp_path, PLAYGROUND_PORT=str(port)) as bot:
        await bot.says("the playground is open")
        await page.goto(f"http://127.0.0.1:{port}")
        await page.get_by_role("button", name="Start").click()
        await page.get_by_role("button", name="Rate films").click()
        await last_card(page).get_by_role("button", name="Done").click()
        await expect(last_card(page)).to_contain_text("Tap your stars")
        for number, stars in enumerate((5, 4, 1, 5, 2), start=1):
            await last_card(page).get_by_role("button", name=f"★{stars}", exact=True).click()
            await expect(last_card(page)).to_contain_text(f"{number} rated")
        await last_card(page).get_by_role("button", name="My films").click()
        await expect(last_card(page)).to_contain_text("Because you rated")
        before = await titles(page)

        await write(page, "/recommend")
        await expect(last_card(page).get_by_role("button", name="Show them again")).to_be_visible()
        await last_card(page).get_by_role("button", name="★5", exact=True).click()
        await expect(last_card(page).get_by_role("button", name="↩", exact=True)).to_be_visible()
        await expect(last_card(page)).to_contain_text("for you")
        await last_card(page).get_by_role("button", name="◀").click()
        await expect(last_card(page)).to_contain_text("You gave it ★5")
        await last_card(page).get_by_role("button", name="▶").click()
        after = await titles(page, 2)
        assert set(before).isdisjoint(after)
        assert await bot.stop() == 0

    async with running_bot(tmp_path, PLAYGROUND_PORT=str(port)) as bot:
        await bot.says("the playground is open")
        await page.goto(f"http://127.0.0.1:{port}")
        await expect(last_card(page)).to_contain_text("for you")
        await last_card(page).get_by_role("button", name="◀").click()
        await expect(last_card(page).get_by_role("button", name="8/10")).to_be_visible()
        await write(page, "/ratings")
        await expect(page.get_by_role("log")).to_contain_text("6 films")
        assert await bot.stop() == 0
    await context.close()
