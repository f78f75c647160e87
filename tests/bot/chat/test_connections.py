"""Connections to the Bot API: kept, replaced when they broke, bounded in number and patience."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.chat.connections import BotApiConnections, BrokenAnswer, NoAnswer, NoFreeConnection, Timeouts
from tests.bot.chat.raw_server import YES, Server, served

PATIENT = Timeouts(pool=5.0, connect=5.0, read=5.0)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nyes,\r\n4\r\n yes\r\n0\r\n\r\n"
CUT = b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"ok": true'
UNMEASURED = b'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"ok": true}'


@asynccontextmanager
async def connections(most: int = 2, most_idle: int = 2) -> AsyncIterator[BotApiConnections]:
    opened = BotApiConnections(most, most_idle)
    try:
        yield opened
    finally:
        await opened.aclose()


async def test_one_connection_takes_one_request_after_another() -> None:
    server = Server()
    async with served(server) as url, connections() as api:
        answers = [await api.post(f"{url}/getMe", "", b"a=1", PATIENT) for _ in range(3)]
    assert answers == [(200, YES)] * 3
    assert (server.connections, server.bodies) == (1, 3)


async def test_a_connection_that_the_server_has_closed_is_not_written_to() -> None:
    server = Server(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    async with served(server) as url, connections() as api:
        for _ in range(2):
            assert await api.post(f"{url}/getMe", "", b"", PATIENT) == (200, b"{}")
            await asyncio.sleep(0.05)  # until its end has arrived
    assert (server.connections, server.bodies) == (2, 2)


@pytest.mark.parametrize(("raw", "body"), [(CHUNKED, b"yes, yes"), (UNMEASURED, b'{"ok": true}')])
async def test_an_answer_is_whole_however_its_end_is_told(raw: bytes, body: bytes) -> None:
    async with served(Server(raw=raw)) as url, connections() as api:
        assert await api.post(f"{url}/getMe", "", b"", PATIENT) == (200, body)


@pytest.mark.parametrize("raw", [CUT, b"220 no web server here\r\n"])
async def test_half_an_answer_is_none(raw: bytes) -> None:
    async with served(Server(raw=raw)) as url, connections() as api:
        with pytest.raises(NoAnswer):
            await api.post(f"{url}/getMe", "", b"", PATIENT)


async def test_a_request_whose_connection_ends_before_its_body_was_not_heard() -> None:
    ended = asyncio.Event()

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()
        await writer.wait_closed()
        ended.set()

    async def wait_for_the_end() -> None:
        await ended.wait()
        await asyncio.sleep(0.05)  # until it has arrived

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server, connections() as api:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot"
        with pytest.raises((BrokenAnswer, OSError)) as raised:
            await api.post(f"{url}/sendMessage", "", b"a=1", PATIENT, wait_for_the_end)
    assert not isinstance(raised.value, NoAnswer | TimeoutError)


async def test_who_finds_no_place_has_sent_nothing() -> None:
    server = Server()
    begun, ended = asyncio.Event(), asyncio.Event()

    async def hold_on() -> None:
        begun.set()
        await ended.wait()

    async with served(server) as url, connections(most=1) as api:
        first = asyncio.create_task(api.post(f"{url}/one", "", b"", PATIENT, hold_on))
        await begun.wait()
        with pytest.raises(NoFreeConnection):
            await api.post(f"{url}/two", "", b"", Timeouts(pool=0.01, connect=5.0, read=5.0))
        assert server.connections == 1
        ended.set()
        assert await first == (200, YES)


async def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    only_a_word = Server("100 Continue", b"")
    async with served(only_a_word) as url, connections() as api:
        impatient = Timeouts(pool=5.0, connect=5.0, read=0.05)
        with pytest.raises(TimeoutError):
            await api.post(f"{url}/getMe", "", b"", impatient)


async def test_a_request_that_fails_before_its_body_leaves_no_connection_behind() -> None:
    async def refuse() -> None:
        raise ConnectionAbortedError

    server = Server()
    async with served(server) as url, connections(most=1) as api:
        with pytest.raises(ConnectionAbortedError):
            await api.post(f"{url}/one", "", b"a=1", PATIENT, refuse)
        assert await api.post(f"{url}/two", "", b"a=1", PATIENT) == (200, YES)
    assert (server.connections, server.bodies) == (2, 1)
