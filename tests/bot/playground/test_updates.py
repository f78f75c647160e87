"""getUpdates: nothing is lost, nothing comes twice once it is confirmed."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.updates import Updates
from tests.bot.playground.asking import ADA, ask, refused
from tests.support.waiting import PATIENCE_SECONDS


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(bot_api: BotApi) -> None:
    for text in ("one", "two"):
        actions.say(bot_api, ADA, text)
    first = await ask(bot_api, "getUpdates")

    assert texts(first) == ["one", "two"]
    assert await ask(bot_api, "getUpdates", offset=first[0]["update_id"]) == first
    assert texts(await ask(bot_api, "getUpdates", offset=first[0]["update_id"] + 1)) == ["two"]
    assert await ask(bot_api, "getUpdates", offset=first[1]["update_id"] + 1) == []


async def test_a_negative_offset_keeps_only_the_newest(bot_api: BotApi) -> None:
    for text in ("one", "two", "three"):
        actions.say(bot_api, ADA, text)

    assert texts(await ask(bot_api, "getUpdates", offset=-1)) == ["three"]
    assert texts(await ask(bot_api, "getUpdates")) == ["three"]


async def test_a_long_poll_returns_as_soon_as_something_happens(bot_api: BotApi) -> None:
    poll = asyncio.create_task(ask(bot_api, "getUpdates", timeout=60))
    await asyncio.sleep(0)
    actions.say(bot_api, ADA, "hello")

    assert texts(await asyncio.wait_for(poll, PATIENCE_SECONDS)) == ["hello"]


async def test_a_poll_without_anything_to_tell_is_empty(bot_api: BotApi) -> None:
    assert await ask(bot_api, "getUpdates", timeout=0) == []


async def test_a_second_poller_ends_the_first_with_409(bot_api: BotApi) -> None:
    first = asyncio.create_task(refused(bot_api, "getUpdates", timeout=60))
    await asyncio.sleep(0)
    second = asyncio.create_task(ask(bot_api, "getUpdates", timeout=60))
    code, reason = await asyncio.wait_for(first, PATIENCE_SECONDS)
    actions.say(bot_api, ADA, "hello")

    assert code == 409
    assert reason.startswith("Conflict: terminated by other getUpdates request")
    assert texts(await asyncio.wait_for(second, PATIENCE_SECONDS)) == ["hello"]


async def test_polling_and_a_webhook_exclude_each_other(bot_api: BotApi) -> None:
    await ask(bot_api, "setWebhook", url="https://bot.example/hook")
    code, reason = await refused(bot_api, "getUpdates")

    assert code == 409
    assert "webhook is active" in reason
    await ask(bot_api, "deleteWebhook")
    assert await ask(bot_api, "getUpdates") == []


async def test_pending_updates_are_counted_and_can_be_dropped(bot_api: BotApi) -> None:
    actions.say(bot_api, ADA, "hello")

    assert (await ask(bot_api, "getWebhookInfo"))["pending_update_count"] == 1
    await ask(bot_api, "deleteWebhook", drop_pending_updates="true")
    assert (await ask(bot_api, "getWebhookInfo"))["pending_update_count"] == 0


async def test_only_the_kinds_asked_for_are_queued(bot_api: BotApi) -> None:
    await ask(bot_api, "getUpdates", allowed_updates=json.dumps(["message"]))
    actions.block(bot_api, ADA)
    actions.say(bot_api, ADA, "hello")

    assert [sorted(update) for update in await ask(bot_api, "getUpdates")] == [["message", "update_id"]]


@given(st.integers(0, 250), st.integers(1, 100), st.integers(1, 100))
def test_polling_in_any_steps_delivers_everything_once_and_in_order(
    count: int, limit: int, step: int
) -> None:
    async def poll_all() -> list[int]:
        updates, seen, offset = Updates(), [], 0
        for number in range(count):
            updates.push("message", {"number": number})
        while batch := await updates.fetch(offset=offset, limit=limit, timeout=0, allowed=None):
            confirmed = batch[:step]
            seen += [update["message"]["number"] for update in confirmed]
            offset = confirmed[-1]["update_id"] + 1
        return seen

    assert asyncio.run(poll_all()) == list(range(count))
