"""What the page lets people do beyond talking: files, polls, inline results, reactions."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.playground.bot_api import BotApi
from bot.playground.files import MAX_DOWNLOAD_BYTES
from bot.playground.page import create_page
from tests.bot.playground.asking import ADA, BRUNO, ask, picture, refused

HOME = "http://127.0.0.1:8000"


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
