"""No label of a button is cut on either phone, in any of the bot's languages."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.playground.people import GROUP, PEOPLE, Person
from bot.presentation.catalogues import Catalogues
from tests.support.visitor import PHONE, SMALL_PHONE, Open, Visitor

pytest_plugins = ["tests.support.browser", "tests.support.open_playground"]
pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]
expect.set_options(timeout=30_000)

BRUNO = PEOPLE[1]
CODES = Catalogues().codes
SPEAKERS = [(code, PEOPLE[number % len(PEOPLE)]) for number, code in enumerate(CODES)]
every_language = pytest.mark.parametrize("code", CODES)
every_speaker = pytest.mark.parametrize(("code", "person"), SPEAKERS, ids=CODES)
LISTS = ("/ratings", "/ratings t", "/ratings zzz", "/watchlist", "/watchlist zzz", "/seen", "/hidden")
NARROWED = (
    "/filters comedy 80s -horror",
    "/recommend 3 comedy",
    "/filters horror -comedy",
    "/popular 70s",
)
OTHERS = ("/start", "/settings", "/style", "/daily", "/forget_me", "/rate", "/compare")


async def sees_all_on_both_phones(visit: Visitor) -> None:
    """Check every label on the page, those of older messages too."""
    for size in (SMALL_PHONE, PHONE):
        await visit.page.set_viewport_size(size)
        await visit.sees_all_of()


async def in_language(visit: Visitor, code: str) -> None:
    """Go on in a language; what was said before in another one is not looked at."""
    await visit.page.get_by_label("Language").select_option(code)
    await visit.page.evaluate("document.querySelectorAll('#log .row').forEach((row) => row.remove())")


async def taps_row(visit: Visitor, row: int, place: int) -> None:
    """Tap a button by where it stands, whatever is written on it."""
    await visit.tap(visit.last.locator(".row").nth(row).get_by_role("button").nth(place))


@every_speaker
async def test_a_films_card_and_the_lists_of_ones_own(playground: Open, code: str, person: Person) -> None:
    async with playground.visit(person, SMALL_PHONE) as visit:
        await in_language(visit, code)
        for place, title in enumerate(("biscuit", "orbit", "two tickets")):
            await visit.says(f"/find {title}")
            await taps_row(visit, 2, place)
            await taps_row(visit, 2, 3)
        await visit.says("/rate paper dragon 4.5")
        await visit.says("/rate tiny giants 4")
        await sees_all_on_both_phones(visit)
        await taps_row(visit, 1, 1)  # deletes the stars
        await sees_all_on_both_phones(visit)
        await taps_row(visit, 1, 0)  # puts them back
        for command in LISTS:
            await visit.says(command)
        await sees_all_on_both_phones(visit)


@every_speaker
async def test_lists_filters_and_all_that_can_be_set(playground: Open, code: str, person: Person) -> None:
    async with playground.visit(person, SMALL_PHONE) as visit:
        await in_language(visit, code)
        for command in (*NARROWED, *OTHERS):
            await visit.says(command)
        await visit.says("/recommend 3")
        await sees_all_on_both_phones(visit)
        await taps_row(visit, 2, 3)  # more
        await sees_all_on_both_phones(visit)


@every_language
async def test_a_movie_night(playground: Open, code: str) -> None:
    async with playground.visit(BRUNO, SMALL_PHONE) as visit:
        await visit.page.goto(f"{playground.address}/#{GROUP.group_id}")
        await visit.page.get_by_label("Speak as").select_option(BRUNO.first_name)
        await in_language(visit, code)
        await visit.says("/movienight")
        await sees_all_on_both_phones(visit)
        await visit.says("/movienight comedy 80s under 2 hours")
        await sees_all_on_both_phones(visit)
