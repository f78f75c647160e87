"""How many people are served at once: fewer while Telegram waits for us, more again when it does not.

An update must be acknowledged soon, or Telegram sends it again and again; the answer to a person may take a
moment. So whoever handles updates steps back when storing new ones takes long (additive increase,
multiplicative decrease: Chiu, Jain 1989).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

MIN_PLACES, FIRST_PLACES, MAX_PLACES = 2, 4, 32
LONG_SECONDS = 0.04
DECREASE_INTERVAL_SECONDS = 0.1
STEP = 0.05


class ConcurrencyLimit:
    """Gives places to those who are served."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._allowed = float(FIRST_PLACES)
        self._served = 0
        self._stepped_back_at = -DECREASE_INTERVAL_SECONDS
        self._change = asyncio.Condition()

    @property
    def places(self) -> int:
        """How many may be served at once now."""
        return int(self._allowed)

    def record_storing(self, seconds: float) -> None:
        """Halve the places when an update took long to be stored, a few times a second at most."""
        now = self._clock()
        if seconds > LONG_SECONDS and now - self._stepped_back_at >= DECREASE_INTERVAL_SECONDS:
            self._stepped_back_at = now
            self._allowed = max(float(MIN_PLACES), self._allowed / 2)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Wait for a place and hold it; every twentieth person served makes room for one more."""
        await self._acquire()
        try:
            yield
        finally:
            self._allowed = min(float(MAX_PLACES), self._allowed + STEP)
            await self._release()

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[None]:
        """Let somebody else have the place that is held, while there is nothing to do but wait."""
        await self._release()
        try:
            yield
        finally:
            await self._acquire()

    async def _acquire(self) -> None:
        async with self._change:
            await self._change.wait_for(lambda: self._served < self.places)
            self._served += 1

    async def _release(self) -> None:
        self._served -= 1
        async with self._change:
            self._change.notify(2)
