"""Updates on their way into the inbox: one transaction for all that came while the last one was written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from bot import offload
from bot.services.inbox import Arrival

MOST_AT_ONCE = 100

Store = Callable[[Sequence[Arrival]], set[int]]
"""Stores updates for good and returns the numbers of those that are new."""


class Letterbox:
    """Stores arrivals in the order in which they came, in a thread that does nothing else."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Arrival, asyncio.Future[bool]]] = []
        self._emptying: asyncio.Task[None] | None = None
        # Not one of those that handle updates: Telegram is answered however much there is to do.
        self._thread = ThreadPoolExecutor(1, "letterbox")

    async def put(self, arrival: Arrival) -> bool:
        """Return when the update is stored: whether it is new. Raises what storing it raised."""
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrival, stored))
        if self._emptying is None or self._emptying.done():
            self._emptying = asyncio.create_task(self._empty())
        return await stored

    def close(self) -> None:
        """Let the thread go after what it is at; for the rest, who waits is told that nothing was stored."""
        waiting, self._waiting = self._waiting, []
        _tell_all(waiting, ConnectionAbortedError("the process ends"))
        self._thread.shutdown(wait=False)

    async def _empty(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            try:
                new = await offload.run_in(self._thread, self._store, [arrival for arrival, _ in batch])
            except Exception as error:  # everybody who waits for this batch raises it
                _tell_all(batch, error)
            else:
                _tell_each(batch, new)


def _tell_each(batch: Sequence[tuple[Arrival, asyncio.Future[bool]]], new: set[int]) -> None:
    """Tell whoever waits whether theirs is new; of the same one twice, the first is."""
    for arrival, stored in batch:
        is_new = arrival.update_id in new
        new.discard(arrival.update_id)
        if not stored.done():  # they may have hung up
            stored.set_result(is_new)


def _tell_all(batch: Sequence[tuple[Arrival, asyncio.Future[bool]]], error: Exception) -> None:
    for _, stored in batch:
        if not stored.done():
            stored.set_exception(error)
