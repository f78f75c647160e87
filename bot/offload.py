"""The single seam between the event loop and blocking work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


async def run(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a blocking function in a thread and wait for it without blocking the loop."""
    return await asyncio.to_thread(function, *args, **kwargs)
