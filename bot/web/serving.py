"""The HTTP server: limits on connections and on waiting times, ended in order on SIGTERM."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.web.access import network_of
from bot.web.addresses import WEBHOOK_PATH
from bot.web.problems import RequestRefused, unavailable

logger = logging.getLogger(__name__)

# Longer than routers and proxies keep idle connections: we never close one that they are about to use.
IDLE_SECONDS = 95
HEAD_SECONDS = 15.0
CROWDED_HEAD_SECONDS = 3.0
HEAD_BYTES = 16 * 1024
MAX_CONNECTIONS = 1000
# One address (an IPv6 household) cannot take the places of all the others, Telegram's among them.
MAX_CONNECTIONS_PER_ADDRESS = 250
# Heroku kills 30 s after SIGTERM: this is for open requests, the rest for what they left to be done.
REQUESTS_SECONDS = 10


class PunctualProtocol(HttpToolsProtocol):
    """Closes a connection whose request line and headers take too long to arrive, or too much room.

    A slow loris is the first, a client without manners the second.
    """

    limits_addresses = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.network: str | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Give the first request its time; where too many are connected already, it is refused."""
        super().connection_made(transport)
        self.network = network_of(self.client[0]) if self.client else None
        if len(self.connections) > MAX_CONNECTIONS or self._has_too_many_siblings():
            self.app = _webhook_only(self.app)
            self._expect_head(CROWDED_HEAD_SECONDS)
        else:
            self._expect_head(HEAD_SECONDS)

    def data_received(self, data: bytes) -> None:
        """Stop the clock when a request's head is complete, start it when another one begins."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._forget_deadline()
            return
        if self._deadline is None and (before is None or before.response_complete):
            self._expect_head(HEAD_SECONDS)
        if self._deadline is not None:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES:
                self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clock with its connection."""
        self._forget_deadline()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP with a problem, too, and hang up."""
        headers = {"Connection": "close"}
        refused = RequestRefused(HTTPStatus.BAD_REQUEST, "bad-request", msg, headers=headers).response()
        lines = [b"HTTP/1.1 400 Bad Request", *(b": ".join(header) for header in refused.raw_headers), b""]
        self.transport.write(b"\r\n".join([*lines, bytes(refused.body)]))
        self.transport.close()

    def _has_too_many_siblings(self) -> bool:
        """Return whether this address has more connections than one may have."""
        if not self.limits_addresses or self.network is None:
            return False
        siblings = sum(getattr(each, "network", None) == self.network for each in self.connections)
        return bool(siblings > MAX_CONNECTIONS_PER_ADDRESS)

    def _expect_head(self, seconds: float) -> None:
        self._head_bytes = 0
        self._deadline = self.loop.call_later(seconds, self.transport.close)

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class ProxiedProtocol(PunctualProtocol):
    """The same behind a proxy, which is one address for everybody."""

    limits_addresses = False


def _webhook_only(app: Any) -> ASGIApp:
    """Return what still takes Telegram's updates when everybody else is told to come again."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await (app if scope.get("path") == WEBHOOK_PATH else _crowded)(scope, receive, send)

    return answer


async def _crowded(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer every request of a connection that is one too many."""
    logger.warning("too many connections; one is refused")
    refusal = unavailable("Too many are connected at the moment; try again in a few seconds.", hang_up=True)
    await refusal.response()(scope, receive, send)


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handling: whoever runs it hears of signals during the start too."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(server: uvicorn.Server, stop: asyncio.Event) -> None:
    """Serve until told to stop, then let open requests finish."""
    serving, stopping = asyncio.create_task(server.serve()), asyncio.create_task(stop.wait())
    await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    server.should_exit = True
    await serving


def server_for(app: FastAPI, host: str, port: int, *, trusted_proxies: int = 0) -> uvicorn.Server:
    """Return the server; whoever runs it decides when it stops."""
    return _Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http=ProxiedProtocol if trusted_proxies else PunctualProtocol,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=REQUESTS_SECONDS,
        )
    )
