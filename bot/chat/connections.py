"""HTTP connections to the Bot API, with no more around a request than it needs.

A client for the whole web parses addresses, merges headers, looks for cookies, redirects and encodings, and
asks every idle connection whether it is still there, for each request: that took a tenth of a tap's time.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import cast
from urllib.parse import SplitResult, urlsplit

import httpx
from httptools import HttpParserError, HttpResponseParser

from bot.chat.connecting import connected_socket

Origin = tuple[str, str, int]
BeforeBody = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Timeouts:
    """Seconds to wait for a connection to become free, to be made, and to answer."""

    pool: float | None
    connect: float | None
    read: float | None


class NoFreeConnection(Exception):
    """All connections are in use, and none became free in time; nothing was sent."""


class BrokenAnswer(Exception):
    """What came is no answer, or not the whole of it."""


class NoAnswer(BrokenAnswer):
    """A request was written to its end, and no whole answer came: what it asks for may have been done."""


class BotApiConnections:
    """Sends requests one after another through each of a few connections."""

    def __init__(self, most: int, most_idle: int) -> None:
        self._places = asyncio.Semaphore(most)
        self._most_idle = most_idle
        self._idle: dict[Origin, list[_Connection]] = defaultdict(list)
        self._tls: ssl.SSLContext | None = None

    async def post(
        self, url: str, headers: str, body: bytes, timeouts: Timeouts, before_body: BeforeBody | None = None
    ) -> tuple[int, bytes]:
        """Return status and body of an answer; raises OSError, BrokenAnswer and NoFreeConnection.

        When everything but the body is written, `before_body` is awaited. NoAnswer and TimeoutError leave it
        open whether the request was heard; of the others it was not.
        """
        address = urlsplit(url)
        head = (
            f"POST {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\n{headers}"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()
        await self._take_place(timeouts.pool)
        try:
            async with self._connection(address, timeouts.connect) as connection:
                return await connection.ask(head, body, timeouts.read, before_body)
        finally:
            self._places.release()

    async def aclose(self) -> None:
        """Close the connections that are not in use."""
        idle, self._idle = self._idle, defaultdict(list)
        for connections in idle.values():
            for connection in connections:
                connection.close()
        await asyncio.sleep(0)  # until they are

    async def _take_place(self, seconds: float | None) -> None:
        if not self._places.locked():  # nearly always: nothing is waited for
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(seconds):
                await self._places.acquire()
        except TimeoutError:
            raise NoFreeConnection from None

    @asynccontextmanager
    async def _connection(self, address: SplitResult, seconds: float | None) -> AsyncIterator[_Connection]:
        """Lend a connection; whatever goes wrong on it, it is not used again."""
        is_secure = address.scheme == "https"
        origin = (address.scheme, address.hostname or "", address.port or (443 if is_secure else 80))
        connection = self._idle_one(origin) or await self._connect(origin, seconds)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        if connection.can_go_on and len(self._idle[origin]) < self._most_idle:
            self._idle[origin].append(connection)
        else:
            connection.close()

    def _idle_one(self, origin: Origin) -> _Connection | None:
        idle = self._idle[origin]
        while idle:
            connection = idle.pop()
            if connection.can_go_on:
                return connection
        return None

    async def _connect(self, origin: Origin, seconds: float | None) -> _Connection:
        scheme, host, port = origin
        tls = None
        if scheme == "https":
            tls = self._tls = self._tls or httpx.create_ssl_context()
        async with asyncio.timeout(seconds):
            raw = await connected_socket(host, port)
            _, connection = await asyncio.get_running_loop().create_connection(
                _Connection, sock=raw, ssl=tls, server_hostname=host if tls else None
            )
        return connection


class _Connection(asyncio.Protocol):
    """One connection, for one request at a time."""

    def __init__(self) -> None:
        self.can_go_on = True
        self._answer: _Answer | None = None
        self._is_over = asyncio.Event()
        self._error: Exception | None = None

    async def ask(
        self, head: bytes, body: bytes, seconds: float | None, before_body: BeforeBody | None
    ) -> tuple[int, bytes]:
        """Write a request and return status and body of its answer."""
        self._raise_error()
        self.can_go_on = False
        answer = self._answer = _Answer()
        self._is_over.clear()
        if before_body is None:
            self._transport.write(head + body)
        else:
            self._transport.write(head)
            await before_body()
            self._raise_error()  # it ended meanwhile: half a request is none
            self._transport.write(body)
        await self._wait(seconds)
        self._answer = None
        if self._error is not None and not isinstance(self._error, TimeoutError):
            raise NoAnswer(str(self._error)) from self._error
        self._raise_error()
        self.can_go_on = answer.may_be_followed and not self._transport.is_closing()
        return answer.parser.get_status_code(), bytes(answer.body)

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error

    async def _wait(self, seconds: float | None) -> None:
        if seconds is None:
            await self._is_over.wait()
            return
        giving_up = asyncio.get_running_loop().call_later(seconds, self._end, TimeoutError("no answer"))
        try:
            await self._is_over.wait()
        finally:
            giving_up.cancel()

    def close(self) -> None:
        """End the connection: nothing that is under way on it is needed any more."""
        self.can_go_on = False
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what is written to."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Read on in the answer; what comes without a question is none."""
        if self._answer is None or self._answer.is_complete:
            self.close()
            return
        self._feed(data)

    def eof_received(self) -> None:
        """Take the end of the connection for that of an answer which does not tell its own."""
        if self._answer is not None and not self._answer.is_complete:
            self._feed(b"")

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self.can_go_on = False
        if not self._is_over.is_set():
            self._end(exc or BrokenAnswer("the connection ended before the answer"))

    def _feed(self, data: bytes) -> None:
        if self._answer is None:
            return
        try:
            self._answer.feed(data)
        except BrokenAnswer as error:
            self._end(error)
        if self._answer.is_complete:
            self._is_over.set()

    def _end(self, error: Exception) -> None:
        self._error = error
        self._is_over.set()


class _Answer:
    """What has been read of an answer; the parser calls what begins with on_."""

    def __init__(self) -> None:
        self.parser = HttpResponseParser(self)
        self.body = bytearray()
        self.is_complete = self.may_be_followed = False
        self._is_measured = False
        self._ends_with_connection = False

    def feed(self, content: bytes) -> None:
        """Read on; nothing more is the end of the connection."""
        if not content:
            if not self._ends_with_connection:
                raise BrokenAnswer("the connection ended before the answer")
            self.is_complete = True
            return
        try:
            self.parser.feed_data(content)
        except HttpParserError as error:
            raise BrokenAnswer(str(error)) from error

    def on_header(self, name: bytes, _value: bytes) -> None:
        """Note whether the answer says where it ends."""
        self._is_measured |= name.lower() in {b"content-length", b"transfer-encoding"}

    def on_headers_complete(self) -> None:
        """Note whether the answer ends where the connection does."""
        self._ends_with_connection = self._is_final and not self._is_measured

    def on_body(self, content: bytes) -> None:
        """Keep a piece of the body."""
        self.body += content

    def on_message_complete(self) -> None:
        """Note that all is there, and whether the connection takes another request."""
        self.is_complete = self._is_final
        self.may_be_followed = bool(self.parser.should_keep_alive())

    @property
    def _is_final(self) -> bool:
        """Return whether this is the answer, not a word (100 Continue) that it is to come."""
        return bool(self.parser.get_status_code() >= HTTPStatus.OK)
