"""Waiting for what fires no event."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


async def until(is_so: Callable[[], bool]) -> None:
    """Return as soon as something is so."""
    async with asyncio.timeout(60):
        while not is_so():  # noqa: ASYNC110  # nothing here fires an event
            await asyncio.sleep(0.01)
