"""Inline mode: results offered, cached, chosen, tapped."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.fetching import PhotoNotFetched
from tests.bot.playground.asking import ADA, BRUNO, ask, keyboard, picture, refused
from tests.bot.playground.conftest import HandClock

CONTENT = {"message_text": "Heat (1995)"}
ARTICLE: dict[str, Any] = {"type": "article", "id": "1", "title": "Heat", "input_message_content": CONTENT}


async def offered(bot_api: BotApi, *results: dict[str, Any], **params: Any) -> str:
    """Let Ada ask for "heat" and the bot answer; returns the id of the query."""
    query_id, _ = actions.ask_inline(bot_api, ADA, "heat")
    wanted = {"inline_query_id": query_id, "results": json.dumps(results)}
    await ask(bot_api, "answerInlineQuery", **wanted, **params)
    return query_id


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([ARTICLE | {"id": ""}], "RESULT_ID_INVALID"),
        ([ARTICLE | {"id": "x" * 65}], "RESULT_ID_INVALID"),
        ([ARTICLE, ARTICLE], "RESULT_ID_DUPLICATE"),
        ([ARTICLE | {"title": ""}], "ARTICLE_TITLE_EMPTY"),
        ([ARTICLE | {"input_message_content": None}], "MESSAGE_EMPTY"),
        ([{"type": "photo", "id": "1", "photo_url": "https://a.example"}], "PHOTO_CONTENT_URL_EMPTY"),
        ([ARTICLE | {"id": str(n)} for n in range(51)], "RESULTS_TOO_MUCH"),
        (["x"], "can't parse inline query results: array of objects expected"),
        ([ARTICLE | {"reply_markup": json.loads(keyboard("x" * 65))}], "BUTTON_DATA_INVALID"),
    ],
)
async def test_results_beyond_the_limits_are_refused(
    bot_api: BotApi, results: list[Any], reason: str
) -> None:
    query_id, _ = actions.ask_inline(bot_api, ADA, "heat")
    wanted = {"inline_query_id": query_id, "results": json.dumps(results)}

    assert await refused(bot_api, "answerInlineQuery", **wanted) == (400, f"Bad Request: {reason}")


async def test_a_chosen_result_is_told_where_feedback_is_on(bot_api: BotApi) -> None:
    with_keys = ARTICLE | {"reply_markup": json.loads(keyboard("a"))}
    query_id = await offered(bot_api, with_keys)
    await actions.choose_inline(bot_api, ADA, query_id, "1")
    assert len(await ask(bot_api, "getUpdates")) == 1
    bot_api.state.is_inline_feedback_on = True
    inline_id = await actions.choose_inline(bot_api, ADA, query_id, "1")
    chosen = (await ask(bot_api, "getUpdates"))[-1]["chosen_inline_result"]

    assert (chosen["result_id"], chosen["query"]) == ("1", "heat")
    assert chosen["inline_message_id"] == inline_id


async def test_a_tap_under_an_inline_message_brings_its_inline_id_and_no_message(bot_api: BotApi) -> None:
    query_id = await offered(bot_api, ARTICLE | {"reply_markup": json.loads(keyboard("a"))})
    inline_id = await actions.choose_inline(bot_api, ADA, query_id, "1")
    actions.tap(bot_api, ADA, list(bot_api.state.messages[ADA])[-1], "a")
    query = (await ask(bot_api, "getUpdates"))[-1]["callback_query"]

    assert query["inline_message_id"] == inline_id
    assert "message" not in query


async def test_a_cached_answer_is_shown_to_all_or_to_one_until_it_ends(
    bot_api: BotApi, clock: HandClock
) -> None:
    def bot_is_asked(person_id: int) -> bool:
        before = bot_api.state.updates.pending_count
        actions.ask_inline_again(bot_api, person_id, "heat")
        return bot_api.state.updates.pending_count > before

    await offered(bot_api, ARTICLE, cache_time=60, is_personal="true")
    assert (bot_is_asked(ADA), bot_is_asked(BRUNO)) == (False, True)
    clock.move(60)
    await offered(bot_api, ARTICLE)
    assert (bot_is_asked(ADA), bot_is_asked(BRUNO)) == (False, False)
    clock.move(300)
    assert bot_is_asked(ADA)


async def test_a_photo_result_is_sent_by_its_file_id(bot_api: BotApi) -> None:
    sent = await ask(bot_api, "sendPhoto", {"photo": picture()}, chat_id=ADA)
    file_id = sent["photo"][-1]["file_id"]
    query_id = await offered(bot_api, {"type": "photo", "id": "1", "photo_file_id": file_id})
    await actions.choose_inline(bot_api, ADA, query_id, "1")

    assert list(bot_api.state.messages[ADA].values())[-1]["photo"][-1]["file_id"] == file_id


async def test_a_text_with_a_preview_shows_its_picture_while_there_is_one(bot_api: BotApi) -> None:
    async def fetch(url: str) -> bytes:
        if url.endswith("gone"):
            raise PhotoNotFetched(url)
        return picture()

    bot_api.state.fetch_url = fetch
    options = {"url": "https://posters.example/heat.jpg", "show_above_text": True}
    content = CONTENT | {"link_preview_options": options}
    query_id = await offered(bot_api, ARTICLE | {"input_message_content": content})
    await actions.choose_inline(bot_api, ADA, query_id, "1")
    assert "preview" in list(bot_api.state.messages[ADA].values())[-1]
    gone = {"link_preview_options": options | {"url": "https://posters.example/gone"}}
    query_id = await offered(bot_api, ARTICLE | {"input_message_content": CONTENT | gone})
    await actions.choose_inline(bot_api, ADA, query_id, "1")
    message = list(bot_api.state.messages[ADA].values())[-1]
    assert "preview" not in message
