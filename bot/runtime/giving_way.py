"""Long computations in a thread that leave the interpreter to others now and then."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

HOLD_SECONDS, REST_SECONDS = 0.0007, 0.001
SHORT_HOLD_SECONDS, SHORT_REST_SECONDS = 0.0003, 0.0007  # for what may take longer, beside many taps
_LATE_SECONDS = 0.0005  # whoever wakes up later than this had to wait for others

T = TypeVar("T")


def giving_way(
    items: Iterable[T],
    *,
    hold: float = HOLD_SECONDS,
    rest: float = REST_SECONDS,
    rest_beside_others: float = 0.0,
) -> Iterator[T]:
    """Yield the items, with a rest after so many seconds of work on them.

    A thread that only computes gives the interpreter up every 5 ms when asked; a tap asks twenty times.
    What nobody waits for may rest longer, rest_beside_others seconds, whenever others are at work too.
    """
    began = time.perf_counter()
    for item in items:
        yield item
        now = time.perf_counter()
        if now - began >= hold:
            time.sleep(rest)
            if rest_beside_others and time.perf_counter() - now >= rest + _LATE_SECONDS:
                time.sleep(rest_beside_others)
            began = time.perf_counter()
