"""The page in a real browser, against the tiny example bot."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.people import BOT, GROUP
from bot.playground.serving import serving
from tests.bot.playground.asking import ADA, BRUNO, ask
from tests.support.chat import talking
from tests.support.example_bot import build_example

pytest_plugins = ["tests.support.browser"]
# Starting a browser takes seconds, so all tests share one, and with it its event loop.
pytestmark = pytest.mark.asyncio(loop_scope="session")
# Patience costs nothing where all is well, and a busy machine needs it.
expect.set_options(timeout=20_000)
PHONE = {"width": 390, "height": 844}


@dataclass
class Visit:
    """A page that is open on a playground, and what went wrong in it."""

    page: Page
    bot_api: BotApi
    address: str
    faults: list[str] = field(default_factory=list)


@asynccontextmanager
async def visiting(browser: Browser, **look: object) -> AsyncIterator[Visit]:
    """Open the page on a running example bot; any error in the browser's console fails the test."""
    bot_api = BotApi()
    async with serving(bot_api, "127.0.0.1", 0) as address, talking(build_example(bot_api)):
        context = await browser.new_context(**look)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        visit = Visit(await context.new_page(), bot_api, address)
        visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
        visit.page.on(
            "console", lambda line: visit.faults.append(line.text) if line.type == "error" else None
        )
        await visit.page.goto(address)
        # What happens before the page has its first event would be old news to it.
        await expect(visit.page.locator("#chat-list li")).not_to_have_count(0)
        yield visit
        await context.close()
    assert visit.faults == []


@pytest_asyncio.fixture(loop_scope="session")
async def visit(chromium: Browser) -> AsyncIterator[Visit]:
    async with visiting(chromium) as visit:
        yield visit


async def open_chat(page: Page, title: str) -> None:
    """Open a chat and wait until it is shown: the address changes before the page does."""
    await page.get_by_role("link", name=title).click()
    await expect(page.locator("#title")).to_have_text(title)


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Message").fill(text)
    await page.keyboard.press("Enter")


async def test_somebody_starts_gets_a_card_turns_it_and_rates(visit: Visit) -> None:
    page = visit.page
    await page.get_by_role("button", name="Start").click()
    await expect(page.get_by_role("log")).to_contain_text("Welcome, Ada!")
    await page.get_by_role("button", name="/film").click()
    card = page.locator(".card")
    await expect(card).to_contain_text("Metropolis (1927)")
    await expect(card.locator("img:not(.backdrop)")).to_have_js_property("naturalWidth", 400)

    await card.get_by_role("button", name="▶").click()
    await expect(card).to_contain_text("Paper & Moon <3 (1973)")
    await expect(card.locator("strong")).to_have_text("Paper & Moon <3")
    await card.get_by_role("button", name="★ 4").click()
    await expect(page.locator("#toast")).to_have_text("4 stars noted")
    await expect(card.locator("[aria-busy]")).to_have_count(0)

    await card.get_by_role("button", name="▶").click()
    await expect(page.get_by_role("dialog")).to_contain_text("There is no film on that side.")
    await page.get_by_role("button", name="OK").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert await page.locator(".message").count() == 4


async def test_what_people_and_bots_write_is_never_html(visit: Visit) -> None:
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    actions.say(visit.bot_api, ADA, evil)
    await ask(visit.bot_api, "sendMessage", chat_id=ADA, text=f"{evil} javascript:alert(3)")

    await expect(visit.page.locator(".message")).to_have_count(2)
    await expect(visit.page.locator(".message").last).to_contain_text(evil)
    assert await visit.page.locator("#log img, #log script").count() == 0


async def test_the_command_menu_works_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.page
    actions.say(visit.bot_api, ADA, "/start")
    await expect(page.locator(".theirs")).to_have_count(1)
    await page.get_by_role("textbox", name="Message").press_sequentially("/f")
    commands = page.get_by_role("list", name="Commands").get_by_role("button")
    await expect(commands).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")

    await expect(page.locator(".card")).to_have_count(1)
    await page.keyboard.press("Shift+Tab")
    await expect(page.get_by_role("button", name="Menu")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(commands).to_have_count(3)
    await page.keyboard.press("Escape")
    await expect(commands).to_have_count(0)


async def test_a_button_keeps_the_focus_when_its_card_turns(visit: Visit) -> None:
    actions.say(visit.bot_api, ADA, "/film")
    await visit.page.get_by_role("button", name="▶").focus()
    await visit.page.keyboard.press("Enter")

    await expect(visit.page.locator(".card")).to_contain_text("Paper & Moon")
    await expect(visit.page.get_by_role("button", name="▶")).to_be_focused()


async def test_another_chat_counts_what_is_unread(visit: Visit) -> None:
    page = visit.page
    actions.say(visit.bot_api, BRUNO, "/start")
    bruno = page.get_by_role("link", name="Bruno Carvalho")
    await expect(bruno.locator(".count")).to_have_text("1")
    await expect(page).to_have_title("(1) Matinee playground")
    await bruno.click()

    await expect(page.get_by_role("log")).to_contain_text("Welcome, Bruno!")
    await expect(bruno.locator(".count")).to_have_count(0)


async def test_a_message_that_arrives_during_a_tap_on_a_chat_does_not_take_the_tap(visit: Visit) -> None:
    page = visit.page
    group = page.get_by_role("link", name=GROUP.title)
    await group.hover()
    await page.mouse.down()
    actions.say(visit.bot_api, ADA, "/start")
    await expect(page.get_by_role("link", name="Ada Lindqvist")).to_contain_text("Welcome, Ada!")
    await page.mouse.up()

    await expect(page.locator("#title")).to_have_text(GROUP.title)


async def test_in_the_group_one_chooses_who_speaks(visit: Visit) -> None:
    page = visit.page
    await open_chat(page, GROUP.title)
    await page.get_by_label("Speak as").select_option("Bruno")
    await write(page, "/film")
    await expect(page.locator(".card")).to_contain_text("Metropolis")

    await expect(page.locator(".own")).to_contain_text("/film")
    messages = visit.bot_api.state.messages[GROUP.group_id].values()
    assert [message["from"]["first_name"] for message in messages] == ["Bruno", "Matinee"]


async def test_blocking_hides_the_field_and_unblocking_brings_it_back(visit: Visit) -> None:
    page = visit.page
    actions.say(visit.bot_api, ADA, "/start")
    await expect(page.locator(".theirs")).to_have_count(1)
    await page.get_by_role("button", name="Block").click()
    await expect(page.get_by_role("textbox", name="Message")).to_be_hidden()
    assert visit.bot_api.state.blocked == {ADA}
    await page.locator("#start").click()

    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()


async def test_the_newest_message_stays_in_sight_unless_one_reads_further_up(visit: Visit) -> None:
    page = visit.page
    for number in range(40):
        actions.say(visit.bot_api, ADA, f"line {number}")
    await expect(page.locator(".message").last).to_be_in_viewport()
    await page.locator("#scroll").evaluate("scroll => { scroll.scrollTop = 0; }")
    await ask(visit.bot_api, "sendMessage", chat_id=ADA, text="something new")

    await expect(page.locator(".message").last).not_to_be_in_viewport()
    await page.get_by_role("button", name="To the newest message").click()
    await expect(page.get_by_text("something new").last).to_be_in_viewport()


async def test_after_a_reload_everything_is_there_again(visit: Visit) -> None:
    actions.say(visit.bot_api, BRUNO, "/film")
    await visit.page.goto(f"{visit.address}/#{BRUNO}")
    await visit.page.reload()

    await expect(visit.page.locator(".card")).to_contain_text("Metropolis")
    await visit.page.get_by_role("button", name="★ 2").click()
    await expect(visit.page.locator("#toast")).to_have_text("2 stars noted")


async def test_the_page_comes_back_by_itself_with_a_restarted_bot(chromium: Browser, tmp_path: Path) -> None:
    page = await chromium.new_page()
    port = 0
    for run in range(2):
        bot_api = BotApi(tmp_path / "playground.json")
        async with serving(bot_api, "127.0.0.1", port) as address, talking(build_example(bot_api)):
            if run == 0:
                await page.goto(address)
                port = int(address.rsplit(":", 1)[1])
                await page.get_by_role("button", name="Start").click()
                await write(page, "/film")
                await expect(page.locator(".card")).to_have_count(1)
            await expect(page.get_by_text("The bot is away.")).to_be_hidden()
            await page.get_by_role("button", name="★ 4").click()
            await expect(page.locator("#toast")).to_have_text("4 stars noted")
            await expect(page.locator("[aria-busy]")).to_have_count(0)
        if run == 0:
            await expect(page.get_by_text("The bot is away.")).to_be_visible()
    await page.close()


async def test_on_a_phone_the_list_and_the_chat_take_turns(chromium: Browser) -> None:
    async with visiting(chromium, viewport=PHONE, has_touch=True) as visit:
        page = visit.page
        await page.get_by_role("link", name="Ada Lindqvist").tap()
        await expect(page.get_by_role("link", name="Ada Lindqvist")).to_be_hidden()
        await page.get_by_role("button", name="Start").tap()
        await expect(page.get_by_role("log")).to_contain_text("Welcome, Ada!")
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        await page.get_by_role("button", name="Back to the chats").tap()
        await expect(page.get_by_role("link", name="Ada Lindqvist")).to_be_visible()


async def test_a_picked_file_is_sent_and_the_bots_document_can_be_saved(visit: Visit) -> None:
    page = visit.page
    csv = {"name": "watched.csv", "mimeType": "text/csv", "buffer": b"Name,Year\n" * 200}
    actions.say(visit.bot_api, ADA, "/start")
    await expect(page.get_by_role("button", name="Attach a file")).to_be_visible()
    await page.get_by_label("File to send").set_input_files([csv])  # type: ignore[list-item]
    sent = page.locator(".own .document")
    await expect(sent).to_contain_text("watched.csv")
    await expect(sent).to_contain_text("2.0 KB")

    await ask(visit.bot_api, "sendDocument", {"document": b"all of it"}, chat_id=ADA, caption="Your export")
    async with page.expect_download() as saved:
        await page.locator(".theirs .document").click()
    path = await (await saved.value).path()
    assert await asyncio.to_thread(path.read_bytes) == b"all of it"


async def test_a_folded_quote_opens_with_a_tap(visit: Visit) -> None:
    plot = "<blockquote expandable>" + "A long plot. " * 60 + "</blockquote>"
    actions.say(visit.bot_api, ADA, "/start")
    await ask(visit.bot_api, "sendMessage", chat_id=ADA, text=plot, parse_mode="HTML")
    quote = visit.page.locator(".expandable_blockquote")
    await expect(quote).to_have_attribute("aria-expanded", "false")
    folded = await quote.bounding_box()
    await quote.click()

    await expect(quote).to_have_attribute("aria-expanded", "true")
    opened = await quote.bounding_box()
    assert folded is not None
    assert opened is not None
    assert opened["height"] > 2 * folded["height"]


async def test_people_vote_in_a_poll_and_see_how_it_stands(visit: Visit) -> None:
    page = visit.page
    poll = {"question": "Which one?", "options": '["Heat", "Casino"]', "is_anonymous": "false"}
    await open_chat(page, GROUP.title)
    await ask(visit.bot_api, "sendPoll", chat_id=GROUP.group_id, **poll)
    await page.get_by_role("button", name="Casino").click()
    await expect(page.get_by_role("button", name="Casino")).to_contain_text("100 % · 1")
    await page.get_by_label("Speak as").select_option("Bruno")
    await expect(page.get_by_role("button", name="Casino")).not_to_contain_text("%")
    await page.get_by_role("button", name="Heat").click()
    await expect(page.get_by_role("button", name="Heat")).to_contain_text("50 % · 1")
    await page.get_by_role("button", name="Take vote back").click()

    await expect(page.locator(".poll")).to_contain_text("1 vote")


async def test_a_poll_that_is_not_anonymous_names_its_voters(visit: Visit) -> None:
    page = visit.page
    poll = {"question": "Which one?", "options": '["Heat", "Casino"]', "is_anonymous": "false"}
    await open_chat(page, GROUP.title)
    await ask(visit.bot_api, "sendPoll", chat_id=GROUP.group_id, **poll)
    for name, film in (("Bruno", "Casino"), ("Clara", "Casino"), ("Ada", "Heat")):
        await page.get_by_label("Speak as").select_option(name)
        await page.get_by_role("button", name=film).click()
        await expect(page.get_by_role("button", name=film)).to_contain_text("✓")

    await expect(page.get_by_role("button", name="Casino")).to_contain_text("Bruno, Clara")


async def test_hidden_results_show_only_in_the_end(visit: Visit) -> None:
    page = visit.page
    poll = {"question": "Which one?", "options": '["Heat", "Casino"]', "hide_results_until_closes": "true"}
    actions.say(visit.bot_api, ADA, "/start")
    sent = await ask(visit.bot_api, "sendPoll", chat_id=ADA, **poll)
    await page.get_by_role("button", name="Heat").click()
    await expect(page.locator(".poll")).to_contain_text("1 vote · results when the poll ends")
    await expect(page.locator(".poll")).not_to_contain_text("%")
    await ask(visit.bot_api, "stopPoll", chat_id=ADA, message_id=sent["message_id"])

    await expect(page.get_by_role("button", name="Heat")).to_contain_text("100 % · 1")


async def test_an_inline_result_is_chosen_and_its_deep_link_opens_the_private_chat(visit: Visit) -> None:
    page = visit.page
    link = f"https://t.me/{BOT['username']}?start=film_7"
    markup = {"inline_keyboard": [[{"text": "Open", "url": link}]]}
    words = {"message_text": "Heat (1995)"}
    result = {"type": "article", "id": "1", "title": "Heat", "input_message_content": words}
    await open_chat(page, GROUP.title)
    await page.get_by_role("textbox", name="Message").fill(f"@{BOT['username']} heat")
    state = visit.bot_api.state
    await state.changed.until(lambda: bool(state.queries))
    [query_id] = state.queries
    results = json.dumps([result | {"reply_markup": markup}])
    await ask(visit.bot_api, "answerInlineQuery", inline_query_id=query_id, results=results)
    await page.get_by_role("list", name="Inline results").get_by_role("button", name="Heat").click()
    await expect(page.locator(".own")).to_contain_text("Heat (1995)")
    await expect(page.locator(".own")).to_contain_text(f"via @{BOT['username']}")
    await page.get_by_role("button", name="Open").click()

    await expect(page.get_by_role("log")).to_contain_text("/start film_7")
    await expect(page.get_by_role("log")).to_contain_text("Welcome, Ada!")


async def test_a_message_is_answered_reacted_to_and_forwarded(visit: Visit) -> None:
    page = visit.page
    actions.say(visit.bot_api, ADA, "/start")
    await ask(visit.bot_api, "sendMessage", chat_id=ADA, text="How was Heat?")
    tip = page.locator(".theirs", has_text="How was Heat?")
    await expect(tip).to_have_count(1)

    async def choose(label: str) -> None:
        await tip.get_by_role("button", name="Message actions").click()
        await page.locator("#choices").get_by_role("button", name=label, exact=True).click()

    await choose("👍")
    await expect(tip.locator(".reactions")).to_have_text("👍")
    await choose("Reply")
    await write(page, "good")
    await expect(page.locator(".own").last.locator(".quoted")).to_have_text("MatineeHow was Heat?")
    await choose("Forward")
    await page.locator("#choices").get_by_role("button", name=GROUP.title).click()
    await open_chat(page, GROUP.title)

    await expect(page.locator(".own")).to_contain_text("Forwarded from Matinee")


async def test_a_person_changes_their_language(visit: Visit) -> None:
    await visit.page.get_by_label("Language").select_option("Deutsch")
    await expect(visit.page.get_by_label("Language")).to_have_value("de")
    state = visit.bot_api.state
    await state.changed.until(lambda: state.people[ADA].language_code == "de")
