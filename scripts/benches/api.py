"""The recommendations API under load, and how soon it is ready with a large model."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sqlalchemy.engine import URL

from recommender.artifact import TrainedModel
from recommender.movielens.reading import read_movielens
from recommender.ratings import Ratings, build_ratings
from recommender.training import TrainingParameters, train
from scripts.benches.http_load import Connections, SentRequests, get, post, send_steadily
from scripts.benches.measuring import Bench, Options, Row, at_most
from scripts.benches.serving import N_ITEMS, TAKING_PART
from scripts.benches.synthetic import made_up_catalogue, made_up_model
from scripts.benches.web_process import WebProcess, let_live, own_postgres, stock, web_process

PER_SECOND, SECONDS = 200, 60
COLD_PER_SECOND = 50
NOTHING: dict[str, str] = {}


def run(options: Options) -> Iterator[Row]:
    """Load first, then the large model."""
    ratings, model = model_and_ratings(options)
    with own_postgres() as engine, tempfile.TemporaryDirectory() as folder:
        stock(engine, ratings, model.catalogue)
        let_live(engine, model)
        cold, outcome, memory = asyncio.run(_loaded(engine.url, Path(folder), ratings))
        yield Row(
            "load",
            f"{PER_SECOND} requests/s for {SECONDS} s, {ratings.n_users} users, details in the database,"
            f" after everybody's list was asked for once at {COLD_PER_SECOND}/s",
        )
        yield Row(
            "a list asked for the first time, median and p99",
            f"{cold.percentile(50):.1f} ms, {cold.percentile(99):.1f} ms",
        )
        yield Row("answer, median", f"{outcome.percentile(50):.1f} ms")
        yield at_most("answer, p99", outcome.percentile(99), 50, "ms")
        yield at_most("requests not answered with 200", outcome.errors, 0, "")
        cost = outcome.processor_seconds / outcome.statuses.total() * 1e3
        yield Row("processor time of a request (whatever else runs)", f"{cost:.2f} ms")
        yield Row("memory after the load", f"{memory:.0f} MB")
        let_live(engine, made_up_model(N_ITEMS, TAKING_PART))
        first, second, memory = asyncio.run(_started_twice(engine.url, Path(folder)))
    yield Row(f"start to ready, {N_ITEMS:,} films, empty disk", f"{first:.2f} s")
    yield at_most(f"start to ready, {N_ITEMS:,} films, model on disk", second, 3, "s")
    yield at_most("memory after a hundred answers with that model", memory, 250, "MB")


async def _loaded(url: URL, folder: Path, ratings: Ratings) -> tuple[SentRequests, SentRequests, float]:
    async with web_process(url, folder, NOTHING) as web:
        connections = Connections(web.port)
        requests = mixed_requests(ratings, PER_SECOND * SECONDS)
        first = [get(f"/recommendations/{user_id}") for user_id in range(1, ratings.n_users + 1)]
        cold = await send_steadily([lambda r=r: (connections, r) for r in first], COLD_PER_SECOND)  # type: ignore[misc]
        before = web.processor_seconds()
        outcome = await send_steadily([lambda r=r: (connections, r) for r in requests], PER_SECOND)  # type: ignore[misc]
        outcome.processor_seconds = web.processor_seconds() - before
        connections.close()
        return cold, outcome, web.memory_mb()


async def _started_twice(url: URL, folder: Path) -> tuple[float, float, float]:
    async with web_process(url, folder, NOTHING) as first:
        pass
    async with web_process(url, folder, NOTHING) as second:
        return first.ready_seconds, second.ready_seconds, await _memory_in_use(second)


async def _memory_in_use(web: WebProcess) -> float:
    connections = Connections(web.port)
    for user_id in range(1, 101):
        await connections.send(get(f"/recommendations/{user_id}"))
    connections.close()
    return web.memory_mb()


def model_and_ratings(options: Options) -> tuple[Ratings, TrainedModel]:
    """Return the data set's ratings, and a model trained on them."""
    read = read_movielens(options.movielens)
    ratings = build_ratings(read.user_ids, read.movie_ids, read.stars)
    catalogue = made_up_catalogue(ratings.movie_ids)
    return ratings, train(ratings, catalogue, TrainingParameters(), seed=0)


def mixed_requests(ratings: Ratings, n: int, seed: int = 0) -> list[bytes]:
    """Draw requests: in ten, seven for a user's list, one each for sent ratings, a film, similar films.

    The ratings sent are ten of one user's: whoever rated ten films at random is like nobody.
    """
    rng = np.random.default_rng(seed)
    requests = []
    for kind in rng.integers(0, 10, n):
        movie_id = int(rng.choice(ratings.movie_ids[:2000]))
        if kind < 7:
            requests.append(get(f"/recommendations/{rng.integers(1, ratings.n_users + 1)}"))
        elif kind == 7:
            requests.append(post("/recommendations", {"ratings": _ten_of_somebody(ratings, rng)}))
        else:
            requests.append(get(f"/movies/{movie_id}" + ("/similar" if kind == 8 else "")))
    return requests


def _ten_of_somebody(ratings: Ratings, rng: np.random.Generator) -> list[dict[str, float]]:
    theirs = np.flatnonzero(ratings.user_rows == rng.integers(ratings.n_users))
    given = rng.choice(theirs, min(10, len(theirs)), replace=False)
    movie_ids, stars = ratings.movie_ids[ratings.item_rows[given]], ratings.stars[given]
    return [{"movie_id": int(m), "stars": float(s)} for m, s in zip(movie_ids, stars, strict=True)]


BENCH = Bench("api", "The recommendations API", run)
