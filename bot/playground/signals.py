"""Waiting without sleeping: a signal for one condition, a broadcast for the page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Any

Event = dict[str, Any]


class Signal:
    """Wakes everybody who waits for something to change."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def fire(self) -> None:
        """Let all who wait look again: something changed."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Return as soon as the condition holds; it is looked at after every change."""
        while not condition():
            waiter = asyncio.get_running_loop().create_future()
            self._waiting.add(waiter)
            try:
                await waiter
            finally:
                self._waiting.discard(waiter)


class Broadcast:
    """Hands every event to every listener; a listener that went away costs nothing."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Event | None]] = set()
        self._closed = False

    def publish(self, event: Event) -> None:
        """Tell all listeners."""
        for listener in self._listeners:
            listener.put_nowait(event)

    def close(self) -> None:
        """End all streams, those open and those to come."""
        self._closed = True
        for listener in self._listeners:
            listener.put_nowait(None)

    async def listen(self, first: Callable[[], Event], *, silence: float) -> AsyncGenerator[Event | None]:
        """Yield `first()`, then events as they come, and None after `silence` seconds without any."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield first()
            while not self._closed:
                try:
                    event = await asyncio.wait_for(queue.get(), silence)
                except TimeoutError:
                    yield None
                    continue
                if event is not None:
                    yield event
        finally:
            self._listeners.discard(queue)
