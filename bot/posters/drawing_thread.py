"""The one thread that draws: a drawing takes megabytes while it is made, and a thread keeps what it took."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from bot.runtime import offload

P = ParamSpec("P")
R = TypeVar("R")

_THREAD = ThreadPoolExecutor(1, "drawing")


async def draw(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Draw something when it is its turn, and wait for it without blocking the loop."""
    return await offload.run_in(_THREAD, function, *args, **kwargs)
