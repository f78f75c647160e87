"""The HTTP server itself: clients that take their time are cut off, others are not."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from fastapi import FastAPI

from bot.web import request_bodies, serving
from bot.web.serving import server_for
from tests.support.waiting import PATIENCE_SECONDS


@pytest.fixture
async def port(shared_app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """Serve the application with its real server and short time-outs."""

    @contextmanager
    def no_signals(_: uvicorn.Server) -> Iterator[None]:
        yield

    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(uvicorn.Server, "capture_signals", no_signals)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = server_for(shared_app, "127.0.0.1", 0)
        running = asyncio.create_task(server.serve([listener]))
        yield int(listener.getsockname()[1])
        server.should_exit = True
        await running


async def closed(reader: asyncio.StreamReader) -> bytes:
    """Return what came before the server hung up."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        return await reader.read()


async def test_a_head_that_trickles_in_is_cut_off(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    assert await closed(reader) == b""
    writer.close()


async def test_a_connection_that_says_nothing_is_cut_off(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    assert await closed(reader) == b""
    writer.close()


async def test_a_second_head_that_trickles_in_is_cut_off_too(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (await reader.readuntil(b"}")).startswith(b"HTTP/1.1 200")
    writer.write(b"GET /he")
    assert await closed(reader) == b""
    writer.close()


async def test_an_idle_connection_stays_open_between_requests(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(2):
        writer.write(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await reader.readuntil(b"}")).startswith(b"HTTP/1.1 200")
        await asyncio.sleep(0.5)
    writer.close()


async def test_a_body_that_trickles_in_is_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    init = request_bodies._WatchedBody.__init__

    def impatient(self: object, receive: object, max_bytes: int, _: float) -> None:
        init(self, receive, max_bytes, 0.3)  # type: ignore[arg-type]

    monkeypatch.setattr(request_bodies._WatchedBody, "__init__", impatient)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        b"POST /recommendations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b'Content-Length: 100\r\n\r\n{"rat'
    )
    answer = await closed(reader)
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"urn:matinee:body-too-slow" in answer
    writer.close()


async def test_one_connection_too_many_is_told_so(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "MAX_CONNECTIONS", 1)
    _, first = await asyncio.open_connection("127.0.0.1", port)
    reader, second = await asyncio.open_connection("127.0.0.1", port)
    second.write(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
    answer = await closed(reader)
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after: 5" in answer
    assert b"application/problem+json" in answer
    assert b"try again" in answer
    first.close()
    second.close()


async def test_what_is_no_http_is_refused_with_a_problem_too(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"BREW /coffee HTTP/1.1\r\nHost: x\r\n\r\n")
    head, _, body = (await closed(reader)).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"application/problem+json" in head
    assert json.loads(body)["type"] == "urn:matinee:bad-request"
    writer.close()


async def open_many(port: int, n: int) -> list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    return [await asyncio.open_connection("127.0.0.1", port) for _ in range(n)]


async def status_of(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    line = await reader.readline()
    writer.close()
    return line.split()[1]


HEALTH = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
UPDATE = b"POST /telegram/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"


async def test_one_address_cannot_take_all_places(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "HEAD_SECONDS", 60.0)
    monkeypatch.setattr(serving, "MAX_CONNECTIONS_PER_ADDRESS", 3)
    monkeypatch.setattr(serving, "network_of", lambda address: address)
    idle = await open_many(port, 3)
    assert await status_of(port, HEALTH) == b"503"
    reader, other = await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.0.2", 0))
    other.write(HEALTH)
    assert (await reader.readline()).split()[1] == b"200"
    for _, writer in [*idle, (reader, other)]:
        writer.close()


async def test_updates_come_in_where_everybody_else_is_one_too_many(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "HEAD_SECONDS", 60.0)
    monkeypatch.setattr(serving, "MAX_CONNECTIONS", 3)
    idle = await open_many(port, 3)
    assert await status_of(port, HEALTH) == b"503"
    assert await status_of(port, UPDATE) == b"404"  # it reached the application, which has no webhook here
    for _, writer in idle:
        writer.close()


async def test_idle_connections_that_are_too_many_are_closed_soon(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "HEAD_SECONDS", 60.0)
    monkeypatch.setattr(serving, "CROWDED_HEAD_SECONDS", 0.1)
    monkeypatch.setattr(serving, "MAX_CONNECTIONS_PER_ADDRESS", 1)
    [(_, first)] = await open_many(port, 1)
    [(reader, second)] = await open_many(port, 1)
    assert await closed(reader) == b""
    first.close()
    second.close()
