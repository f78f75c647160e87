"""The same Bot API behind HTTP: PTB's own HTTPX door finds no difference."""

from __future__ import annotations

import httpx
import pytest
from telegram import InputMediaPhoto
from telegram.error import InvalidToken, NetworkError
from telegram.ext import ApplicationBuilder

from bot.playground.bot_api import BotApi
from bot.playground.errors import ConnectionDropped
from bot.playground.over_http import bot_api_server
from bot.playground.people import PEOPLE, TOKEN
from tests.bot.playground.asking import ADA, picture
from tests.support.chat import Chat, Notice, talking
from tests.support.example_bot import add_handlers


async def test_a_conversation_over_http_is_the_same_as_in_process() -> None:
    bot_api = BotApi()
    async with bot_api_server(bot_api) as url:
        application = ApplicationBuilder().token(TOKEN).base_url(url).build()
        add_handlers(application)
        async with talking(application):
            ada = Chat(bot_api, PEOPLE[0], application)
            await ada.says("/film")
            assert await ada.taps("★ 4") == Notice("4 stars noted", is_alert=False)
            await ada.taps("▶")

    assert "Paper & Moon <3" in ada.last.text
    assert ada.last.photo is not None


async def test_uploads_edits_downloads_and_drops_go_over_the_wire(bot_api: BotApi) -> None:
    async with bot_api_server(bot_api) as url:
        file_url = url.replace("/bot", "/file/bot")
        builder = ApplicationBuilder().token(TOKEN).base_url(url).base_file_url(file_url)
        async with builder.build().bot as bot:
            sent = await bot.send_photo(ADA, picture(), "one")
            await bot.edit_message_media(InputMediaPhoto(picture(), "two"), ADA, sent.message_id)
            file = await bot.get_file(sent.photo[-1].file_id)
            assert bytes(await file.download_as_bytearray()) == picture()

            bot_api.state.faults.plan("sendMessage", ConnectionDropped())
            with pytest.raises(NetworkError):
                await bot.send_message(ADA, "lost")


async def test_a_wrong_token_is_unauthorized(bot_api: BotApi) -> None:
    async with bot_api_server(bot_api) as url:
        bot = ApplicationBuilder().token("123:wrong").base_url(url).build().bot
        with pytest.raises(InvalidToken):
            await bot.initialize()
        await bot.shutdown()


async def test_json_queries_and_forms_are_all_understood(bot_api: BotApi) -> None:
    hello: dict[str, str | int] = {"chat_id": ADA, "text": "x"}
    async with bot_api_server(bot_api) as url, httpx.AsyncClient(base_url=f"{url}{TOKEN}") as client:
        answers = [
            await client.post("/sendMessage", json=hello),
            await client.post("/sendMessage", data=hello),
            await client.get("/sendMessage", params=hello),
        ]

    assert [answer.json()["result"]["text"] for answer in answers] == ["x", "x", "x"]
