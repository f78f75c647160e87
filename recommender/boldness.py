"""Safer or bolder: how much the list leans towards films everybody knows, or away from them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recommender.ordering import best_rows

_FEWEST = 60
_TIMES_THE_LIST = 3
_STRENGTH = 1.5


def pool_for(n: int) -> int:
    """Return how many of the best candidates a list of n is chosen from."""
    return max(_TIMES_THE_LIST * n, _FEWEST)


def adjust_for_popularity(
    scores: NDArray[np.float32],
    candidates: NDArray[np.bool_],
    counts: NDArray[np.int32],
    boldness: float,
    n: int,
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return scores and candidates of a list of n that leans on fame: float32[n_items], bool[n_items].

    The best 3 n candidates (at least 60) are ordered anew by score − 1.5 · boldness · spread · z, where z is
    ln(1 + count) in its standard deviations and spread is that of the scores, both among these candidates: so
    the effect is the same whatever unit the scores have, and nothing far down the list can surface. boldness
    is clipped to −1 (safer) … 1 (bolder); 0 changes nothing.
    """
    strength = float(np.clip(boldness, -1.0, 1.0)) * _STRENGTH
    if strength == 0.0:
        return scores, candidates
    rows = best_rows(scores, candidates, pool_for(n))
    if len(rows) < 2:
        return scores, candidates
    fame = np.log1p(counts[rows], dtype=np.float64)
    unit = float(fame.std())
    if unit == 0.0:
        return scores, candidates
    leaning, among = scores.copy(), np.zeros_like(candidates)
    leaning[rows] -= strength * float(scores[rows].std()) * (fame - fame.mean()) / unit
    among[rows] = True
    return leaning, among
