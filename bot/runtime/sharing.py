"""How threads of a serving process share the interpreter with the event loop."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

BLOCKING_THREADS = 4
SECONDS_A_THREAD_MAY_HOLD_ON = 0.001  # a tap asks for the interpreter dozens of times; Python's own is 5 ms


def share_the_interpreter() -> None:
    """Let threads that compute give way to the loop, and be few: more of them only stand in each other's way.

    Needs a running loop.
    """
    sys.setswitchinterval(SECONDS_A_THREAD_MAY_HOLD_ON)
    threads = ThreadPoolExecutor(BLOCKING_THREADS, "blocking")
    asyncio.get_running_loop().set_default_executor(threads)
