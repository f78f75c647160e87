"""Serving a model of MovieLens 32M's shape: loading time, a top-100 from 100 ratings, memory."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from scripts.benches.measuring import Bench, Options, Row, at_most, in_child

N_ITEMS, TAKING_PART = 87_585, 20_000
TRIES, RATED, WANTED = 300, 100, 100


def write_model(path: str) -> dict[str, Any]:
    """Write a made-up model to a file."""
    from recommender import artifact  # noqa: PLC0415 - what builds the model must not count for what serves it
    from scripts.benches.synthetic import made_up_model  # noqa: PLC0415

    artifact.write(made_up_model(N_ITEMS, TAKING_PART), Path(path))
    return {"size_mb": Path(path).stat().st_size / 1e6}


def serve_model(path: str) -> dict[str, Any]:
    """Load the model as the worker does and recommend to many people, on one core."""
    from recommender import artifact  # noqa: PLC0415
    from recommender.recommender import Recommender  # noqa: PLC0415
    from scripts.benches.synthetic import made_up_details  # noqa: PLC0415

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    began = time.perf_counter()
    model = artifact.read(Path(path))
    recommender = Recommender(model)
    load_seconds = time.perf_counter() - began
    began = time.perf_counter()
    known = model.catalogue.with_details(made_up_details(model.catalogue.movie_ids))
    recommender = Recommender(replace(model, catalogue=known))
    recommender.model.let_go_of_pages()  # as whatever serves does
    facts_seconds = time.perf_counter() - began
    rng = np.random.default_rng(1)
    weights = model.popularity.counts / model.popularity.counts.sum()
    lists, cpu, questions = [], [], []
    for _ in range(TRIES):
        rated = rng.choice(model.catalogue.movie_ids, RATED, replace=False, p=weights).tolist()
        ratings = dict(zip(rated, (rng.integers(1, 11, RATED) / 2).tolist(), strict=True))
        worked = time.thread_time()
        lists.append(_seconds(lambda: recommender.recommend(ratings, n=WANTED, with_cold=True)))  # noqa: B023 - called at once
        cpu.append(time.thread_time() - worked)
        few = dict(list(ratings.items())[:10])
        questions.append(_seconds(lambda: recommender.next_question(few)))  # noqa: B023 - called at once
    p50, p99 = np.percentile(lists, [50, 99])
    return {
        "load": load_seconds,
        "facts": facts_seconds,
        "p50": p50,
        "p99": p99,
        "cpu_p99": float(np.percentile(cpu, 99)),
        "question_p99": float(np.percentile(questions, 99)),
    }


def _seconds(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def run(_: Options) -> Iterator[Row]:
    """Write in one process, serve in another."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "large.model")
        size = in_child(write_model, path=path)["size_mb"]
        served = in_child(serve_model, threads=1, path=path)
    yield Row("artifact", f"{size:,.0f} MB, {N_ITEMS:,} films, {TAKING_PART:,} of them in the ranking model")
    yield at_most("loading it", served["load"], 1.0, "s")
    yield Row("making up and laying out facts of all films", f"{served['facts']:.1f} s")
    yield Row(f"top {WANTED} from {RATED} ratings, median", f"{served['p50'] * 1e3:.2f} ms")
    yield at_most(f"top {WANTED} from {RATED} ratings, p99", served["p99"] * 1e3, 10.0, "ms")
    yield Row("the same in CPU time, p99 (whatever else runs)", f"{served['cpu_p99'] * 1e3:.2f} ms")
    yield at_most("next question after 10 ratings, p99", served["question_p99"] * 1e3, 10.0, "ms")
    yield at_most("memory of the serving process", served["peak_mb"], 220.0, "MB")


BENCH = Bench("serving", "Serving a model of MovieLens 32M's shape", run)
