"""Requests over HTTP: what is done just before one is written, and pages that are no answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InputFile
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.chat.requests import BotApiRequest, bounded_request, polling_request
from bot.chat.retrying import RetryingRateLimiter
from bot.runtime.deliveries import Delivery, before_writing, current_delivery
from bot.services.errors import StorageUnavailable
from bot.updates.polling import UpdatePoller
from tests.bot.chat.raw_server import Server, served

PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
TEXT = RequestData([RequestParameter.from_input("text", "Hello")])


@asynccontextmanager
async def running(request: BotApiRequest) -> AsyncIterator[BotApiRequest]:
    await request.initialize()
    yield request
    await request.shutdown()


async def test_an_update_is_noted_as_handled_when_its_message_can_be_written_and_not_before() -> None:
    server, seen = Server(), []

    async def note() -> None:
        await asyncio.sleep(0.05)  # until the head is read
        seen.append((server.connections, server.heads, server.bodies))

    async with served(server) as url, running(bounded_request()) as request:
        await request.post(f"{url}1/getMe")
        before_writing.set(note)
        await request.post(f"{url}1/sendMessage", TEXT)
        await request.post(f"{url}1/sendMessage", TEXT)
    assert seen == [(1, 2, 1), (1, 3, 2)]


async def test_an_update_whose_message_finds_no_connection_is_not_noted_as_handled() -> None:
    noted = False

    async def note() -> None:
        nonlocal noted
        noted = True

    async with served(Server()) as url:
        pass
    async with running(bounded_request()) as request:
        before_writing.set(note)
        with pytest.raises(NetworkError):
            await request.post(f"{url}1/sendMessage", TEXT)
    assert not noted


async def test_a_message_whose_update_cannot_be_noted_as_handled_is_not_written() -> None:
    """The library takes what is raised there for a fault of the way to Telegram."""
    server = Server()

    async def away() -> None:
        raise StorageUnavailable("gone")

    async with served(server) as url, running(bounded_request()) as request:
        await request.post(f"{url}1/getMe")
        limiter = RetryingRateLimiter(settles_when_written=True)
        current_delivery.set(Delivery(away, away, chat_id=1))
        with pytest.raises(StorageUnavailable):
            await limiter.process_request(
                request.post, (f"{url}1/sendMessage", TEXT), {}, "sendMessage", {"chat_id": 1}, None
            )
    assert server.bodies == 1


CUT = b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"ok": true'
PHOTO = RequestData([RequestParameter("photo", "attach://p", [InputFile(b"a picture", attach=True)])])


@pytest.mark.parametrize("data", [TEXT, PHOTO], ids=["text", "photo"])
@pytest.mark.parametrize(
    "server",
    [lambda: Server(raw=CUT), lambda: Server(body=b'{"ok": '), lambda: Server("504 Gateway Time-out", PAGE)],
    ids=["cut", "damaged", "given up by a proxy"],
)
async def test_a_message_whose_answer_does_not_come_is_not_sent_again_and_an_edit_is(
    server: Callable[[], Server], data: RequestData
) -> None:
    async def no_time(_: float) -> None:
        """Wait for nothing."""

    tries = []
    for method in ("sendMessage", "editMessageText"):
        there = server()
        async with served(there) as url, running(bounded_request()) as request:
            limiter = RetryingRateLimiter(sleep=no_time)
            with pytest.raises(TimedOut):
                await limiter.process_request(request.post, (f"{url}1/{method}", data), {}, method, {}, None)
        tries.append(there.bodies)
    assert tries == [1, 4]


async def test_a_page_of_a_proxy_is_one_line_and_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    class Enough(BaseException):
        pass

    async def sleep(_: float) -> None:
        raise Enough

    async def take(_: object) -> None:
        raise AssertionError("there is nothing to take")

    async with served(Server("502 Bad Gateway", PAGE)) as url:
        bot = Bot("1:x", base_url=url, request=bounded_request(), get_updates_request=polling_request())
        with caplog.at_level(logging.INFO, "bot"), pytest.raises(Enough):
            await UpdatePoller(bot, take, [], sleep).run()
        with pytest.raises(NetworkError, match=r"Bad Gateway \(502\), and no answer of the Bot API"):
            await running_call(bot)
    [line] = [record for record in caplog.records if record.name.startswith("bot")]
    assert line.getMessage().startswith("fetching updates: Bad Gateway (502)")
    assert line.exc_info is None
    assert "html" not in caplog.text


async def running_call(bot: Bot) -> None:
    """Ask for something through the bot's other requests."""
    try:
        await bot.request.initialize()
        await bot.get_webhook_info()
    finally:
        for request in bot._request:
            await request.shutdown()
