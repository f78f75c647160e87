"""A tap is answered once, in time, or Telegram says it is too old."""

from __future__ import annotations

import json

import pytest

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.errors import ImpossibleAction
from bot.playground.people import GROUP, PEOPLE
from tests.bot.playground.asking import ADA, BRUNO, ask, keyboard, refused
from tests.bot.playground.conftest import HandClock

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def card(bot_api: BotApi, chat_id: int = ADA) -> int:
    sent = await ask(bot_api, "sendMessage", chat_id=chat_id, text="card", reply_markup=keyboard("a", "b"))
    return int(sent["message_id"])


async def test_a_tap_tells_the_bot_who_where_and_what(bot_api: BotApi) -> None:
    message_id = await card(bot_api)
    query_id, _ = actions.tap(bot_api, ADA, message_id, "b")
    [update] = await ask(bot_api, "getUpdates")
    query = update["callback_query"]

    assert query["id"] == query_id
    assert query["from"]["id"] == ADA
    assert query["data"] == "b"
    assert query["message"]["message_id"] == message_id


async def test_an_answer_reaches_the_person_who_tapped(bot_api: BotApi) -> None:
    query_id, _ = actions.tap(bot_api, ADA, await card(bot_api), "a")
    heard = bot_api.state.events.listen(lambda: {"kind": "first"}, silence=5)
    await anext(heard)
    await ask(bot_api, "answerCallbackQuery", callback_query_id=query_id, text="noted", show_alert="true")

    assert await anext(heard) == {
        "kind": "answer",
        "query_id": query_id,
        "person_id": ADA,
        "text": "noted",
        "show_alert": True,
        "url": None,
    }
    await heard.aclose()


async def test_a_second_answer_is_too_late(bot_api: BotApi) -> None:
    query_id, _ = actions.tap(bot_api, ADA, await card(bot_api), "a")
    await ask(bot_api, "answerCallbackQuery", callback_query_id=query_id)

    assert await refused(bot_api, "answerCallbackQuery", callback_query_id=query_id) == (400, TOO_OLD)


async def test_an_answer_after_a_minute_is_too_late(bot_api: BotApi, clock: HandClock) -> None:
    query_id, _ = actions.tap(bot_api, ADA, await card(bot_api), "a")
    clock.move(61)

    assert await refused(bot_api, "answerCallbackQuery", callback_query_id=query_id) == (400, TOO_OLD)


async def test_an_answer_to_nothing_is_refused(bot_api: BotApi) -> None:
    assert await refused(bot_api, "answerCallbackQuery", callback_query_id="1") == (400, TOO_OLD)
    assert await refused(bot_api, "answerCallbackQuery") == (400, TOO_OLD)


async def test_an_answer_of_more_than_200_characters_is_refused(bot_api: BotApi) -> None:
    query_id, _ = actions.tap(bot_api, ADA, await card(bot_api), "a")
    code, _ = await refused(bot_api, "answerCallbackQuery", callback_query_id=query_id, text="x" * 201)

    assert code == 400
    await ask(bot_api, "answerCallbackQuery", callback_query_id=query_id, text="x" * 200)


async def test_only_buttons_that_are_there_can_be_tapped(bot_api: BotApi) -> None:
    message_id = await card(bot_api)

    with pytest.raises(ImpossibleAction, match="no such button"):
        actions.tap(bot_api, ADA, message_id, "c")
    with pytest.raises(ImpossibleAction, match="no such message"):
        actions.tap(bot_api, BRUNO, message_id, "a")


async def test_an_inline_query_is_answered_once_with_at_most_50_results(bot_api: BotApi) -> None:
    query_id, _ = actions.ask_inline(bot_api, ADA, "alien")
    [update] = await ask(bot_api, "getUpdates")
    too_many = json.dumps([{"type": "article", "id": str(number)} for number in range(51)])
    answer = {"inline_query_id": query_id}

    assert (update["inline_query"]["id"], update["inline_query"]["query"]) == (query_id, "alien")
    assert await refused(bot_api, "answerInlineQuery", None, **answer, results=too_many) == (
        400,
        "Bad Request: RESULTS_TOO_MUCH",
    )
    await ask(bot_api, "answerInlineQuery", None, **answer, results="[]")
    assert await refused(bot_api, "answerInlineQuery", None, **answer, results="[]") == (400, TOO_OLD)


async def test_everybody_in_a_group_may_tap_but_nobody_else(bot_api: BotApi) -> None:
    message_id = await card(bot_api, GROUP.group_id)

    assert actions.tap(bot_api, BRUNO, message_id, "a", chat_id=GROUP.group_id)[1] is not None
    with pytest.raises(ImpossibleAction, match="not in this chat"):
        actions.tap(bot_api, PEOPLE[5].person_id, message_id, "a", chat_id=GROUP.group_id)
