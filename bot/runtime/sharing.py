"""How threads of a serving process share the interpreter with the event loop."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

BLOCKING_THREADS = 4
SWITCH_INTERVAL_SECONDS = 0.001  # a tap asks for the interpreter dozens of times; Python's own is 5 ms


def share_the_interpreter() -> None:
    """Let threads that compute give way to the loop, and be few: more of them only stand in each other's way.

    Needs a running loop.
    """
    sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
    threads = ThreadPoolExecutor(BLOCKING_THREADS, "blocking")
    asyncio.get_running_loop().set_default_executor(threads)
