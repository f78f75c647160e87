"""Surprise's SVD fed from arrays against its ordinary trainset: same factors, memory, time."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from recommender.ratings import Ratings
from scripts.benches.measuring import Bench, Options, Row, at_most, in_child
from scripts.benches.scale import SHAPES

SEED = 0
MEMORY_BARS = {32: 1 / 5}
MEMORY_BAR = 1 / 3
ALL_LEARNED_FROM = 8  # million ratings; of more the factors are learned from a part


def write_ratings(path: str, millions: int) -> dict[str, Any]:
    """Make the ratings up in a process of their own, so that making them counts for nobody."""
    from scripts.benches.synthetic import made_up_ratings  # noqa: PLC0415 - only the child that makes them

    ratings = made_up_ratings(*SHAPES[millions], millions * 1_000_000)
    np.savez(
        path, **{name: getattr(ratings, name) for name in ("user_rows", "item_rows", "stars", "movie_ids")}
    )
    return {"n_ratings": ratings.n_ratings}


def from_arrays(path: str) -> dict[str, Any]:
    """Train through this project's path."""
    from recommender.svd_training import train_star_model  # noqa: PLC0415 - each child imports only what it needs

    ratings = _read(path)
    began = time.perf_counter()
    model = train_star_model(ratings, seed=SEED)
    return {"seconds": time.perf_counter() - began, "digest": _digest(model.item_factors)}


def stock(path: str) -> dict[str, Any]:
    """Train as Surprise's documentation says: DataFrame, Dataset, build_full_trainset."""
    import pandas as pd  # noqa: PLC0415
    from surprise import SVD, Dataset, Reader  # noqa: PLC0415

    ratings = _read(path)
    began = time.perf_counter()
    table = pd.DataFrame({"user": ratings.user_rows, "item": ratings.item_rows, "stars": ratings.stars})
    trainset = Dataset.load_from_df(table, Reader(rating_scale=(0.5, 5))).build_full_trainset()
    svd = SVD(random_state=SEED).fit(trainset)
    seconds = time.perf_counter() - began
    factors = np.zeros((ratings.n_items, svd.n_factors), dtype=np.float32)
    factors[[trainset.to_raw_iid(inner) for inner in range(trainset.n_items)]] = svd.qi
    return {"seconds": seconds, "digest": _digest(factors)}


def _read(path: str) -> Ratings:
    arrays = np.load(path)
    return Ratings(**arrays, n_users=int(arrays["user_rows"].max()) + 1)


def _digest(factors: Any) -> str:
    return hashlib.sha256(np.ascontiguousarray(factors).tobytes()).hexdigest()


def run(options: Options) -> Iterator[Row]:
    """Run one process each, one after the other."""
    for millions in options.millions:
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "ratings.npz")
            count = in_child(write_ratings, path=path, millions=millions)["n_ratings"]
            ours, theirs = in_child(from_arrays, path=path), in_child(stock, path=path)
        yield Row("ratings", f"{count:,}")
        if millions <= ALL_LEARNED_FROM:
            same = ours["digest"] == theirs["digest"]
            yield Row("item factors", "identical" if same else "DIFFERENT", "identical", same)
        yield Row("ordinary trainset", f"{theirs['seconds']:.1f} s, {theirs['peak_mb']:,.0f} MB")
        yield Row("fed from arrays", f"{ours['seconds']:.1f} s, {ours['peak_mb']:,.0f} MB")
        share = ours["peak_mb"] / theirs["peak_mb"]
        yield at_most("memory, share of ordinary", share, MEMORY_BARS.get(millions, MEMORY_BAR), "")
        yield at_most("time, share of ordinary", ours["seconds"] / theirs["seconds"], 1.0, "")


BENCH = Bench("svd", "Surprise's SVD, two ways", run)
