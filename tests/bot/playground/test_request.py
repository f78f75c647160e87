"""python-telegram-bot talks to the playground through its own door, and hears refusals as its own errors."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, InputMediaPhoto, Message
from telegram.error import BadRequest, EndPointNotFound, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.playground import actions
from bot.playground.bot_api import BotApi
from bot.playground.errors import ConnectionDropped, server_error, too_many_requests
from bot.playground.people import TOKEN
from bot.playground.request import PlaygroundRequest
from tests.bot.playground.asking import ADA, picture


@pytest.fixture
async def bot(bot_api: BotApi) -> AsyncIterator[Bot]:
    request = PlaygroundRequest(bot_api)
    async with Bot(TOKEN, request=request, get_updates_request=request) as bot:
        yield bot


async def test_a_card_goes_out_and_is_turned_with_uploads(bot: Bot) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("★ 5", callback_data="5")]])
    sent = await bot.send_photo(ADA, picture(), "<b>one</b>", parse_mode="HTML", reply_markup=keyboard)
    media = InputMediaPhoto(picture(colour="red"), "<i>two</i>", parse_mode="HTML")
    edited = await bot.edit_message_media(media, ADA, sent.message_id, reply_markup=keyboard)

    assert sent.caption == "one"
    assert isinstance(edited, Message)
    assert edited.caption == "two"
    assert edited.photo[-1].file_id != sent.photo[-1].file_id
    assert edited.reply_markup == keyboard


async def test_open_files_are_read_too(bot: Bot) -> None:
    handle = InputFile(io.BytesIO(picture()), read_file_handle=False)

    assert (await bot.send_photo(ADA, handle)).photo[-1].height == 60


async def test_a_file_is_downloaded_again(bot: Bot, bot_api: BotApi) -> None:
    document = await bot_api.state.files.add_document("ratings.csv", b"Name,Year", "text/csv")
    file = await bot.get_file(document["file_id"])

    assert bytes(await file.download_as_bytearray()) == b"Name,Year"


async def test_refusals_become_ptbs_errors(bot: Bot, bot_api: BotApi) -> None:
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(ADA, " ")
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendLove")
    actions.block(bot_api, ADA)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ADA, "x")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (too_many_requests(3), RetryAfter),
        (server_error(502), NetworkError),
        (server_error(500), NetworkError),
        (ConnectionDropped(), NetworkError),
    ],
)
async def test_planned_faults_strike_once_and_only_their_method(
    bot: Bot, bot_api: BotApi, fault: Any, error: type[Exception]
) -> None:
    bot_api.state.faults.plan("sendMessage", fault)

    assert (await bot.get_me()).is_bot
    with pytest.raises(error):
        await bot.send_message(ADA, "x")
    assert (await bot.send_message(ADA, "x")).text == "x"


async def test_a_fault_can_strike_any_method_several_times(bot: Bot, bot_api: BotApi) -> None:
    bot_api.state.faults.plan("*", server_error(503), times=2)

    for _ in range(2):
        with pytest.raises(NetworkError, match="Service Unavailable"):
            await bot.get_me()
    assert (await bot.get_me()).is_bot


async def test_an_answer_that_takes_too_long_is_a_timeout(bot: Bot) -> None:
    with pytest.raises(TimedOut):
        await bot.get_updates(timeout=5, read_timeout=-4.99)


async def test_calls_and_their_outcomes_can_be_looked_at(bot: Bot, bot_api: BotApi) -> None:
    await bot.send_message(ADA, "x")
    with pytest.raises(BadRequest):
        await bot.send_message(ADA, "")

    assert [one.status for one in bot_api.calls("sendMessage")] == [200, 400]
    assert bot_api.calls("sendMessage")[0].call.text("text") == "x"
