"""Because you rated …: the ratings whose exact share in a score matters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_MATTERS_FROM = 0.25


@dataclass(frozen=True)
class Contribution:
    """One of the person's own ratings and its exact share in a score; negative speaks against."""

    movie_id: int
    stars: float
    contribution: float


def strongest(shares: NDArray[np.float64], n: int) -> list[int]:
    """Return positions of the n largest shares by size, none under a quarter of the largest.

    Ties go by position.
    """
    sizes = np.abs(shares)
    if n <= 0 or not sizes.any():
        return []
    matters = np.flatnonzero(sizes >= max(_MATTERS_FROM * sizes.max(), np.finfo(np.float64).tiny))
    best = matters[np.argsort(-sizes[matters], kind="stable")[:n]]
    positions: list[int] = best.tolist()
    return positions
