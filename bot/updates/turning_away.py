"""Telling people, once a minute at most, that they send more than can be answered."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

TELLING_INTERVAL_SECONDS = 60.0


class TurningAway:
    """Tells each person at most once a minute that some of what they sent is left out."""

    def __init__(
        self, tell: Callable[[str], Awaitable[None]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._tell = tell
        self._clock = clock
        self._may_be_told_at: dict[int, float] = {}

    async def tell(self, person_id: int, payload: str) -> None:
        """Tell whoever sent this update, unless they were told a moment ago."""
        now = self._clock()
        if now >= self._may_be_told_at.get(person_id, now):
            self._may_be_told_at[person_id] = now + TELLING_INTERVAL_SECONDS
            await self._tell(payload)
