"""HTTP connections to the Bot API, with no more around a request than it needs.

A client for the whole web parses addresses, merges headers, looks for cookies, redirects and encodings, and
asks every idle connection whether it is still there, for each request: that took a tenth of a tap's time.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import SplitResult, urlsplit

import httpcore
import httpx
from httptools import HttpParserError, HttpResponseParser

READ_BYTES = 64 * 1024
Origin = tuple[str, str, int]
BeforeBody = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Timeouts:
    """Seconds to wait for a connection to become free, to be made, to be written to and to answer."""

    pool: float | None
    connect: float | None
    write: float | None
    read: float | None


class NoFreeConnection(Exception):
    """All connections are in use, and none became free in time; nothing was sent."""


class BotApiConnections:
    """Sends requests one after another through each of a few connections."""

    def __init__(self, most: int, most_idle: int) -> None:
        self._places = asyncio.Semaphore(most)
        self._most_idle = most_idle
        self._idle: dict[Origin, list[_Connection]] = defaultdict(list)
        self._network = httpcore.AnyIOBackend()
        self._tls: ssl.SSLContext | None = None

    async def post(
        self, url: str, headers: str, body: bytes, timeouts: Timeouts, before_body: BeforeBody | None = None
    ) -> tuple[int, bytes]:
        """Return status and body of an answer; raises what httpcore raises, and NoFreeConnection.

        When everything but the body is written, `before_body` is awaited.
        """
        address = urlsplit(url)
        head = (
            f"POST {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\n{headers}"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode()
        async with self._place(timeouts), self._connection(address, timeouts) as connection:
            if before_body is not None:
                await connection.write(head, timeouts)
                await before_body()
                await connection.write(body, timeouts)
            else:
                await connection.write(head + body, timeouts)
            return await connection.answer(timeouts)

    async def aclose(self) -> None:
        """Close the connections that are not in use."""
        idle, self._idle = self._idle, defaultdict(list)
        for connections in idle.values():
            for connection in connections:
                await connection.aclose()

    @asynccontextmanager
    async def _place(self, timeouts: Timeouts) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(timeouts.pool):
                await self._places.acquire()
        except TimeoutError:
            raise NoFreeConnection from None
        try:
            yield
        finally:
            self._places.release()

    @asynccontextmanager
    async def _connection(self, address: SplitResult, timeouts: Timeouts) -> AsyncIterator[_Connection]:
        """Lend a connection; whatever goes wrong on it, it is not used again."""
        is_secure = address.scheme == "https"
        origin = (address.scheme, address.hostname or "", address.port or (443 if is_secure else 80))
        connection = await self._idle_one(origin) or await self._connect(origin, timeouts)
        try:
            yield connection
        except BaseException:
            await connection.aclose()
            raise
        if connection.can_go_on and len(self._idle[origin]) < self._most_idle:
            self._idle[origin].append(connection)
        else:
            await connection.aclose()

    async def _idle_one(self, origin: Origin) -> _Connection | None:
        idle = self._idle[origin]
        while idle:
            connection = idle.pop()
            if not connection.is_closed_by_server:
                return connection
            await connection.aclose()
        return None

    async def _connect(self, origin: Origin, timeouts: Timeouts) -> _Connection:
        scheme, host, port = origin
        stream = await self._network.connect_tcp(host, port, timeouts.connect)
        if scheme == "https":
            self._tls = self._tls or httpx.create_ssl_context()
            stream = await stream.start_tls(self._tls, host, timeouts.connect)
        return _Connection(stream)


class _Connection:
    """One connection, for one request at a time."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self.can_go_on = False

    @property
    def is_closed_by_server(self) -> bool:
        """Return whether there is something to read where nothing was asked: its end."""
        return bool(self._stream.get_extra_info("is_readable"))

    async def write(self, content: bytes, timeouts: Timeouts) -> None:
        self.can_go_on = False
        await self._stream.write(content, timeouts.write)

    async def answer(self, timeouts: Timeouts) -> tuple[int, bytes]:
        answer = _Answer()
        while not answer.is_complete:
            answer.feed(await self._stream.read(READ_BYTES, timeouts.read))
        self.can_go_on = answer.may_be_followed
        return answer.parser.get_status_code(), bytes(answer.body)

    async def aclose(self) -> None:
        with suppress(Exception):  # it is not needed any more, whatever it was that broke it
            await self._stream.aclose()


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
                raise httpcore.RemoteProtocolError("the connection ended before the answer")
            self.is_complete = True
            return
        try:
            self.parser.feed_data(content)
        except HttpParserError as error:
            raise httpcore.RemoteProtocolError(str(error)) from error

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
