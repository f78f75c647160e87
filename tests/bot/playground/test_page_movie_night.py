"""A whole movie night in a real browser: three people on three phones, in two languages."""

from __future__ import annotations

from contextlib import AsyncExitStack

import pytest
from playwright.async_api import expect

from bot.playground.people import GROUP, PEOPLE, Person
from tests.support.visitor import Open, Visitor

pytest_plugins = ["tests.support.browser", "tests.support.open_playground"]
pytestmark = pytest.mark.asyncio(loop_scope="session")
expect.set_options(timeout=30_000)

_, BRUNO, CLARA, DARIO, *_ = PEOPLE
# What is used here, by its name on the wire; another test holds that nothing is used nowhere.
BUTTONS = {"njj", "nll", "ntt", "nee", "nvv", "npp"}
COMMANDS = {"movienight"}


async def in_the_group(visit: Visitor, person: Person, language: str) -> Visitor:
    """Let somebody open the group on their phone, which is set to a language."""
    await visit.page.goto(f"{visit.page.url.partition('#')[0]}#{GROUP.group_id}")
    await visit.page.get_by_label("Speak as").select_option(person.first_name)
    await visit.page.get_by_label("Language").select_option(language)
    return visit


async def rates_three_films(visit: Visitor) -> None:
    await visit.says("/rate")
    for number in (1, 2, 3):
        await visit.taps("★5")
        await visit.sees(f"{number} rated")


async def votes(visit: Visitor, number: int) -> None:
    """Choose an option of the newest poll."""
    await visit.page.locator(".poll").last.get_by_role("group").get_by_role("button").nth(number).click()


async def test_three_people_in_two_languages_find_a_film(playground: Open) -> None:
    async with AsyncExitStack() as open_pages:
        visits = [
            await open_pages.enter_async_context(playground.visit(each)) for each in (CLARA, DARIO, BRUNO)
        ]
        await rates_three_films(visits[1])
        clara = await in_the_group(visits[0], CLARA, "de")
        dario = await in_the_group(visits[1], DARIO, "en")
        bruno = await in_the_group(visits[2], BRUNO, "en")

        await clara.says("/movienight")
        await clara.sees("Filmabend!", "Dabei: Clara")
        await clara.sees_all_of()
        await dario.taps("Bin dabei")
        await bruno.taps("Bin dabei")
        await clara.sees("Clara, Dario und Bruno")
        await bruno.taps("Doch nicht")
        await clara.sees("Clara und Dario")
        await bruno.taps("🚫 1")
        await bruno.is_told("Tap “I'm in” first")
        await bruno.taps("Bin dabei")
        await clara.sees("Clara, Dario und Bruno")

        await dario.taps("1")
        await dario.is_told("you would give it about")
        await clara.taps("1")
        await clara.is_told("Deinen Geschmack")
        refused = await film(clara, 1)
        await clara.taps("🚫 1")
        await expect(clara.last).not_to_contain_text(refused)
        await clara.taps("🚫 2")
        await clara.is_told("Dein Veto ist verbraucht")
        await dario.taps("⏱ Egal wie lang")
        await dario.offers("⏱ 100 min")
        for minutes in ("⏱ 100 min", "⏱ 120 min", "⏱ 150 min"):
            await dario.taps(minutes)
        await dario.offers("⏱ Egal wie lang")

        first, second = await film(clara, 1), await film(clara, 2)
        await bruno.taps("🗳 Abstimmen")
        await expect(clara.page.locator(".poll").last).to_contain_text("Welcher Film wird es?")
        await votes(clara, 0)
        for visit in (dario, bruno):
            await votes(visit, 1)
        await clara.sees("3 votes")
        await expect(clara.last).not_to_contain_text("%")
        await clara.ends_the_poll()
        for visit in (clara, dario, bruno):
            await visit.sees(f"{second} wird es!", "2 von 3 Stimmen")
            await visit.sees_all_of()
        assert first != second
        await dario.taps("Karte ansehen")
        await dario.sees(second.partition("…")[0], "for you")
    assert playground.seen.buttons >= BUTTONS
    assert playground.seen.commands >= COMMANDS


async def film(visit: Visitor, number: int) -> str:
    """Return a film of the newest shortlist, counted from 1."""
    return await visit.last.locator("strong").nth(number + 1).inner_text()
