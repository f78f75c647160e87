"""The page and the bot in one event loop: begun, stopped, and what happens when the port is taken."""

from __future__ import annotations

import asyncio
import socket

import httpx
import pytest

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.serving import PortTaken, serving
from tests.bot.playground.asking import ADA
from tests.support.chat import talking
from tests.support.example_bot import build_example
from tests.support.waiting import PATIENCE_SECONDS


async def test_a_message_from_the_page_is_answered_on_the_page() -> None:
    bot_api = BotApi()
    async with (
        serving(bot_api, "127.0.0.1", 0) as address,
        talking(build_example(bot_api)),
        httpx.AsyncClient(base_url=address) as browser,
        browser.stream("GET", "/events") as events,
        asyncio.timeout(PATIENCE_SECONDS),
    ):
        lines = events.aiter_lines()
        await browser.post("/actions/say", json={"person_id": ADA, "chat_id": ADA, "text": "/start"})
        while "Welcome" not in await anext(lines):
            pass


async def test_an_open_page_does_not_hold_up_the_end() -> None:
    bot_api = BotApi()
    async with httpx.AsyncClient() as browser:
        async with asyncio.timeout(PATIENCE_SECONDS), serving(bot_api, "127.0.0.1", 0) as address:
            request = browser.build_request("GET", f"{address}/events")
            events = await browser.send(request, stream=True)
        assert b'"kind": "snapshot"' in await events.aread()


async def test_nothing_runs_on_after_the_end() -> None:
    before = asyncio.all_tasks()
    bot_api = BotApi()
    async with serving(bot_api, "127.0.0.1", 0), talking(build_example(bot_api)):
        actions.say(bot_api, ADA, "/start")
    await asyncio.sleep(0)

    assert asyncio.all_tasks() == before


async def test_a_taken_port_is_said_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken) as error:
            async with serving(BotApi(), "127.0.0.1", port):
                pytest.fail("nobody can listen here")

    assert str(error.value) == (
        f"Cannot open the playground at 127.0.0.1:{port} (Address already in use);"
        " set PLAYGROUND_PORT to a free port."
    )


async def test_a_freed_port_can_be_used_again_at_once() -> None:
    async with serving(BotApi(), "127.0.0.1", 0) as address:
        port = int(address.rsplit(":", 1)[1])
    async with serving(BotApi(), "127.0.0.1", port) as again:
        assert again == address
