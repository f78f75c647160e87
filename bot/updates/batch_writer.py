"""Writes to the inbox: one transaction for all that came while the last one was written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Generic, Protocol, TypeVar

from bot.runtime import offload

MAX_BATCH_SIZE = 100
CLOSING_SECONDS = 2.0


class Numbered(Protocol):
    """Something that is about one update."""

    @property
    def update_id(self) -> int:
        """Return the update's number."""
        ...


N = TypeVar("N", bound=Numbered)


class BatchWriter(Generic[N]):
    """Store what is put in the order in which it came, in a thread that does nothing else.

    What stores it returns the numbers of those updates that are new.
    """

    def __init__(self, store: Callable[[Sequence[N]], set[int]]) -> None:
        self._store = store
        self._waiting: list[tuple[N, asyncio.Future[bool]]] = []
        self._emptying: asyncio.Task[None] | None = None
        # Not one of those that handle updates: Telegram is answered however much there is to do.
        self._thread = ThreadPoolExecutor(1, "batch_writer")

    async def put(self, item: N) -> bool:
        """Return when the item is stored: whether it is new. Raises what storing it raised."""
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, stored))
        if self._emptying is None or self._emptying.done():
            self._emptying = asyncio.create_task(self._empty())
        return await stored

    async def put_all(self, items: Sequence[N]) -> set[int]:
        """Store these in a transaction of their own; return the numbers of those that are new."""
        return await offload.run_in(self._thread, self._store, items)

    async def aclose(self) -> None:
        """Let the thread finish what it is at; for the rest, who waits is told that nothing was stored."""
        waiting, self._waiting = self._waiting, []
        _tell_all(waiting, ConnectionAbortedError("the process ends"))
        with suppress(TimeoutError):
            await asyncio.wait_for(offload.run_detached(self._thread.shutdown), CLOSING_SECONDS)

    async def _empty(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MAX_BATCH_SIZE], self._waiting[MAX_BATCH_SIZE:]
            try:
                new = await offload.run_in(self._thread, self._store, [item for item, _ in batch])
            except Exception as error:  # everybody who waits for this batch raises it
                _tell_all(batch, error)
            else:
                _tell_each(batch, new)


def _tell_each(batch: Sequence[tuple[Numbered, asyncio.Future[bool]]], new: set[int]) -> None:
    """Tell whoever waits whether theirs is new; of the same one twice, the first is."""
    for item, stored in batch:
        is_new = item.update_id in new
        new.discard(item.update_id)
        if not stored.done():  # they may have hung up
            stored.set_result(is_new)


def _tell_all(batch: Sequence[tuple[Numbered, asyncio.Future[bool]]], error: Exception) -> None:
    for _, stored in batch:
        if not stored.done():
            stored.set_exception(error)
