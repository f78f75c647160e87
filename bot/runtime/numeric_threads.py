"""How many threads numeric libraries take: one in processes that serve, more in training that takes long.

People and requests are the parallel work of a serving process. With BLAS threads under each, BLAS mostly
waits for itself: on 2 cores, six requests at once cost 17 times the processor time of one after another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_limits


def use_one_numeric_thread() -> None:
    """Let linear algebra run in the calling thread; call it once, when the process starts.

    It is no environment variable, so a training child does not inherit it.
    """
    threadpool_limits(limits=1, user_api="blas")


@contextmanager
def numeric_threads(count: int) -> Iterator[None]:
    """Let linear algebra run in so many threads meanwhile."""
    with threadpool_limits(limits=count, user_api="blas"):
        yield


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
