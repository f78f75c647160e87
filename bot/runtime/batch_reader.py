"""Blocking questions: one for all who asked while the last one was being answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from bot.runtime import offload

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MAX_BATCH_SIZE = 50


class BatchReader(Generic[K, V]):
    """Asks about several keys at once, in a thread; nobody waits for others to ask as well."""

    def __init__(
        self, answers_to: Callable[[Sequence[K]], Mapping[K, V]], max_batch_size: int = MAX_BATCH_SIZE
    ) -> None:
        self._answers_to = answers_to
        self._max_batch_size = max_batch_size
        self._waiting: list[tuple[K, asyncio.Future[V | None]]] = []
        self._emptying: asyncio.Task[None] | None = None

    async def ask(self, key: K) -> V | None:
        """Return the answer about a key, None where there is none; raises what asking raised."""
        answer: asyncio.Future[V | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((key, answer))
        if self._emptying is None or self._emptying.done():
            self._emptying = asyncio.create_task(self._empty())
        return await answer

    async def _empty(self) -> None:
        while self._waiting:
            size = self._max_batch_size
            batch, self._waiting = self._waiting[:size], self._waiting[size:]
            try:
                answers = await offload.run(self._answers_to, [key for key, _ in batch])
            except Exception as error:  # everybody who waits for this batch raises it
                for _, answer in batch:
                    if not answer.done():
                        answer.set_exception(error)
            else:
                for key, answer in batch:
                    if not answer.done():  # whoever asked may have been cancelled
                        answer.set_result(answers.get(key))
