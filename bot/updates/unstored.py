"""Updates that are handled at once and never stored: an answer that comes late is worth nothing.

Of one person's inline queries only the newest waits, because each letter they type makes another one. They
have places of their own, few enough that taps do not wait behind them, and let taps go before each of their
steps, for some milliseconds in all.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.runtime import offload
from bot.updates.inbox import IncomingUpdate

logger = logging.getLogger(__name__)

MAX_AT_ONCE = 2
MAX_WAITING_OF_ONE = 3
MAX_AGE_SECONDS = 10.0  # Telegram's apps ask again by then
MAX_GIVING_WAY_SECONDS, LOOK_INTERVAL_SECONDS = 0.02, 0.002
INLINE_QUERY = "inline_query"
UNSTORED_KINDS = frozenset({INLINE_QUERY, "guest_message"})


@dataclass(frozen=True)
class _Waiting:
    incoming: IncomingUpdate
    taken_at: float


class UnstoredUpdates:
    """Handles each person's unstored updates one after another, a few people at once."""

    def __init__(
        self,
        handle: Callable[[str], Awaitable[None]],
        others_are_served: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._handle = handle
        self._others_are_served = others_are_served
        self._clock = clock
        self._waiting: dict[int, list[_Waiting]] = {}
        self._people: dict[int, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(MAX_AT_ONCE)
        self._is_closed = False

    def accept(self, incoming: IncomingUpdate) -> None:
        """Handle an update in the background; a newer inline query takes the place of one that waits."""
        if self._is_closed:
            return
        person_id = incoming.person_id
        waiting = self._waiting.setdefault(person_id, [])
        if incoming.kind == INLINE_QUERY:
            waiting[:] = [each for each in waiting if each.incoming.kind != INLINE_QUERY]
        if len(waiting) < MAX_WAITING_OF_ONE:
            waiting.append(_Waiting(incoming, self._clock()))
        if person_id not in self._people:
            self._people[person_id] = asyncio.create_task(self._serve(person_id))

    async def idle(self) -> None:
        """Return when nothing waits and nothing is being handled."""
        while self._people:
            await asyncio.wait([*self._people.values()])
            await asyncio.sleep(0)

    async def aclose(self) -> None:
        """End what is under way: whoever waits for it asks again."""
        self._is_closed = True
        running = [*self._people.values()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _serve(self, person_id: int) -> None:
        try:
            while self._waiting[person_id]:
                async with self._places:
                    # Looked at only now: a newer one may have come while there was no place.
                    await self._try(self._waiting[person_id].pop(0))
        finally:
            del self._waiting[person_id], self._people[person_id]

    async def _try(self, waiting: _Waiting) -> None:
        if self._clock() - waiting.taken_at > MAX_AGE_SECONDS:
            return
        token = offload.before_blocking.set(self._giving_way())
        try:
            await self._handle(waiting.incoming.payload)
        except Exception:  # a defect: the next letter that is typed asks again
            logger.exception("update %s could not be handled", waiting.incoming.update_id)
        finally:
            offload.before_blocking.reset(token)

    def _giving_way(self) -> Callable[[], Awaitable[None]]:
        """Return what waits while others are served, for a moment in all."""
        looks = iter(range(round(MAX_GIVING_WAY_SECONDS / LOOK_INTERVAL_SECONDS)))

        async def give_way() -> None:
            while self._others_are_served() and next(looks, None) is not None:  # noqa: ASYNC110
                await asyncio.sleep(LOOK_INTERVAL_SECONDS)

        return give_way
