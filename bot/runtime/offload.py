"""The single seam between the event loop and blocking work."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextlib import suppress
from contextvars import ContextVar
from functools import partial
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

before_blocking: ContextVar[Callable[[], Awaitable[None]] | None] = ContextVar(
    "before_blocking", default=None
)
"""What is awaited before each blocking function of a task whose work others come before."""


async def run(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a blocking function in a thread and wait for it without blocking the loop."""
    wait_first = before_blocking.get()
    if wait_first is not None:
        await wait_first()
    return await asyncio.to_thread(function, *args, **kwargs)


async def run_detached(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a function in a thread that the process does not wait for when it ends."""
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[R] = loop.create_future()

    def tell(result: R | None, error: BaseException | None) -> None:
        if outcome.done():  # whoever waited was cancelled
            return
        if error is not None:
            outcome.set_exception(error)
        else:
            outcome.set_result(cast(R, result))

    def work() -> None:
        result, error = None, None
        try:
            result = function(*args, **kwargs)
        except BaseException as raised:  # it is raised where it is awaited
            error = raised
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(tell, result, error)

    threading.Thread(target=work, name="detached", daemon=True).start()
    return await outcome


async def run_in(threads: Executor, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a function in threads of one's own, for what must not queue behind everything else."""
    call = partial(contextvars.copy_context().run, function, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(threads, call)
