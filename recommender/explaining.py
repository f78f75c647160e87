"""Because you rated …: the ratings whose exact share in a score matters."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_MATTERS_FROM = 0.25


@dataclass(frozen=True)
class Contribution:
    """One of the person's own ratings and its exact share in a score; negative speaks against.

    stars are None for a film that they have seen without giving any.
    director made both films, the rated one and the one that is scored; None where nobody is known to have.
    """

    movie_id: int
    stars: float | None
    contribution: float
    director: str | None = None


def strongest(shares: NDArray[np.float64], n: int) -> list[int]:
    """Return positions of the n largest shares by size, none under a quarter of the largest.

    Ties go by position.
    """
    return strongest_of_each(shares[None, :], n)[0]


def strongest_of_each(shares: NDArray[np.float64], n: int) -> list[list[int]]:
    """Return what `strongest` returns for each row of shares float64[m, k], all rows in one go."""
    if n <= 0 or shares.size == 0:
        return [[] for _ in shares]
    sizes = np.abs(shares)
    least = np.maximum(_MATTERS_FROM * sizes.max(axis=1), np.finfo(np.float64).tiny)
    rows, places = np.nonzero(sizes >= least[:, None])
    ordered = places[np.lexsort((-sizes[rows, places], rows))].tolist()  # stable: ties stay by position
    begins = np.searchsorted(rows, np.arange(len(shares) + 1)).tolist()
    return [ordered[begin : min(begin + n, end)] for begin, end in pairwise(begins)]


def most_telling(shares: NDArray[np.float64], usual: NDArray[np.float64], n: int) -> list[int]:
    """Return positions of the n shares most above usual, none that `strongest` leaves out.

    usual is what the same ratings say elsewhere; of shares no stronger than that the larger come first.
    """
    matters = np.array(strongest(shares, len(shares)), dtype=np.int64)
    stronger = np.maximum((shares - usual)[matters] * np.sign(shares[matters]), 0.0)
    positions: list[int] = matters[np.argsort(-stronger, kind="stable")[:n]].tolist()
    return positions
