"""The recommendations API on a process that remembers no list yet: after its start, and after a new model."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from sqlalchemy.engine import URL, Engine

from recommender.artifact import TrainedModel
from recommender.ratings import Ratings
from scripts.benches.api import NOTHING, PER_SECOND, mixed_requests, model_and_ratings
from scripts.benches.http_load import Connections, SentRequests, get, send_steadily
from scripts.benches.measuring import Bench, Options, Row, at_most
from scripts.benches.web_process import let_live, own_postgres, stock, web_process

SECONDS, RUNS = 5, 3
# A process looks for a new model every 15 s; then it chooses what was asked for lately.
SWAP_SECONDS = 30


def run(options: Options) -> Iterator[Row]:
    """Measure starts, then new models."""
    ratings, model = model_and_ratings(options)
    with own_postgres() as engine, tempfile.TemporaryDirectory() as folder:
        stock(engine, ratings, model.catalogue)
        let_live(engine, model)
        after_start = [asyncio.run(_after_a_start(engine.url, Path(folder), ratings)) for _ in range(RUNS)]
        after_swap = asyncio.run(_after_swaps(engine, Path(folder), ratings, model))
    yield Row("load", f"{PER_SECOND} requests/s for {SECONDS} s, {ratings.n_users} users; median of {RUNS}")
    yield at_most("after a start: p99 of the first five seconds", _p99(after_start), 250, "ms")
    yield Row("the same, each run", ", ".join(f"{each.percentile(99):.0f}" for each in after_start) + " ms")
    costs = ", ".join(f"{each.processor_seconds:.1f}" for each in after_start)
    yield Row("processor time of the process in them, each run (whatever else runs)", f"{costs} s")
    yield at_most("after a new model: p99 of the first five seconds", _p99(after_swap), 250, "ms")
    yield Row("the same, each run", ", ".join(f"{each.percentile(99):.0f}" for each in after_swap) + " ms")
    errors = sum(each.errors for each in (*after_start, *after_swap))
    yield at_most("requests not answered with 200", errors, 0, "")


async def _after_a_start(url: URL, folder: Path, ratings: Ratings) -> SentRequests:
    async with web_process(url, folder, NOTHING) as web:
        before = web.processor_seconds()
        outcome = await _load(web.port, ratings, seed=0)
        outcome.processor_seconds = web.processor_seconds() - before
        return outcome


async def _after_swaps(
    engine: Engine, folder: Path, ratings: Ratings, model: TrainedModel
) -> Sequence[SentRequests]:
    outcomes = []
    async with web_process(engine.url, folder, NOTHING) as web:
        connections = Connections(web.port)
        for user_id in range(1, ratings.n_users + 1):
            await connections.send(get(f"/recommendations/{user_id}"))
        connections.close()
        for seed in range(RUNS):
            let_live(engine, model)
            await asyncio.sleep(SWAP_SECONDS)
            outcomes.append(await _load(web.port, ratings, seed))
    return outcomes


async def _load(port: int, ratings: Ratings, seed: int) -> SentRequests:
    connections = Connections(port)
    requests = mixed_requests(ratings, PER_SECOND * SECONDS, seed)
    outcome = await send_steadily([lambda r=r: (connections, r) for r in requests], PER_SECOND)  # type: ignore[misc]
    connections.close()
    return outcome


def _p99(outcomes: Sequence[SentRequests]) -> float:
    return median(each.percentile(99) for each in outcomes)


BENCH = Bench("api-cold", "The recommendations API before it remembers lists", run)
