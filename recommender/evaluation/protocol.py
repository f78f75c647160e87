"""The evaluation: splits × contenders × cells × people -> measurements -> summaries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.contenders import Contender, Entry
from recommender.evaluation.intervals import (
    NOTHING,
    Estimate,
    coverage_estimate,
    mean_estimate,
    root_estimate,
)
from recommender.evaluation.metrics import (
    LIST_LENGTH,
    mean_popularity_rank,
    mean_true_stars,
    ndcg,
    popularity_ranks,
    ranked_rows,
    recall,
    squared_and_absolute_error,
)
from recommender.evaluation.splits import (
    CELLS,
    Case,
    Cell,
    draw_cases,
    strong_generalization_split,
)
from recommender.ratings import LIKED, Ratings

RANKED = 100
METRICS = (
    "ndcg_at_10",
    "ndcg_at_100",
    "recall_at_20",
    "true_stars",
    "popularity_rank",
    "squared_error",
    "absolute_error",
)


@dataclass(eq=False)
class Measurements:
    """One contender in one cell over people of all splits: the values of each metric, the lists of ten."""

    values: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in METRICS})
    lists: list[NDArray[np.int64]] = field(default_factory=list)


Results = dict[str, dict[Cell, Measurements]]


def evaluate(
    ratings: Ratings,
    entries: Sequence[Entry],
    *,
    seeds: Sequence[int],
    cells: Sequence[Cell] = CELLS,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Results:
    """Measure every contender on the same people, supports and candidates, split after split.

    A split in which no test person likes a film that is left to find is told and left out. Raises
    InvalidRatings when nobody rated enough to be a test person.
    """
    results: Results = {entry.name: {cell: Measurements() for cell in cells} for entry in entries}
    for seed in seeds:
        training, people = strong_generalization_split(ratings, seed=seed)
        counts = np.bincount(training.item_rows, minlength=training.n_items)
        cases = {cell: draw_cases(ratings, people, counts, cell, seed=seed) for cell in cells}
        if not any(cases.values()):
            on_progress(f"seed {seed}: nobody likes a film that is left to find")
            continue
        for entry in entries:
            on_progress(f"seed {seed}: {entry.name}")
            contender = entry.train(training, seed)
            for cell in cells:
                measure(contender, cases[cell], counts, results[entry.name][cell])
    return results


def measure(
    contender: Contender, cases: Sequence[Case], counts: NDArray[np.integer], into: Measurements
) -> None:
    """Ask a contender about every case and note what its lists are worth."""
    places = popularity_ranks(counts)
    for case in cases:
        scores = contender.scores(case.support_rows, case.support_stars)
        ranked = ranked_rows(scores, case.support_rows, RANKED)
        predicted = contender.predicted_stars(case.support_rows, case.support_stars)
        for name, value in _worth(ranked, predicted, case, places).items():
            into.values[name].append(value)
        into.lists.append(ranked[:LIST_LENGTH])


def _worth(
    ranked: NDArray[np.int64],
    predicted: NDArray[np.floating] | None,
    case: Case,
    places: NDArray[np.int64],
) -> dict[str, float]:
    """Return every metric of a list.

    Shapes: ranked int64[≤ 100], predicted float[n_items] stars, places int64[n_items].
    """
    liked = case.query_rows[case.query_stars >= LIKED]
    errors = (float("nan"), float("nan"))
    if predicted is not None:
        errors = squared_and_absolute_error(predicted[case.query_rows], case.query_stars)
    return {
        "ndcg_at_10": ndcg(ranked, liked, LIST_LENGTH),
        "ndcg_at_100": ndcg(ranked, liked, RANKED),
        "recall_at_20": recall(ranked, liked, 20),
        "true_stars": mean_true_stars(ranked, case.query_rows, case.query_stars, LIST_LENGTH),
        "popularity_rank": mean_popularity_rank(ranked, places, LIST_LENGTH),
        "squared_error": errors[0],
        "absolute_error": errors[1],
    }


def summarize(measurements: Measurements, n_items: int) -> dict[str, Estimate]:
    """Return every metric of one contender in one cell with its interval over people."""
    estimates = {
        name: mean_estimate(np.array(values, dtype=np.float64))
        for name, values in measurements.values.items()
    }
    squared = estimates.pop("squared_error")
    absolute = estimates.pop("absolute_error")
    return estimates | {
        "coverage": coverage_estimate(measurements.lists, n_items),
        "rmse": root_estimate(squared),
        "mae": absolute,
    }


def mean_of_cells(estimates: Sequence[Estimate]) -> Estimate:
    """Return the plain mean of the cells that could be measured.

    Its interval is as if the cells moved together: the same people stand behind every cell, so that
    averaging cells narrows an interval little; the mean of the half-widths is the cautious figure.
    """
    known = [estimate for estimate in estimates if not np.isnan(estimate.value)]
    if not known:
        return NOTHING
    return Estimate(*(float(np.mean([getattr(one, part) for one in known])) for part in vars(known[0])))
