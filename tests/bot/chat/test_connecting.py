"""Connecting to a host of several addresses: one that leads nowhere holds nobody up."""

from __future__ import annotations

import asyncio
import socket
from urllib.parse import urlsplit

import pytest

from bot.chat import connecting
from bot.chat.connecting import connected_socket, in_turns
from tests.bot.chat.raw_server import Server, served

V4, V6 = socket.AF_INET, socket.AF_INET6


def test_addresses_of_both_kinds_take_turns() -> None:
    assert in_turns([]) == []
    assert in_turns([(V6, 1), (V6, 2), (V4, 3)]) == [(V6, 1), (V4, 3), (V6, 2)]


async def test_the_first_address_that_answers_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "ATTEMPT_DELAY_SECONDS", 0.01)
    loop, connect = asyncio.get_running_loop(), asyncio.get_running_loop().sock_connect
    given_up: list[str] = []

    async def found(_host: str, port: int, **_: object) -> list[object]:
        return [(V4, socket.SOCK_STREAM, 6, "", (host, port)) for host in ("192.0.2.1", "127.0.0.1")]

    async def connect_unless_far(attempt: socket.socket, address: tuple[str, int]) -> None:
        try:
            await (asyncio.Event().wait() if address[0] == "192.0.2.1" else connect(attempt, address))
        except asyncio.CancelledError:
            given_up.append(address[0])
            raise

    monkeypatch.setattr(loop, "getaddrinfo", found)
    monkeypatch.setattr(loop, "sock_connect", connect_unless_far)
    async with served(Server()) as url:
        with await connected_socket("telegram.test", urlsplit(url).port or 0) as connected:
            assert connected.getpeername()[0] == "127.0.0.1"
    assert given_up == ["192.0.2.1"]


async def test_a_host_where_nobody_listens_is_an_error() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(ConnectionRefusedError):
            await connected_socket("127.0.0.1", unused.getsockname()[1])
