"""The single seam between the event loop and blocking work."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


async def run(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a blocking function in a thread and wait for it without blocking the loop."""
    return await asyncio.to_thread(function, *args, **kwargs)


async def run_in(threads: Executor, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The same in threads of one's own, for what must not queue behind everything else."""
    call = partial(contextvars.copy_context().run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(threads, call)
