"""What the page lets people do beyond talking: files, polls, inline results, reactions."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.playground.bot_api import BotApi
from bot.playground.files import MAX_DOWNLOAD_BYTES
from bot.playground.page import create_page
from bot.playground.people import BOT, ELSEWHERE, GROUP
from tests.bot.playground.asking import ADA, BRUNO, ask, keyboard, picture, refused

HOME = "http://127.0.0.1:8000"
GROUP_ID = GROUP.group_id


@pytest.fixture
async def browser(bot_api: BotApi) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_page(bot_api))
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
        yield client


def place(name: str, *, person_id: int = ADA, chat_id: int = ADA) -> dict[str, str]:
    """Say who drops a file of this name into which chat."""
    return {"person_id": str(person_id), "chat_id": str(chat_id), "name": name}


async def test_a_dropped_file_reaches_the_bot_with_its_bytes(
    browser: httpx.AsyncClient, bot_api: BotApi
) -> None:
    answer = await browser.post(
        "/actions/send_file", params=place("ratings, 2024.csv"), content=b"Name,Rating\n"
    )
    [update] = await ask(bot_api, "getUpdates")
    document = update["message"]["document"]
    described = await ask(bot_api, "getFile", file_id=document["file_id"])

    assert answer.status_code == 200
    assert (document["file_name"], document["file_size"]) == ("ratings, 2024.csv", 12)
    assert described["file_size"] == 12
    assert await bot_api.state.files.content(document["file_id"]) == b"Name,Rating\n"


async def test_a_dropped_picture_arrives_as_a_photo(browser: httpx.AsyncClient, bot_api: BotApi) -> None:
    await browser.post("/actions/send_file", params=place("me.JPG"), content=picture(30, 20))
    [update] = await ask(bot_api, "getUpdates")

    assert update["message"]["photo"][-1]["width"] == 30
    broken = await browser.post("/actions/send_file", params=place("me.png"), content=b"no picture")
    assert broken.status_code == 409


@pytest.mark.parametrize(
    ("wish", "content", "status"),
    [
        (place("a.csv"), b"", 422),
        (place(" "), b"x", 422),
        (place("a" * 256), b"x", 422),
        (place("a.csv", chat_id=BRUNO), b"x", 409),
        (place("a.jpg", person_id=1, chat_id=1), picture(), 409),
        ({"person_id": "Ada"}, b"x", 422),
    ],
)
async def test_a_file_that_makes_no_sense_changes_nothing(
    browser: httpx.AsyncClient, bot_api: BotApi, wish: dict[str, str], content: bytes, status: int
) -> None:
    before = bot_api.state.to_json()
    answer = await browser.post("/actions/send_file", params=wish, content=content)

    assert answer.status_code == status
    assert bot_api.state.to_json() == before


async def test_reading_stops_at_what_a_bot_may_download(browser: httpx.AsyncClient) -> None:
    given = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal given
        while given < 2 * MAX_DOWNLOAD_BYTES:
            given += 1 << 20
            yield bytes(1 << 20)

    answer = await browser.post("/actions/send_file", params=place("big.zip"), content=endless())

    assert answer.status_code == 413
    assert "20 MB" in answer.json()["detail"]


async def test_the_bot_cannot_download_what_is_larger_than_20_mb(bot_api: BotApi) -> None:
    big = await bot_api.state.files.add_document("big.zip", bytes(MAX_DOWNLOAD_BYTES + 1), "application/zip")

    assert await refused(bot_api, "getFile", file_id=big["file_id"]) == (400, "Bad Request: file is too big")


async def test_a_document_is_saved_under_its_name_and_never_shown(
    browser: httpx.AsyncClient, bot_api: BotApi
) -> None:
    name = 'é"\r\n.html'
    document = await bot_api.state.files.add_document(name, b"<script>alert(1)</script>", "text/html")
    answer = await browser.get(f"/files/{document['file_id']}")

    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%C3%A9%22%0D%0A.html"


async def test_voting_reacting_and_forwarding_need_a_message_in_ones_own_chat(
    browser: httpx.AsyncClient, bot_api: BotApi
) -> None:
    sent = await ask(bot_api, "sendMessage", chat_id=ADA, text="Heat", reply_markup=keyboard("a"))
    where = {"person_id": BRUNO, "chat_id": ADA, "message_id": sent["message_id"]}
    wishes = {
        "vote": {"options": [0]},
        "end_poll": {},
        "react": {"emoji": "👍"},
        "forward": {"to_chat_id": BRUNO},
    }
    for action, wish in wishes.items():
        assert (await browser.post(f"/actions/{action}", json=where | wish)).status_code == 409
    own = where | {"person_id": ADA}
    assert (await browser.post("/actions/react", json=own | {"emoji": "🍿"})).status_code == 409
    assert (await browser.post("/actions/forward", json=own | {"to_chat_id": BRUNO})).status_code == 409
    assert await ask(bot_api, "getUpdates") == []


async def test_a_reaction_is_told_only_to_a_bot_that_asked_for_it(
    browser: httpx.AsyncClient, bot_api: BotApi
) -> None:
    sent = await ask(bot_api, "sendMessage", chat_id=ADA, text="Heat")
    wish = {"person_id": ADA, "chat_id": ADA, "message_id": sent["message_id"], "emoji": "👍"}
    await browser.post("/actions/react", json=wish)
    assert await ask(bot_api, "getUpdates", allowed_updates='["message", "message_reaction"]') == []
    await browser.post("/actions/react", json=wish | {"emoji": "👎"})
    [update] = await ask(bot_api, "getUpdates")

    assert update["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert update["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👎"}]


async def test_a_forwarded_card_leaves_its_buttons_behind(
    browser: httpx.AsyncClient, bot_api: BotApi
) -> None:
    sent = await ask(bot_api, "sendMessage", chat_id=GROUP_ID, text="Heat", reply_markup=keyboard("a"))
    wish = {"person_id": ADA, "chat_id": GROUP_ID, "message_id": sent["message_id"], "to_chat_id": ADA}
    await browser.post("/actions/forward", json=wish)
    [update] = await ask(bot_api, "getUpdates")

    assert update["message"]["text"] == "Heat"
    assert update["message"]["forward_origin"]["sender_user"]["is_bot"] is True
    assert "reply_markup" not in update["message"]


async def test_a_reply_brings_the_message_it_answers(browser: httpx.AsyncClient, bot_api: BotApi) -> None:
    sent = await ask(bot_api, "sendMessage", chat_id=ADA, text="Heat?")
    wish = {"person_id": ADA, "chat_id": ADA, "text": "yes", "reply_to": sent["message_id"]}
    await browser.post("/actions/say", json=wish)
    [update] = await ask(bot_api, "getUpdates")

    assert update["message"]["reply_to_message"]["text"] == "Heat?"


async def test_a_changed_language_comes_with_the_next_update_and_survives(
    browser: httpx.AsyncClient, bot_api: BotApi
) -> None:
    await browser.post("/actions/language", json={"person_id": ADA, "language_code": "de"})
    await browser.post("/actions/say", json={"person_id": ADA, "chat_id": ADA, "text": "hallo"})
    [update] = await ask(bot_api, "getUpdates")
    again = BotApi()
    again.state.restore(bot_api.state.to_json())

    assert update["message"]["from"]["language_code"] == "de"
    assert again.state.people[ADA].language_code == "de"
    wrong = await browser.post("/actions/language", json={"person_id": ADA, "language_code": "<b>"})
    assert wrong.status_code == 422


async def test_a_guest_chat_tells_the_bot_only_of_its_name(
    browser: httpx.AsyncClient, bot_api: BotApi
) -> None:
    for text in ("just us", "/start", f"@{BOT['username']} what do you think?"):
        await browser.post("/actions/say", json={"person_id": ADA, "chat_id": ELSEWHERE["id"], "text": text})
    [update] = await ask(bot_api, "getUpdates")
    result = {"type": "article", "id": "1", "title": "x", "input_message_content": {"message_text": "Fine"}}
    query_id = update["guest_message"]["guest_query_id"]
    await ask(bot_api, "answerGuestQuery", guest_query_id=query_id, result=json.dumps(result))

    texts = [message["text"] for message in bot_api.state.messages[int(str(ELSEWHERE["id"]))].values()]
    assert texts[-1] == "Fine"
    await refused(bot_api, "answerGuestQuery", guest_query_id=query_id, result=json.dumps(result))
