"""Training made-up ratings from 1M to MovieLens 32M's shape: seconds, peak memory, and how they grow."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from scripts.benches.growth import GrowthPoint, plot_growth, power_of
from scripts.benches.measuring import Bench, Options, Row, at_most, in_child

SHAPES = {  # millions of ratings: people, films
    1: (6_040, 3_706),
    4: (25_000, 10_900),
    16: (100_000, 43_800),
    32: (200_948, 87_585),
}
SECONDS_BARS = {1: 20.0, 32: 600.0}
MEMORY_MB = 2_000
MEMORY_BARS = {1: 280.0}


def write_ratings(folder: str, millions: int) -> dict[str, Any]:
    """Make ratings up and write one file a column, in a process of its own."""
    from scripts.benches.synthetic import made_up_ratings  # noqa: PLC0415 - only the child that makes them

    ratings = made_up_ratings(*SHAPES[millions], millions * 1_000_000)
    for name in ("user_rows", "item_rows", "stars", "movie_ids"):
        np.save(Path(folder) / f"{name}.npy", getattr(ratings, name))
    return {"n_ratings": ratings.n_ratings}


def train_written(folder: str, memory_mb: int, strip_threads: int) -> dict[str, Any]:
    """Read the columns, put them in order and train on them within a memory."""
    from recommender.ratings import build_ratings  # noqa: PLC0415 - in the child only
    from recommender.training import Progress, train  # noqa: PLC0415
    from scripts.benches.synthetic import made_up_catalogue  # noqa: PLC0415

    stages: dict[str, float] = {}
    began = time.perf_counter()

    def note(progress: Progress) -> None:
        stages[progress.stage] = time.perf_counter() - began
        if progress.note and progress.stage == "ranking":
            print(f"{time.perf_counter() - began:,.0f} s: {progress.note}", file=sys.stderr)

    columns = (np.load(Path(folder) / f"{name}.npy") for name in ("user_rows", "item_rows", "stars"))
    ratings = build_ratings(*columns, item_ids=np.arange(len(np.load(Path(folder) / "movie_ids.npy"))))
    read = time.perf_counter() - began
    worked = time.process_time()
    catalogue = made_up_catalogue(ratings.movie_ids)
    model = train(ratings, catalogue, seed=0, memory_mb=memory_mb, threads=strip_threads, report=note)
    assert model.ranking_model is not None  # noqa: S101 - training always makes one
    return {
        "seconds": time.perf_counter() - began,
        "processor_seconds": time.process_time() - worked,
        "read_seconds": read,
        "svd_seconds": stages["svd"] - read,
        "ranking_seconds": stages["ranking"] - stages["svd"],
        "taking_part": len(model.ranking_model.item_rows),
    }


def run(options: Options) -> Iterator[Row]:
    """Train each shape in a fresh process, within 2,000 MB.

    On a busy machine the processor time of one thread says most: threads that wait for each other use it up.
    """
    points = []
    for millions in options.millions:
        with tempfile.TemporaryDirectory() as folder:
            count = in_child(write_ratings, folder=folder, millions=millions)["n_ratings"]
            threads = options.threads
            trained = in_child(
                train_written, threads=threads, folder=folder, memory_mb=MEMORY_MB, strip_threads=threads
            )
        yield from _rows(millions, count, trained)
        figures = (trained[name] for name in ("seconds", "processor_seconds", "peak_mb"))
        points.append(GrowthPoint(count, *figures))
    if len(points) > 1:
        yield Row("processor time grows as ratings to the power of", f"{power_of(points):.2f}")
    if options.plot is not None:
        plot_growth(points, options.plot)


def _rows(millions: int, count: int, trained: dict[str, Any]) -> Iterator[Row]:
    name = f"{millions}M"
    if millions in SECONDS_BARS:
        yield at_most(f"{name}: {count:,} ratings", trained["seconds"], SECONDS_BARS[millions], "s")
    else:
        yield Row(f"{name}: {count:,} ratings", f"{trained['seconds']:,.0f} s")
    parts = (f"{part} {trained[f'{part}_seconds']:,.0f} s" for part in ("read", "svd", "ranking"))
    yield Row(f"{name}: of that", ", ".join(parts))
    yield Row(f"{name}: processor time (whatever else runs)", f"{trained['processor_seconds']:,.0f} s")
    yield Row(f"{name}: films in the ranking model", f"{trained['taking_part']:,}")
    yield at_most(f"{name}: peak memory", trained["peak_mb"], MEMORY_BARS.get(millions, MEMORY_MB), "MB")


BENCH = Bench("scale", "Training from 1M ratings to MovieLens 32M's shape", run)
