"""The page's HTTP side: what it tells, what it lets people do, and to whom it does not talk."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.page import STATIC, create_page, event_stream
from bot.playground.people import ELSEWHERE, GROUPS, PEOPLE
from tests.bot.playground.asking import ADA, BRUNO, ask, keyboard, picture

HOME = "http://127.0.0.1:8000"


@pytest.fixture
async def browser(bot_api: BotApi) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_page(bot_api))
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
        yield client


def told(line: str) -> dict[str, Any]:
    """Return the event in one server-sent line."""
    assert line.startswith("data: ")
    assert line.endswith("\n\n")
    event: dict[str, Any] = json.loads(line.removeprefix("data: "))
    return event


async def test_the_page_and_its_parts_come_from_here_with_nothing_from_elsewhere(
    browser: httpx.AsyncClient,
) -> None:
    page = await browser.get("/")
    parts = [f"/static/{path.name}" for path in STATIC.iterdir()]
    answers = [await browser.get(part) for part in parts]

    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert [answer.status_code for answer in answers] == [200] * len(parts)
    for text in (page.text, *(answer.text for answer in answers)):
        assert "://" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "style=" not in page.text  # the policy would ignore it
    assert "<script>" not in page.text


async def test_a_stream_begins_with_everything_and_goes_on_with_changes(bot_api: BotApi) -> None:
    stream = event_stream(bot_api, silence=5)
    assert (await anext(stream)).startswith("retry: ")
    first = told(await anext(stream))
    actions.say(bot_api, ADA, "hello")
    second = told(await anext(stream))
    await stream.aclose()

    assert first["kind"] == "snapshot"
    assert [chat["id"] for chat in first["chats"]] == [
        *(person.person_id for person in PEOPLE),
        *(group.group_id for group in GROUPS),
        ELSEWHERE["id"],
    ]
    assert first["chats"][0]["messages"][0]["text"] == "/start"
    assert (second["kind"], second["message"]["text"]) == ("message", "hello")


async def test_a_new_menu_or_a_block_is_told_without_repeating_the_messages(bot_api: BotApi) -> None:
    stream = event_stream(bot_api, silence=5)
    await anext(stream)
    await anext(stream)
    await ask(bot_api, "setMyCommands", commands='[{"command": "go", "description": "on"}]')
    fresh = told(await anext(stream))
    actions.block(bot_api, ADA)
    blocked = told(await anext(stream))
    await stream.aclose()

    assert "messages" not in fresh["chats"][0]
    assert fresh["chats"][0]["commands"][str(ADA)] == [{"command": "go", "description": "on"}]
    assert blocked["chats"][0]["is_blocked"] is True


async def test_a_quiet_stream_says_so_now_and_then_and_ends_when_the_bot_does(bot_api: BotApi) -> None:
    stream = event_stream(bot_api, silence=0.01)
    await anext(stream)
    await anext(stream)

    assert (await anext(stream)).startswith(":")
    await bot_api.close()
    assert [line async for line in stream] == []


async def test_closing_ends_a_stream_over_http(browser: httpx.AsyncClient, bot_api: BotApi) -> None:
    await bot_api.close()
    answer = await browser.get("/events")

    assert answer.headers["content-type"].startswith("text/event-stream")
    assert '"kind": "snapshot"' in answer.text


async def test_saying_something_brings_it_to_the_bot(browser: httpx.AsyncClient, bot_api: BotApi) -> None:
    answer = await browser.post("/actions/say", json={"person_id": ADA, "chat_id": ADA, "text": "hello"})
    [update] = await ask(bot_api, "getUpdates")

    assert answer.status_code == 200
    assert update["message"]["text"] == "hello"


async def test_tapping_returns_the_query_that_will_be_answered(
    browser: httpx.AsyncClient, bot_api: BotApi
) -> None:
    sent = await ask(bot_api, "sendMessage", chat_id=ADA, text="x", reply_markup=keyboard("a"))
    wish = {"person_id": ADA, "chat_id": ADA, "message_id": sent["message_id"], "payload": "a"}
    answer = await browser.post("/actions/tap", json=wish)
    [update] = await ask(bot_api, "getUpdates")

    assert answer.json() == {"query_id": update["callback_query"]["id"]}
    assert (await browser.post("/actions/tap", json=wish | {"payload": "b"})).status_code == 409
    assert (await browser.post("/actions/tap", json=wish | {"message_id": 999})).status_code == 409


async def test_blocking_and_unblocking(browser: httpx.AsyncClient, bot_api: BotApi) -> None:
    await browser.post("/actions/block", json={"person_id": ADA, "is_blocked": True})
    assert bot_api.state.blocked == {ADA}
    await browser.post("/actions/block", json={"person_id": ADA, "is_blocked": False})
    assert bot_api.state.blocked == set()


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"person_id": ADA, "chat_id": ADA, "text": "  "}, 422),
        ({"person_id": ADA, "chat_id": ADA, "text": ""}, 422),
        ({"person_id": ADA, "chat_id": ADA, "text": "x" * 40_001}, 422),
        ({"person_id": "ada", "chat_id": ADA, "text": "x"}, 422),
        ({}, 422),
        ({"person_id": 1, "chat_id": 1, "text": "x"}, 409),
        ({"person_id": ADA, "chat_id": BRUNO, "text": "x"}, 409),
    ],
)
async def test_what_makes_no_sense_changes_nothing(
    browser: httpx.AsyncClient, bot_api: BotApi, wish: dict[str, Any], status: int
) -> None:
    before = bot_api.state.to_json()

    assert (await browser.post("/actions/say", json=wish)).status_code == status
    assert bot_api.state.to_json() == before


async def test_a_photo_is_served_with_its_type_and_may_be_kept(
    browser: httpx.AsyncClient, bot_api: BotApi
) -> None:
    sent = await ask(bot_api, "sendPhoto", {"photo": picture()}, chat_id=ADA)
    answer = await browser.get(f"/files/{sent['photo'][-1]['file_id']}")

    assert answer.content == picture()
    assert answer.headers["content-type"] == "image/jpeg"
    assert "immutable" in answer.headers["cache-control"]
    assert (await browser.get("/files/nothing")).status_code == 404
    assert (await browser.get("/files/..%2F..%2Fpyproject.toml")).status_code == 404


async def test_a_document_never_becomes_a_page(browser: httpx.AsyncClient, bot_api: BotApi) -> None:
    document = await bot_api.state.files.add_document("x.html", b"<script>alert(1)</script>", "text/html")
    answer = await browser.get(f"/files/{document['file_id']}")

    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "[", ""])
async def test_a_foreign_host_name_is_turned_away(browser: httpx.AsyncClient, host: str) -> None:
    for path in ("/", "/events", "/static/chat.js"):
        assert (await browser.get(path, headers={"Host": host})).status_code == 403


@pytest.mark.parametrize("host", ["localhost:8000", "[::1]:8000", "127.0.0.1"])
async def test_this_machine_may_be_called_by_its_names(browser: httpx.AsyncClient, host: str) -> None:
    assert (await browser.get("/", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:9000", "https://127.0.0.1:8000"]
)
async def test_another_site_cannot_act_for_a_person(
    browser: httpx.AsyncClient, bot_api: BotApi, origin: str
) -> None:
    before = bot_api.state.to_json()
    wish = {"person_id": ADA, "chat_id": ADA, "text": "x"}

    assert (await browser.post("/actions/say", json=wish, headers={"Origin": origin})).status_code == 403
    assert bot_api.state.to_json() == before
    assert (await browser.post("/actions/say", json=wish, headers={"Origin": HOME})).status_code == 200


def test_the_static_files_stay_small() -> None:
    lines = sum(len(path.read_text("utf-8").splitlines()) for path in Path(STATIC).iterdir())

    assert lines < 1500


@pytest.mark.parametrize(
    "body",
    [
        '{"person_id": 1e999, "chat_id": 1, "text": "hi"}',
        '{"person_id": NaN, "chat_id": 1, "text": "hi"}',
        '{"person_id": -Infinity, "chat_id": 1, "text": "hi"}',
        '{"person_id": 1.5, "chat_id": 1, "text": "hi"}',
        '{"person_id": "Ada", "chat_id": 1, "text": "hi"}',
        '{"person_id": null, "chat_id": [], "text": {}}',
        '{"person_id": 1, "chat_id": 1, "text": "\\ud800"}',
        '{"person_id": 1, "chat_id": 1, "text": ""}',
        '{"person_id": ' + "9" * 5000 + ', "chat_id": 1, "text": "hi"}',
        "[" * 100_000,
        "{",
        "[]",
        "1e999",
        '"\\ud800"',
        "\xff",
        "",
    ],
    ids=lambda body: body[:40].encode("unicode_escape").decode(),
)
@pytest.mark.parametrize("action", ["say", "tap", "block"])
async def test_what_is_no_action_is_refused_with_a_sentence(
    browser: httpx.AsyncClient, action: str, body: str
) -> None:
    answer = await browser.post(
        f"/actions/{action}",
        content=body.encode("latin-1"),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code in {400, 422}
    assert isinstance(answer.json()["detail"], str)
    assert len(answer.json()["detail"]) < 1000


async def test_a_giant_number_is_nobody_here(browser: httpx.AsyncClient) -> None:
    for number in (2**52, -(2**63), 10**30):
        answer = await browser.post(
            "/actions/say", json={"person_id": number, "chat_id": number, "text": "hi\0"}
        )
        assert answer.status_code == 409


async def test_half_a_character_from_the_bot_stops_no_stream(bot_api: BotApi) -> None:
    stream = event_stream(bot_api, silence=5)
    await anext(stream)
    await anext(stream)
    actions.send(bot_api, ADA, {"text": "half \ud83d"})
    event = await anext(stream)
    await stream.aclose()
    assert event.encode().decode() == event
    assert told(event)["message"]["text"] == "half \ud83d"
