"""How many threads the numeric libraries use where people wait for an answer."""

from __future__ import annotations

from threadpoolctl import threadpool_limits


def use_one_numeric_thread() -> None:
    """Let linear algebra run in the calling thread; call it once, when the process starts.

    A list for one person is a product of a matrix and a vector: a second thread costs more in waking up and
    waiting than it saves, most of all on a small machine that has other things to do.
    """
    threadpool_limits(limits=1, user_api="blas")
