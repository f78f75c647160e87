"""Threads of a serving process beside its event loop."""

from __future__ import annotations

import asyncio
import inspect
import sys
from collections.abc import Iterator
from threading import Semaphore

import pytest

from bot import worker
from bot.runtime import offload
from bot.runtime.sharing import BLOCKING_THREADS, SWITCH_INTERVAL_SECONDS, share_the_interpreter
from bot.web import server


@pytest.fixture(autouse=True)
def usual_interval() -> Iterator[None]:
    usual = sys.getswitchinterval()
    yield
    sys.setswitchinterval(usual)


async def test_a_thread_that_computes_gives_way_after_a_millisecond() -> None:
    share_the_interpreter()
    assert sys.getswitchinterval() == pytest.approx(SWITCH_INTERVAL_SECONDS)


async def test_few_threads_block_at_once() -> None:
    share_the_interpreter()
    running = most = 0
    gate = Semaphore(0)

    def block() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        gate.acquire(timeout=0.02)
        running -= 1

    await asyncio.gather(*(offload.run(block) for _ in range(4 * BLOCKING_THREADS)))
    assert most <= BLOCKING_THREADS


@pytest.mark.parametrize("program", [worker, server])
def test_every_serving_process_shares_its_interpreter(program: object) -> None:
    assert "share_the_interpreter()" in inspect.getsource(program)  # type: ignore[arg-type]
