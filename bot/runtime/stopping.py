"""Being told to end while an event loop runs, during the start too."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Awaitable

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """The process was told to end before it had begun."""


def stop_on_signals(within_seconds: float) -> asyncio.Event:
    """Return an event that SIGINT and SIGTERM set; so many seconds later the process ends in any case.

    A thread that waits for a database that took its question and never answers cannot be ended, and Python
    would wait for it. What it was at is in the inbox.
    """
    stop = asyncio.Event()

    def tell() -> None:
        if not stop.is_set():
            stop.set()
            _end_after(within_seconds)

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, tell)
    return stop


def _end_after(seconds: float) -> None:
    timer = threading.Timer(seconds, _end_at_once)
    timer.daemon = True
    timer.start()


def _end_at_once() -> None:
    logger.warning("something does not end; the process ends without it")
    logging.shutdown()
    os._exit(0)


async def unless_stopped(stop: asyncio.Event, work: Awaitable[object]) -> None:
    """Wait for some work, or raise Stopped as soon as the process is told to end."""
    task, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait([task, stopping], return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise Stopped
        await task
    finally:
        task.cancel()
        stopping.cancel()
        await asyncio.gather(task, stopping, return_exceptions=True)
