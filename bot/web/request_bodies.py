"""Bodies of bounded size that arrive in bounded time."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.problems import RequestRefused

MAX_BYTES = 1 << 20
MAX_SECONDS = 20.0


class BoundedBodies:
    """Refuses a body that is too long (413) before reading it, and one that trickles in (408)."""

    def __init__(self, app: ASGIApp, max_bytes: int = MAX_BYTES, max_seconds: float = MAX_SECONDS) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._max_seconds = max_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request whose body is watched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = _WatchedBody(receive, self._max_bytes, self._max_seconds)
        if body.is_announced_too_long(Headers(scope=scope)):
            await too_long(self._max_bytes).response()(scope, receive, send)
            return
        await self._app(scope, body.receive, send)


class _WatchedBody:
    def __init__(self, receive: Receive, max_bytes: int, max_seconds: float) -> None:
        self._receive = receive
        self._max_bytes = max_bytes
        self._seen = 0
        self._deadline = asyncio.get_running_loop().time() + max_seconds
        self._is_complete = False

    def is_announced_too_long(self, headers: Headers) -> bool:
        announced = headers.get("Content-Length", "")
        return announced.isascii() and announced.isdecimal() and int(announced[:20]) > self._max_bytes

    async def receive(self) -> Message:
        if self._is_complete:  # what comes now is the end of the connection, whenever that is
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError:
            raise _too_slow() from None
        self._count(message)
        return message

    def _count(self, message: Message) -> None:
        self._seen += len(message.get("body", b""))
        self._is_complete = not message.get("more_body", False)
        if self._seen > self._max_bytes:
            raise too_long(self._max_bytes)


def too_long(max_bytes: int) -> RequestRefused:
    """Return the refusal of a body that is too long."""
    return RequestRefused(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "body-too-long",
        f"A body may have {max_bytes:,} bytes at most.",
        headers={"Connection": "close"},
    )


def _too_slow() -> RequestRefused:
    return RequestRefused(
        HTTPStatus.REQUEST_TIMEOUT,
        "body-too-slow",
        "The body did not arrive in time; send it in one go.",
        headers={"Connection": "close"},
    )
