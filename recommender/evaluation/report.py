"""Results as a table to read and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from recommender.evaluation.intervals import Estimate, plain_estimate
from recommender.evaluation.protocol import Results, mean_of_cells, summarize
from recommender.evaluation.splits import Cell

Summaries = dict[str, dict[Cell, dict[str, Estimate]]]

COLUMNS = {
    "ndcg_at_10": "nDCG@10",
    "ndcg_at_100": "nDCG@100",
    "recall_at_20": "recall@20",
    "true_stars": "true stars",
    "coverage": "coverage",
    "popularity_rank": "pop. rank",
    "rmse": "RMSE",
    "mae": "MAE",
}
NAME_WIDTH = 24
MEASURE_WIDTH = 18


def summaries(results: Results, n_items: int) -> Summaries:
    """Return contender → cell → metric → estimate; cells in which nobody could be tested are left out."""
    return {
        name: {
            cell: summarize(measurements, n_items)
            for cell, measurements in cells.items()
            if measurements.lists
        }
        for name, cells in results.items()
    }


def cell_name(cell: Cell) -> str:
    """Return a column's name, as in "5 even"."""
    return f"{cell.support_size} {cell.drawing}"


def table(found: Summaries) -> str:
    """Return two tables.

    First nDCG@10 in every cell, then every metric as the mean of the cells with its interval.
    """
    cells = list(next(iter(found.values())))
    header = _row("nDCG@10", [cell_name(cell) for cell in cells] + ["mean"], 11)
    rows = [
        _row(name, [_number(by_cell[cell]["ndcg_at_10"].value) for cell in cells] + [_number(mean)], 11)
        for name, by_cell in found.items()
        for mean in [mean_of_cells([by_cell[cell]["ndcg_at_10"] for cell in cells]).value]
    ]
    means = _row("mean of the cells", list(COLUMNS.values()), MEASURE_WIDTH)
    details = [
        _row(
            name,
            [_measure(mean_of_cells([by_cell[cell][metric] for cell in cells])) for metric in COLUMNS],
            MEASURE_WIDTH,
        )
        for name, by_cell in found.items()
    ]
    return "\n".join([header, *rows, "", means, *details])


def comparison(found: Summaries, own: str, own_lists: Sequence[str]) -> str:
    """Return in one sentence how the product stands against the best peer, on the mean and in its worst cell.

    The worst of the cells in which any peer has found something; without one there is nothing to compare.
    """
    peers = {name: by_cell for name, by_cell in found.items() if name not in (own, *own_lists)}
    if not peers:
        return "No peers were asked (--peers)."
    ndcg = {name: _ndcg_by_cell(by_cell) for name, by_cell in found.items()}
    best = max(peers, key=lambda name: sum(ndcg[name].values()))
    highest = {cell: max(ndcg[name][cell] for name in peers) for cell in ndcg[own]}
    margins = {cell: ndcg[own][cell] / value for cell, value in highest.items() if value > 0}
    if not margins:
        return "No peer has found anything in any cell."
    ratio = float(np.mean(list(ndcg[own].values())) / np.mean(list(ndcg[best].values())))
    worst = min(margins, key=lambda cell: margins[cell])
    return (
        f"{own}: {ratio:.3f} × the best peer ({best}) on the mean of the cells; "
        f"in its narrowest cell ({cell_name(worst)}) {margins[worst]:.3f} × the best peer there."
    )


def as_plain(found: Summaries, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return as plain values the run's facts, then every contender's estimates.

    By contender, cell and metric: value, low, high, null for unknown.
    """
    return dict(facts) | {
        "contenders": {
            name: {
                cell_name(cell): {metric: plain_estimate(estimate) for metric, estimate in metrics.items()}
                for cell, metrics in by_cell.items()
            }
            for name, by_cell in found.items()
        }
    }


def _ndcg_by_cell(by_cell: Mapping[Cell, Mapping[str, Estimate]]) -> dict[Cell, float]:
    return {cell: metrics["ndcg_at_10"].value for cell, metrics in by_cell.items()}


def _row(name: str, values: Sequence[str], width: int) -> str:
    return name.ljust(NAME_WIDTH) + "".join(value.rjust(width) for value in values)


def _number(value: float) -> str:
    if np.isnan(value):
        return "–"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.0f}"


def _measure(estimate: Estimate) -> str:
    if np.isnan(estimate.value):
        return "–"
    slack = (estimate.high - estimate.low) / 2
    return _number(estimate.value) if np.isnan(slack) else f"{_number(estimate.value)} ± {_number(slack)}"
