"""Requests to the Bot API over HTTP: bounded, and calm about answers that are none of Telegram's."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus
from typing import Any

import httpx
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

from bot.runtime.deliveries import before_writing

MAX_CONCURRENT_REQUESTS = 64  # more than people are served at once
IDLE_CONNECTIONS = 8
POOL_TIMEOUT_SECONDS = 10.0


class BotApiRequest(HTTPXRequest):
    """The library's requests; a page of a proxy instead of an answer is a fault of the way there."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Return status and body; raises NetworkError when the body is no answer to a call of a method."""
        status, body = await super().do_request(*args, **kwargs)
        if kwargs.get("method") == "POST" and not body.lstrip().startswith(b"{"):
            raise NetworkError(f"{_phrase(status)} ({status}), and no answer of the Bot API")
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return an answer; the library would log a whole page with a trace when it is none."""
        try:
            answer: dict[str, Any] = json.loads(payload)
        except ValueError as error:
            raise NetworkError("The answer of the Bot API is damaged") from error
        return answer


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
    """Return requests for as many calls at once as needed, with few idle connections.

    Before each request every idle connection is looked at.
    """
    limits = httpx.Limits(max_connections=MAX_CONCURRENT_REQUESTS, max_keepalive_connections=IDLE_CONNECTIONS)
    return BotApiRequest(
        MAX_CONCURRENT_REQUESTS,
        pool_timeout=POOL_TIMEOUT_SECONDS,
        httpx_kwargs={"transport": LastMomentTransport(limits=limits)},
    )


def polling_request() -> BotApiRequest:
    """Return the one connection that updates are fetched through."""
    return BotApiRequest(1)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown status"
