"""Safer or bolder: how much the list leans towards films everybody knows, or away from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.ordering import best_rows

_MIN_CANDIDATES = 60
_TIMES_THE_LIST = 3
_SAFER_STRENGTH, _BOLDER_STRENGTH = 1.5, 1.0

StarPredictor = Callable[[NDArray[np.int64]], NDArray[np.float64]]
"""Predicted stars float64[m] of some rows int64[m]."""


def pool_for(n: int) -> int:
    """Return how many of the best candidates a list of n is chosen from."""
    return max(_TIMES_THE_LIST * n, _MIN_CANDIDATES)


def adjust_for_popularity(
    scores: NDArray[np.float32],
    candidates: NDArray[np.bool_],
    counts: NDArray[np.int32],
    boldness: float,
    n: int,
    *,
    predict_stars: StarPredictor | None = None,
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return scores and candidates of a list of n that leans on fame: float32[n_items], bool[n_items].

    The best 3 n candidates (at least 60) are ordered anew, safer ones by score + 1.5 · |boldness| · spread ·
    z(fame) and bolder ones by score + boldness · spread · (z(predicted stars) − z(fame)). Fame is
    ln(1 + count), z counts in standard deviations from the mean, spread is that of the scores, all among
    these candidates: so the effect is the same whatever unit the scores have, and nothing far down the list
    can surface. Of films that few know, scores tell less: predicted stars keep the weak ones out. boldness is
    clipped to −1 (safer) … 1 (bolder); 0 changes nothing.
    """
    boldness = float(np.clip(boldness, -1.0, 1.0))
    rows = best_rows(scores, candidates, pool_for(n)) if boldness else np.zeros(0, dtype=np.int64)
    if len(rows) < 2:
        return scores, candidates
    lean = -_in_deviations(np.log1p(counts[rows], dtype=np.float64))
    if boldness > 0.0 and predict_stars is not None:
        lean += _in_deviations(predict_stars(rows))
    strength = boldness * (_BOLDER_STRENGTH if boldness > 0.0 else _SAFER_STRENGTH)
    leaning, among = scores.copy(), np.zeros_like(candidates)
    leaning[rows] += strength * float(scores[rows].std()) * lean
    among[rows] = True
    return leaning, among


def set_half_aside(
    rows: NDArray[np.int64], balanced: Sequence[int], kept: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Part rows in order, int64[m]: what a bolder list is chosen from, and what only fills it up.

    The first `kept` films of the balanced list stay where they are, its others are set aside: so at least the
    other half of a bolder list is new to whoever knows the balanced one.
    """
    if not balanced:
        return rows, rows[:0]
    is_balanced = np.isin(rows, np.asarray(balanced, dtype=np.int64))
    is_aside = is_balanced & (np.cumsum(is_balanced) > kept)
    return rows[~is_aside], rows[is_aside]


def _in_deviations(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return values as standard deviations from their mean; nothing where all are equal."""
    unit = float(values.std())
    return (values - values.mean()) / unit if unit > 0.0 else np.zeros(len(values))
