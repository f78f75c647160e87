"""Long computations in a thread that leave the interpreter to others now and then."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

_HOLD_SECONDS, _REST_SECONDS = 0.0007, 0.001
_LATE_SECONDS = 0.0015  # whoever wakes up later than this had to wait for others

T = TypeVar("T")


def giving_way(items: Iterable[T], *, rest_beside_others: float = 0.0) -> Iterator[T]:
    """Yield the items, with a rest after each millisecond of work on them, or sooner.

    A thread that only computes gives the interpreter up every 5 ms when asked; a tap asks twenty times.
    What nobody waits for may rest longer, rest_beside_others seconds, whenever others are at work too.
    """
    began = time.perf_counter()
    for item in items:
        yield item
        now = time.perf_counter()
        if now - began >= _HOLD_SECONDS:
            time.sleep(_REST_SECONDS)
            if rest_beside_others and time.perf_counter() - now >= _LATE_SECONDS:
                time.sleep(rest_beside_others)
            began = time.perf_counter()
