"""Groups that change, and what the bot may not do in them."""

from __future__ import annotations

import json

import pytest

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.errors import ImpossibleAction
from bot.playground.people import CLUB, GROUP
from tests.bot.playground.asking import ADA, ask, picture, refused
from tests.support import membership

GROUP_ID, NEW_ID = GROUP.group_id, -1001700000099


async def test_a_group_becomes_a_supergroup_with_another_id(bot_api: BotApi) -> None:
    membership.migrate(bot_api, GROUP_ID, NEW_ID)
    before, after = (update["message"] for update in await ask(bot_api, "getUpdates"))
    _, refusal = await bot_api.call("sendMessage", {"chat_id": GROUP_ID, "text": "x"})

    assert (before["chat"]["id"], before["migrate_to_chat_id"]) == (GROUP_ID, NEW_ID)
    assert (after["chat"]["id"], after["migrate_from_chat_id"]) == (NEW_ID, GROUP_ID)
    assert refusal["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refusal["parameters"] == {"migrate_to_chat_id": NEW_ID}
    assert (await ask(bot_api, "sendMessage", chat_id=NEW_ID, text="x"))["chat"]["id"] == NEW_ID
    with pytest.raises(ImpossibleAction):
        membership.migrate(bot_api, GROUP_ID, NEW_ID)


async def test_a_removed_bot_hears_and_says_nothing_until_it_is_added(bot_api: BotApi) -> None:
    membership.remove_bot(bot_api, GROUP_ID)
    actions.say(bot_api, ADA, "/start", chat_id=GROUP_ID)
    [update] = await ask(bot_api, "getUpdates", offset=0)

    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert await refused(bot_api, "sendMessage", chat_id=GROUP_ID, text="x") == (
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    )
    membership.add_bot(bot_api, GROUP_ID)
    await ask(bot_api, "sendMessage", chat_id=GROUP_ID, text="x")


POLL = {"question": "Which?", "options": json.dumps(["a", "b"])}


@pytest.mark.parametrize(
    ("right", "method", "params", "files", "words"),
    [
        ("messages", "sendMessage", {"text": "x"}, None, "text messages"),
        ("photos", "sendPhoto", {}, {"photo": picture()}, "photos"),
        ("documents", "sendDocument", {}, {"document": b"x"}, "documents"),
        ("polls", "sendPoll", POLL, None, "polls"),
    ],
)
async def test_a_missing_right_is_refused_in_one_chat_only(  # noqa: PLR0917 - a row of the table
    bot_api: BotApi,
    right: str,
    method: str,
    params: dict[str, str],
    files: dict[str, bytes] | None,
    words: str,
) -> None:
    bot_api.state.restrictions[GROUP_ID] = {f"can_send_{right}": False}

    assert await refused(bot_api, method, files, chat_id=GROUP_ID, **params) == (
        400,
        f"Bad Request: not enough rights to send {words} to the chat",
    )
    await ask(bot_api, method, files, chat_id=CLUB.group_id, **params)


async def test_a_closed_topic_takes_nothing(bot_api: BotApi) -> None:
    bot_api.state.restrictions[GROUP_ID] = {"is_topic_closed": True}

    assert await refused(bot_api, "sendMessage", chat_id=GROUP_ID, text="x") == (
        400,
        "Bad Request: TOPIC_CLOSED",
    )
