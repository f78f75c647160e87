"""Star models that a cluster could make, before people absent from training: whose stars are nearest.

On one side Surprise's SVD from the ratings of a share of the people, who fit the driver, alone and with the
damped biases of everybody's; on the other Spark's ALS from everybody's, on what damped biases leave over.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from recommender.evaluation.splits import Case, Cell, draw_cases, strong_generalization_split
from recommender.movielens.reading import read_movielens
from recommender.ratings import Ratings, build_ratings
from recommender.star_model import StarModel
from scripts.benches.measuring import Bench, Options, Row, in_child

SEEDS = range(4)
SHARES = (1.0, 0.5, 0.25, 0.1)
ALS = ((20, 0.1), (20, 0.3))  # factors, regularization
CELLS = (Cell(5, "even"), Cell(20, "even"))
DAMPING_OF_FILMS, DAMPING_OF_PEOPLE = 5.0, 10.0


def errors_of_svd(movielens: str, share: float) -> dict[str, Any]:
    """Train the SVD on a share of the training people, for each seed; its own biases, then everybody's."""
    from recommender.ratings import count_stars  # noqa: PLC0415 - in the child only
    from recommender.star_biases import with_damped_biases  # noqa: PLC0415
    from recommender.svd_training import train_star_model  # noqa: PLC0415

    alone, with_biases = [], []
    for seed in SEEDS:
        training, cases = _split(movielens, seed)
        chosen = np.random.default_rng(seed).random(training.n_users) < share
        model = train_star_model(training.restrict_to_users(np.flatnonzero(chosen)), seed=seed)
        alone.append([_rmse(model, some) for some in cases])
        model = with_damped_biases(model, *count_stars(training))
        with_biases.append([_rmse(model, some) for some in cases])
    return {
        "rmse": np.mean(alone, axis=0).tolist(),
        "with_biases": np.mean(with_biases, axis=0).tolist(),
    }


def errors_of_als(movielens: str, factors: int, regularization: float) -> dict[str, Any]:
    """Train Spark's ALS on the residuals of everybody's ratings, for each seed."""
    from recommender.spark.session import open_session  # noqa: PLC0415

    errors = []
    settings = {"spark.driver.memory": "2g", "spark.ui.enabled": "false"}
    with open_session("local[2]", settings) as session:
        for seed in SEEDS:
            training, cases = _split(movielens, seed)
            model = _als(session, training, factors, regularization, seed)
            errors.append([_rmse(model, some) for some in cases])
    return {"rmse": np.mean(errors, axis=0).tolist()}


def _als(session: Any, ratings: Ratings, factors: int, regularization: float, seed: int) -> StarModel:
    """Return the item side of ALS on the residuals of damped biases."""
    from pyspark.ml.recommendation import ALS as SparkAls  # noqa: PLC0415, N811

    mean = float(ratings.stars.mean())
    residuals = ratings.stars - mean
    biases = _damped(ratings.item_rows, residuals, ratings.n_items, DAMPING_OF_FILMS)
    residuals = residuals - biases[ratings.item_rows]
    of_people = _damped(ratings.user_rows, residuals, ratings.n_users, DAMPING_OF_PEOPLE)
    residuals = residuals - of_people[ratings.user_rows]
    columns = (ratings.user_rows, ratings.item_rows, residuals)
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    frame = session.createDataFrame(rows, "person int, item int, residual double")
    als = SparkAls(
        rank=factors,
        regParam=regularization,
        maxIter=10,
        userCol="person",
        itemCol="item",
        ratingCol="residual",
        seed=seed,
    )
    found = np.zeros((ratings.n_items, factors), dtype=np.float32)
    for row in als.fit(frame).itemFactors.collect():
        found[row["id"]] = row["features"]
    return StarModel(mean, biases.astype(np.float32), found)


def _damped(rows: Any, values: Any, n_rows: int, damping: float) -> Any:
    return np.bincount(rows, values, n_rows) / (np.bincount(rows, minlength=n_rows) + damping)


def _split(movielens: str, seed: int) -> tuple[Ratings, list[list[Case]]]:
    """Return training ratings, and cases of people absent from them for each cell."""
    data_set = read_movielens(Path(movielens), with_times=False)
    ratings = build_ratings(data_set.user_ids, data_set.movie_ids, data_set.stars)
    training, people = strong_generalization_split(ratings, seed=seed)
    counts = np.bincount(training.item_rows, minlength=training.n_items)
    return training, [draw_cases(ratings, people, counts, cell, seed=seed) for cell in CELLS]


def _rmse(model: StarModel, cases: list[Case]) -> float:
    """Return the error of predicted stars over all queries, people folded in."""
    squares = [
        (
            np.clip(model.fold_in(each.support_rows, each.support_stars).scores_of(each.query_rows), 0.5, 5.0)
            - each.query_stars
        )
        ** 2
        for each in cases
    ]
    return float(np.sqrt(np.concatenate(squares).mean()))


def run(options: Options) -> Iterator[Row]:
    """Compare them by root mean squared error in stars."""
    movielens = str(options.movielens)
    for share in SHARES:
        found = in_child(errors_of_svd, movielens=movielens, share=share)
        yield _row(f"SVD from {share:.0%} of the people", found["rmse"])
        yield _row("its factors, with the damped biases of everybody", found["with_biases"])
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        yield Row("Spark's ALS on residuals", "not measured: pyspark or Java is missing")
        return
    for factors, regularization in ALS:
        found = in_child(errors_of_als, movielens=movielens, factors=factors, regularization=regularization)
        yield _row(f"ALS on residuals of everybody, {factors} factors, λ = {regularization}", found["rmse"])


def _row(name: str, rmse: list[float]) -> Row:
    errors = (f"{error:.4f} ({cell.support_size} ratings)" for cell, error in zip(CELLS, rmse, strict=True))
    return Row(name, "RMSE " + ", ".join(errors))


BENCH = Bench("spark-stars", "Star models that a cluster could make, ml-latest-small", run)
