"""How many threads numeric libraries take: one in processes that serve, all they like in training.

People and requests are the parallel work of a serving process. With BLAS threads under each, BLAS mostly
waits for itself: on 2 cores, six requests at once cost 17 times the processor time of one after another.
"""

from __future__ import annotations

import os

from threadpoolctl import threadpool_limits


def use_one_numeric_thread() -> None:
    """Let linear algebra run in the calling thread; call it once, when the process starts.

    It is no environment variable, so a training child does not inherit it.
    """
    threadpool_limits(limits=1, user_api="blas")


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
