"""Being told to end while an event loop runs, during the start too."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable


class Stopped(Exception):
    """The process was told to end before it had begun."""


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


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
