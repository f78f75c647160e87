"""A made-up person who uses the playground in a real browser, as a thumb does on a phone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import TypedDict
from urllib.parse import urlsplit

from playwright.async_api import Browser, Locator, Page, Request, Route, expect

from bot.playground.people import Person
from bot.presentation.callback_data import VERSION


class Size(TypedDict):
    """A screen, in CSS pixels."""

    width: int
    height: int


PHONE: Size = {"width": 390, "height": 844}
SMALL_PHONE: Size = {"width": 320, "height": 568}
# Two films of the same name, year and (little) fame, as there are in every large catalogue.
REMADE = "The Cellar in Winter"
GENRE_TITLE = "Halloween"  # also a word for horror films
NUMBER_TITLE = "1984"  # also a year
# How often a page is looked at until it has changed, or is laid out; a busy machine takes its time.
LOOKS = 1_500
LOOK_INTERVAL_SECONDS = 0.02
CUT_LABELS = """() => [...document.querySelectorAll(".row .label")]
    .filter((label) => label.scrollWidth > label.clientWidth).map((label) => label.textContent)"""
# All messages, notices and alerts of a page, but not which of its buttons wait for an answer.
WHAT_IS_SHOWN = """() => ["log", "toast", "alert"]
    .map((id) => document.getElementById(id).outerHTML)
    .join("").replaceAll(/ (aria-busy|class)="[^"]*"/g, "")"""
# Whatever somebody else wrote below a message.
BELOW = "xpath=following-sibling::li[contains(@class, 'theirs')]"


@dataclass
class Seen:
    """What people did in the browser: kinds of buttons tapped, commands sent, pages led out to."""

    buttons: set[str] = field(default_factory=set)
    commands: set[str] = field(default_factory=set)
    pages: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        """Note what an action of the page says."""
        if request.headers.get("content-type") != "application/json":
            return
        wish = request.post_data_json
        if request.url.endswith("/actions/tap"):
            self.buttons.add(wish["payload"].removeprefix(VERSION).partition(":")[0])
        elif request.url.endswith("/actions/say") and wish["text"].startswith("/"):
            self.commands.add(wish["text"][1:].split()[0].partition("@")[0])


@dataclass
class Visitor:
    """One person's page; what they see last is `last`."""

    page: Page
    seen: Seen

    @property
    def last(self) -> Locator:
        """Return the newest message of the bot (or of others) that everybody in the chat sees."""
        return self.page.locator(".theirs:not(.alone)").last

    async def says(self, text: str) -> Locator:
        """Send a text and return the answer.

        What stands below the sent text is the answer; above it a card that became a list may still go.
        """
        own = self.page.locator(".own")
        sent = own.nth(await own.count())
        await self.page.get_by_role("textbox", name="Message").fill(text)
        await self.page.keyboard.press("Enter")
        await expect(sent.locator(BELOW).first).to_be_visible()
        return self.last

    async def sends_file(self, name: str, content: bytes) -> None:
        """Send a file through the page's picker."""
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        await self.page.get_by_label("File to send").set_input_files([file])  # type: ignore[list-item]

    async def taps(self, label: str) -> None:
        """Tap a button under the newest message and wait until the bot has answered the tap."""
        await self.tap(self.last.locator(".keyboard").get_by_role("button", name=label, exact=True))

    async def taps_first(self) -> None:
        """Tap the first button under the newest message."""
        await self.tap(self.last.locator(".keyboard button").first)

    async def tap(self, button: Locator) -> None:
        """Tap and wait until something came of it: the bot answers a tap before its work is done."""
        leads_out = "leads-out" in (await button.get_attribute("class") or "")
        before = await self.page.evaluate(WHAT_IS_SHOWN)
        await button.click()
        await expect(self.page.locator("[aria-busy]")).to_have_count(0)
        for _ in range(0 if leads_out else LOOKS):
            if await self.page.evaluate(WHAT_IS_SHOWN) != before:
                return
            await asyncio.sleep(LOOK_INTERVAL_SECONDS)
        assert leads_out, "nothing came of the tap"

    async def reacts(self, emoji: str) -> None:
        """Set a reaction under the newest message, through what the page offers for it."""
        await self.last.get_by_role("button", name="Message actions").click()
        await self.page.locator("#choices").get_by_role("button", name=emoji).click()

    async def ends_the_poll(self) -> None:
        """Let the time of the newest poll be over."""
        await self.last.get_by_role("button", name="Message actions").click()
        await self.page.locator("#choices").get_by_role("button", name="End the poll now").click()

    async def sees(self, *texts: str) -> None:
        """Wait until the newest message says all of this."""
        for text in texts:
            await expect(self.last).to_contain_text(text)

    async def offers(self, label: str) -> None:
        """Wait until a button of this name hangs under the newest message."""
        await expect(self.last.get_by_role("button", name=label, exact=True)).to_be_visible()

    async def is_told(self, text: str) -> None:
        """Wait until a notice or an alert says this; an alert is dismissed."""
        await expect(self.page.locator("#toast.shown, #alert[open]")).to_contain_text(text)
        if await self.page.locator("#alert[open]").count():
            await self.page.get_by_role("button", name="OK").click()

    async def title(self) -> str:
        """Return what stands in bold first on the newest card."""
        return await self.last.locator("strong").first.inner_text()

    async def sees_all_of(self) -> None:
        """Check that nothing is wider than the screen, and no label of a button is cut by the page.

        A page that is still being laid out gets a moment.
        """
        for _ in range(LOOKS):
            cut = await self.page.evaluate(CUT_LABELS)
            if not cut:
                break
            await asyncio.sleep(LOOK_INTERVAL_SECONDS)
        assert cut == [], f"cut: {cut}"
        assert await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@asynccontextmanager
async def visitor(
    browser: Browser, address: str, person: Person, seen: Seen, size: Size = PHONE
) -> AsyncIterator[Visitor]:
    """Open the page as somebody; links that lead out are noted and end nowhere; errors fail the test."""
    context = await browser.new_context(viewport=size, has_touch=True, reduced_motion="reduce")  # type: ignore[arg-type]
    context.set_default_timeout(30_000)
    await context.route(lambda url: urlsplit(url).hostname != "127.0.0.1", lambda route: _stop(route, seen))
    page = await context.new_page()
    page.on("request", seen.note)
    page.on("pageerror", lambda error: seen.faults.append(str(error)))
    await page.goto(f"{address}/#{person.person_id}")
    await expect(page.locator("#title")).not_to_be_empty()
    # Whatever language they are made up with: these visits read English.
    await page.get_by_label("Language").select_option("en")
    if await page.locator("#start").is_visible():
        await page.locator("#start").click()
        await expect(page.locator(".theirs")).to_have_count(1)
    yield Visitor(page, seen)
    await context.close()
    assert seen.faults == []


@dataclass(frozen=True)
class Open:
    """A playground that is open, and what people did in it."""

    browser: Browser
    address: str
    seen: Seen

    def visit(self, person: Person, size: Size = PHONE) -> AbstractAsyncContextManager[Visitor]:
        """Open a page as somebody."""
        return visitor(self.browser, self.address, person, self.seen, size)


async def _stop(route: Route, seen: Seen) -> None:
    seen.pages.append(route.request.url)
    await route.fulfill(body="")
