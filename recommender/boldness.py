"""Safer or bolder: how much the list leans towards films everybody knows, or away from them."""

import numpy as np
from numpy.typing import NDArray

_LEAN_AMONG = 500
_STRENGTH = 0.75


def lean(
    scores: NDArray[np.float32], candidates: NDArray[np.bool_], counts: NDArray[np.int32], boldness: float
) -> NDArray[np.float32]:
    """Scores moved by −boldness × ¾ × their own spread for each standard deviation of ln(1 + count).

    boldness is clipped to −1 (safer) … 1 (bolder); 0 gives the very same array. Spread and deviation are
    those of the 500 best candidates, so that the effect is the same whatever unit the scores have.
    """
    strength = float(np.clip(boldness, -1.0, 1.0)) * _STRENGTH
    rows = np.flatnonzero(candidates)
    if strength == 0.0 or len(rows) < 2:
        return scores
    if len(rows) > _LEAN_AMONG:
        rows = rows[np.argpartition(-scores[rows], _LEAN_AMONG)[:_LEAN_AMONG]]
    fame: NDArray[np.float32] = np.log1p(counts, dtype=np.float32)
    unit = float(fame[rows].std())
    if unit == 0.0:
        return scores
    shift = np.float32(strength * float(scores[rows].std()) / unit)
    return (scores - shift * fame).astype(np.float32, copy=False)
