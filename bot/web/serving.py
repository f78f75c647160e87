"""The HTTP server: bounded in connections and in patience, ended in order on SIGTERM."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.web.problems import Refusal, unavailable

logger = logging.getLogger(__name__)

# Longer than routers and proxies keep idle connections: we never close one that they are about to use.
IDLE_SECONDS = 95
HEAD_SECONDS = 15.0
HEAD_BYTES = 16 * 1024
MOST_CONNECTIONS = 1000
BLOCKING_THREADS = 4
SECONDS_A_THREAD_MAY_HOLD_ON = 0.001
# Heroku kills 30 s after SIGTERM: this is for open requests, the rest for what they left to be done.
SECONDS_FOR_REQUESTS = 10


class PunctualProtocol(HttpToolsProtocol):
    """Closes a connection whose request line and headers take too long to arrive, or too much room.

    A slow loris is the first, a client without manners the second.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadline: asyncio.TimerHandle | None = None
        self._head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Give the first request its time; where too many are connected already, it is refused."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            self.app = _crowded
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        """Stop the clock when a request's head is complete, start it when another one begins."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._forget_deadline()
            return
        if self._deadline is None and (before is None or before.response_complete):
            self._expect_head()
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
        refused = Refusal(HTTPStatus.BAD_REQUEST, "bad-request", msg, headers=headers).response()
        lines = [b"HTTP/1.1 400 Bad Request", *(b": ".join(header) for header in refused.raw_headers), b""]
        self.transport.write(b"\r\n".join([*lines, bytes(refused.body)]))
        self.transport.close()

    def _expect_head(self) -> None:
        self._head_bytes = 0
        self._deadline = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


async def _crowded(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer every request of a connection that is one too many."""
    logger.warning("more than %d connections; one is refused", MOST_CONNECTIONS)
    refusal = unavailable("Too many are connected at the moment; try again in a few seconds.", hang_up=True)
    await refusal.response()(scope, receive, send)


def share_the_interpreter() -> None:
    """Let threads that compute give way to the loop, and be few: more of them only stand in each other's way.

    Needs a running loop.
    """
    sys.setswitchinterval(SECONDS_A_THREAD_MAY_HOLD_ON)
    threads = ThreadPoolExecutor(BLOCKING_THREADS, "blocking")
    asyncio.get_running_loop().set_default_executor(threads)


async def serve(server: uvicorn.Server) -> None:
    """Serve until told to stop, then return: the server passes its signal on, which would end us at once."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _has_been_heeded)
    await server.serve()


def _has_been_heeded(_number: int, _frame: object) -> None:
    """Nothing is left to be done."""


def server_for(app: FastAPI, host: str, port: int) -> uvicorn.Server:
    """Return the server; it handles SIGTERM and SIGINT while it serves."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http=PunctualProtocol,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=SECONDS_FOR_REQUESTS,
        )
    )
