"""Long computations in a thread that leave the interpreter to others now and then."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

_HOLD_SECONDS, _REST_SECONDS = 0.0007, 0.001

T = TypeVar("T")


def giving_way(items: Iterable[T]) -> Iterator[T]:
    """Yield the items, with a rest after each millisecond of work on them, or sooner.

    A thread that only computes gives the interpreter up every 5 ms when asked; a tap asks twenty times.
    """
    began = time.perf_counter()
    for item in items:
        yield item
        if time.perf_counter() - began >= _HOLD_SECONDS:
            time.sleep(_REST_SECONDS)
            began = time.perf_counter()
