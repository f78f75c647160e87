"""Training everything: seconds and peak memory of a process that does nothing else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recommender.movielens.bundled import BUNDLED_FOLDER
from scripts.benches.measuring import Bench, Options, Row, at_most, in_child

LARGE = {"n_users": 6_040, "n_items": 3_706, "n_ratings": 1_000_209}


def train_made_up(n_users: int, n_items: int, n_ratings: int, memory_mb: int | None) -> dict[str, Any]:
    """Train on made-up ratings."""
    from scripts.benches.synthetic import made_up_catalogue, made_up_ratings  # noqa: PLC0415 - in the child only

    ratings = made_up_ratings(n_users, n_items, n_ratings)
    return _train(ratings, made_up_catalogue(ratings.movie_ids), memory_mb)


def train_movielens(source: str, memory_mb: int | None) -> dict[str, Any]:
    """Train on a data set."""
    from recommender.catalogue import build_catalogue  # noqa: PLC0415 - in the child only
    from recommender.movielens.reading import read_movielens  # noqa: PLC0415
    from recommender.ratings import build_ratings  # noqa: PLC0415

    data = read_movielens(Path(source))
    catalogue = build_catalogue(
        (movie.movie_id, movie.title, movie.year, movie.genres) for movie in data.movies
    )
    return _train(build_ratings(data.user_ids, data.movie_ids, data.stars), catalogue, memory_mb)


def _train(ratings: Any, catalogue: Any, memory_mb: int | None) -> dict[str, Any]:
    from recommender.training import Progress, train  # noqa: PLC0415

    moments: dict[str, float] = {}

    def note(progress: Progress) -> None:
        moments[progress.stage] = time.perf_counter() - began

    began = time.perf_counter()
    train(ratings, catalogue, seed=0, memory_mb=memory_mb, report=note)
    return {
        "seconds": time.perf_counter() - began,
        "svd_seconds": moments["svd"],
        "ratings": ratings.n_ratings,
    }


def _rows(name: str, trained: dict[str, Any], seconds: float, memory: float) -> Iterator[Row]:
    yield at_most(f"{name}, {trained['ratings']:,} ratings", trained["seconds"], seconds, "s")
    yield Row(f"{name}, SVD alone", f"{trained['svd_seconds']:.1f} s")
    yield at_most(f"{name}, peak memory", trained["peak_mb"], memory, "MB")


def run(options: Options) -> Iterator[Row]:
    """Train on the data set, and on made-up ratings of MovieLens 1M's shape."""
    seconds, memory_mb = (30, 350) if options.movielens == BUNDLED_FOLDER else (60, 700)
    trained = in_child(train_movielens, source=str(options.movielens), memory_mb=memory_mb)
    yield from _rows(options.movielens.name, trained, seconds, memory_mb)
    yield from _rows("ml-1m's shape", in_child(train_made_up, **LARGE, memory_mb=700), 60, 700)


BENCH = Bench("training", "Training star model, ranking model and popular list", run)
