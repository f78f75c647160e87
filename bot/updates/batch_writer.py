"""Updates on their way into the inbox: one transaction for all that came while the last one was written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from bot.runtime import offload
from bot.updates.inbox import IncomingUpdate

MAX_BATCH_SIZE = 100

Store = Callable[[Sequence[IncomingUpdate]], set[int]]
"""Stores updates for good and returns the numbers of those that are new."""


class BatchWriter:
    """Store updates in the order in which they came, in a thread that does nothing else."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[IncomingUpdate, asyncio.Future[bool]]] = []
        self._emptying: asyncio.Task[None] | None = None
        # Not one of those that handle updates: Telegram is answered however much there is to do.
        self._thread = ThreadPoolExecutor(1, "batch_writer")

    async def put(self, incoming: IncomingUpdate) -> bool:
        """Return when the update is stored: whether it is new. Raises what storing it raised."""
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((incoming, stored))
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
            batch, self._waiting = self._waiting[:MAX_BATCH_SIZE], self._waiting[MAX_BATCH_SIZE:]
            try:
                new = await offload.run_in(self._thread, self._store, [incoming for incoming, _ in batch])
            except Exception as error:  # everybody who waits for this batch raises it
                _tell_all(batch, error)
            else:
                _tell_each(batch, new)


def _tell_each(batch: Sequence[tuple[IncomingUpdate, asyncio.Future[bool]]], new: set[int]) -> None:
    """Tell whoever waits whether theirs is new; of the same one twice, the first is."""
    for incoming, stored in batch:
        is_new = incoming.update_id in new
        new.discard(incoming.update_id)
        if not stored.done():  # they may have hung up
            stored.set_result(is_new)


def _tell_all(batch: Sequence[tuple[IncomingUpdate, asyncio.Future[bool]]], error: Exception) -> None:
    for _, stored in batch:
        if not stored.done():
            stored.set_exception(error)
