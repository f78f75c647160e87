"""A day of ordinary updates in a few minutes: what the process holds in the end, and what it did in between.

Nothing is damaged here: what is looked for is what grows. The made-up Telegram lives in the same process and
is emptied now and then, because its memory is not the bot's.
"""

from __future__ import annotations

import asyncio
import gc
import json
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

from bot.playground.state import State
from bot.runtime.memory import resident_mb
from bot.updates.parsing import parse_update
from scripts.benches.small_database import hurry, small_database, stock_small_database
from scripts.fuzz.stage import PATIENCE_SECONDS, FuzzedBot, TickingClock, stage
from scripts.fuzz.updates import UpdateMaker

LOOKS_AT_THE_CLOCK = 6  # of an update, on average
DAY = timedelta(days=1)
EMPTIED_EVERY = 500
MAX_GROWTH = 1.1


@dataclass(frozen=True)
class Held:
    """What a process holds: resident memory, asyncio tasks, threads, connections in use."""

    memory_mb: float
    tasks: int
    threads: int
    connections: int


@dataclass(frozen=True)
class Soaked:
    """What was held after the first tenth and at the end, and how much of a day went by."""

    early: Held
    late: Held
    hours: float
    left_in_inbox: int

    @property
    def growth(self) -> float:
        """Return the memory at the end against that after the first tenth."""
        return self.late.memory_mb / self.early.memory_mb

    @property
    def is_clean(self) -> bool:
        """Return whether memory hardly grew and nothing was left over."""
        has_left_over = (
            self.late.tasks > self.early.tasks
            or self.late.threads > self.early.threads
            or self.late.connections > 0
            or self.left_in_inbox > 0
        )
        return self.growth <= MAX_GROWTH and not has_left_over


async def soak(
    updates: int, seed: int, database: str = "sqlite", progress: Callable[[int], None] = lambda _: None
) -> Soaked:
    """Send so many updates within a day of the bot's clock."""
    clock = TickingClock(DAY / updates / LOOKS_AT_THE_CLOCK)
    begun = clock.now
    with tempfile.TemporaryDirectory() as folder, small_database(database, Path(folder)) as engine:
        hurry(engine)
        titles = stock_small_database(engine)
        async with stage(engine, Path(folder), titles, clock) as scene:
            maker = UpdateMaker(Random(seed), scene.surroundings)  # nothing secret depends on it
            await _send(scene, maker, updates // 10, progress)
            early = _held(engine)
            await _send(scene, maker, updates - updates // 10, progress)
            return Soaked(
                early, _held(engine), (clock.now - begun) / timedelta(hours=1), scene.inbox.pending_count()
            )


async def _send(scene: FuzzedBot, maker: UpdateMaker, updates: int, progress: Callable[[int], None]) -> None:
    for _ in range(updates):
        incoming = parse_update(json.dumps(maker.make()).encode())
        async with asyncio.timeout(PATIENCE_SECONDS):
            await scene.dispatcher.accept_all([incoming])
            await scene.dispatcher.idle()
        progress(maker.count)
        if maker.count % EMPTIED_EVERY == 0:
            scene.bot_api.answered.clear()
            _empty(scene.bot_api.state)
            await scene.card_log.flush()
    _empty(scene.bot_api.state)


def _empty(state: State) -> None:
    for grown in (state.queries, state.offered, state.offered_for, state.inline_cache, state.fetched):
        grown.clear()
    for grown_too in (state.inline_messages, state.polls, state.reactions):
        grown_too.clear()


def _held(engine: Engine) -> Held:
    gc.collect()
    pool = engine.pool
    in_use = pool.checkedout() if isinstance(pool, QueuePool) else 0
    return Held(resident_mb(), len(asyncio.all_tasks()), threading.active_count(), in_use)
