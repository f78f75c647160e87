"""Requests to the Bot API over HTTP: limited in number; an answer not of Telegram's is a network error."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import httpx
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TimedOut
from telegram.request import HTTPXRequest, RequestData

from bot.chat.connections import BotApiConnections, BrokenAnswer, NoAnswer, NoFreeConnection, Timeouts
from bot.runtime.deliveries import before_writing

MAX_CONCURRENT_REQUESTS = 64  # more than people are served at once
IDLE_CONNECTIONS = 8
POOL_TIMEOUT_SECONDS = 10.0
HEARD_PERHAPS = (httpx.ReadError, httpx.RemoteProtocolError)
"""How httpx says that a request was written and no whole answer came."""


class BotApiRequest(HTTPXRequest):
    """The library's requests; a page of a proxy instead of an answer is a fault of the way there.

    What may have been done although no answer came is TimedOut, as where an answer takes too long: a message
    is not sent again then, for two confuse.
    """

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Return status and body; raises NetworkError when the body is no answer to a call of a method."""
        status, body = await self._do(*args, **kwargs)
        if kwargs.get("method") == "POST" and not body.lstrip().startswith(b"{"):
            kind = TimedOut if status == HTTPStatus.GATEWAY_TIMEOUT else NetworkError
            raise kind(f"{_phrase(status)} ({status}), and no answer of the Bot API")
        return status, body

    async def _do(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        try:
            return await super().do_request(*args, **kwargs)
        except NetworkError as error:
            if isinstance(error.__cause__, HEARD_PERHAPS):
                raise TimedOut(error.message) from error.__cause__
            raise

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return an answer; the library would log a whole page with a trace when it is none."""
        try:
            answer: dict[str, Any] = json.loads(payload)
        except ValueError as error:
            raise TimedOut("The answer of the Bot API is damaged") from error
        return answer


class LeanRequest(BotApiRequest):
    """Requests without files, which are nearly all, through connections of our own; files go httpx's way."""

    def __init__(self, most: int, most_idle: int, **kwargs: Any) -> None:
        super().__init__(most, **kwargs)
        self._connections = BotApiConnections(most, most_idle)
        self._headers = f"User-Agent: {self.USER_AGENT}\r\n"

    async def shutdown(self) -> None:
        """Close all connections that are not in use."""
        await self._connections.aclose()
        await super().shutdown()

    async def _do(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        data: RequestData | None = kwargs.get("request_data")
        if kwargs.get("method") != "POST" or (data and data.contains_files):
            return await super()._do(*args, **kwargs)
        body = urlencode(data.json_parameters).encode() if data else b""
        try:
            return await self._connections.post(
                kwargs["url"], self._headers, body, self._timeouts(kwargs), before_writing.get()
            )
        except NoFreeConnection as error:
            raise TimedOut("all connections are in use; nothing was sent") from error
        except TimeoutError as error:
            raise TimedOut from error
        except NoAnswer as error:
            raise TimedOut(f"no answer: {error}") from error
        except (OSError, BrokenAnswer) as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error

    def _timeouts(self, given: dict[str, Any]) -> Timeouts:
        """Return how long to wait: what a call says, or else what these requests were made with."""
        usual = self._client.timeout

        def seconds(name: str) -> float | None:
            value = given.get(f"{name}_timeout", self.DEFAULT_NONE)
            chosen: float | None = getattr(usual, name) if isinstance(value, DefaultValue) else value
            return chosen

        return Timeouts(seconds("pool"), seconds("connect"), seconds("read"))


class LastMomentTransport(httpx.AsyncHTTPTransport):
    """Does what `before_writing` says when the next thing is to write a request's body.

    Connecting takes a tenth of a second; a kill meanwhile must find the update as one that waits. Telegram
    does nothing with a head that no body follows.
    """

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        before = before_writing.get()
        if before is not None:
            request.extensions["trace"] = partial(_at_last_moment, before)
        return await super().handle_async_request(request)


async def _at_last_moment(before: Callable[[], Awaitable[None]], event: str, _about: object) -> None:
    if event.endswith("send_request_body.started"):
        await before()


def bounded_request() -> BotApiRequest:
    """Return requests for as many calls at once as needed, with few idle connections."""
    limits = httpx.Limits(max_connections=MAX_CONCURRENT_REQUESTS, max_keepalive_connections=IDLE_CONNECTIONS)
    return LeanRequest(
        MAX_CONCURRENT_REQUESTS,
        IDLE_CONNECTIONS,
        pool_timeout=POOL_TIMEOUT_SECONDS,
        httpx_kwargs={"transport": LastMomentTransport(limits=limits)},
    )


def polling_request() -> BotApiRequest:
    """Return the one connection that updates are fetched through."""
    return LeanRequest(1, 1)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown status"
