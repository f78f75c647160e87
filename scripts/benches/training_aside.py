"""Whether people notice a retrain: from tap to card on an idle machine, and while retrain follows retrain."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np

from bot.settings import Settings
from scripts.benches.conversations import conversations
from scripts.benches.measuring import Bench, Options, Row, at_most
from scripts.benches.stocked import environment_of, load_films_and_ratings, train_on_them

PEOPLE = 400
WARMING_UP = 50


def run(options: Options) -> Iterator[Row]:
    """Hold the same conversations twice."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        load_films_and_ratings(settings, options.movielens)
        train_on_them(settings)
        idle, busy, retrains = asyncio.run(_talk_twice(settings))
    yield Row("processors", str(os.cpu_count()))
    yield Row("retrains meanwhile", str(retrains), "≥ 1", retrains >= 1)
    for name, seconds in (("idle", idle), ("while training", busy)):
        yield Row(f"tap to next card, {name}, median of {len(seconds):,}", _milliseconds(seconds, 50))
        yield Row(f"tap to next card, {name}, p99", _milliseconds(seconds, 99))
    ratio = float(np.percentile(busy, 99) / np.percentile(idle, 99))
    yield at_most("p99 while training, times idle", ratio, 2, "×")


async def _talk_twice(settings: Settings) -> tuple[list[float], list[float], int]:
    async with conversations(settings, WARMING_UP + 2 * PEOPLE) as talking:
        await talking.hold(WARMING_UP)
        idle = await talking.hold(PEOPLE)
        async with _training_without_end(settings) as ended:
            busy = await talking.hold(PEOPLE)
            return idle, busy, len(ended) + 1


@asynccontextmanager
async def _training_without_end(settings: Settings) -> AsyncIterator[list[int]]:
    """Run one retrain after the other; the list holds the exit codes of those that ended."""
    ended: list[int] = []

    async def train() -> None:
        while True:
            child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "scripts.retrain", "--force"),
                env=environment_of(settings),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                ended.append(await child.wait())
            finally:
                with contextlib.suppress(ProcessLookupError):
                    child.terminate()

    training = asyncio.create_task(train())
    try:
        yield ended
    finally:
        training.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await training


def _milliseconds(seconds: list[float], percentile: float) -> str:
    return f"{1000 * float(np.percentile(seconds, percentile)):.1f} ms"


BENCH = Bench("training-aside", "Talking while the bot retrains", run)
