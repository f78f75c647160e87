"""Waiting for what fires no event."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

# Far longer than anything takes on a machine with other work to do: what does not come by then never comes.
PATIENCE_SECONDS = 60


async def until(is_so: Callable[[], bool]) -> None:
    """Return as soon as something is so."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not is_so():  # noqa: ASYNC110  # nothing here fires an event
            await asyncio.sleep(0.01)
