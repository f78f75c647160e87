"""Serving the page in the bot's own event loop, and leaving no socket or task behind."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn

from bot.playground.bot_api import BotApi
from bot.playground.guard import LOCAL_HOSTS
from bot.playground.page import create_page

CLOSING_SECONDS = 2


class PortTaken(Exception):
    """The address is taken or not ours; the message says which, in one sentence."""


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handling: whoever runs the bot decides when to stop."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(bot_api: BotApi, host: str, port: int) -> AsyncIterator[str]:
    """Serve the page meanwhile and yield its address; on the way out the BotApi is saved and closed."""
    with _listening(host, port) as listener:
        page = create_page(bot_api, hosts=(*LOCAL_HOSTS, host))
        config = uvicorn.Config(
            page,
            log_config=None,
            access_log=False,
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=CLOSING_SECONDS,
        )
        server = _Server(config)
        running = asyncio.create_task(server.serve([listener]), name="playground page")
        try:
            yield address_of(listener)
        finally:
            await bot_api.close()
            server.should_exit = True
            await running


def address_of(listener: socket.socket) -> str:
    """Return the URL to open in a browser."""
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        # Python's own words repeat the address; a failed look-up of the host has no number.
        number = error.errno or 0
        reason = os.strerror(number) if number > 0 else error.strerror
        raise PortTaken(
            f"Cannot open the playground at {host}:{port} ({reason}); set PLAYGROUND_PORT to a free port."
        ) from error
    with listener:
        # asyncio sets this only on sockets it makes itself; without it each answer waits 40 ms for an ACK.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield listener
