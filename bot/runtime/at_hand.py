"""What was read lately and hardly changes, kept for some minutes; threads share it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from cachetools import TTLCache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MAX_ENTRIES = 1_000
SECONDS = 300.0


class AtHand(Generic[K, V]):
    """Values by key, the least used ones forgotten first; what is None is not kept."""

    def __init__(self, most: int = MAX_ENTRIES, seconds: float = SECONDS) -> None:
        self._values: TTLCache[K, V] = TTLCache(most, seconds)
        self._in_use = threading.Lock()

    def get(self, key: K, read: Callable[[], V | None]) -> V | None:
        """Return the value of a key, read now if it is not at hand."""
        known = self.peek(key)
        if known is not None:
            return known
        found = read()
        if found is not None:
            with self._in_use:
                self._values[key] = found
        return found

    def peek(self, key: K) -> V | None:
        """Return the value of a key if it is at hand; nothing is waited for."""
        with self._in_use:
            return self._values.get(key)

    def drop(self, key: K) -> None:
        """Read it anew the next time."""
        with self._in_use:
            self._values.pop(key, None)
