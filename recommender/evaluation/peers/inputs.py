"""How peers see a person: a 0/1 row over all items, of everything they rated or of what they liked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.ratings import LIKED, LOWEST_STARS, Ratings

INPUTS = {"rated": LOWEST_STARS, "liked": LIKED}


def matrix(ratings: Ratings, threshold: float) -> sparse.csr_matrix:
    """Return float32 people × items: 1 where the stars reach the threshold."""
    kept = ratings.stars >= threshold
    ones = np.ones(int(kept.sum()), dtype=np.float32)
    return sparse.csr_matrix(
        (ones, (ratings.user_rows[kept], ratings.item_rows[kept])), shape=(ratings.n_users, ratings.n_items)
    )


@dataclass(frozen=True)
class NoStars:
    """A peer that ranks only."""

    def predicted_stars(
        self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]
    ) -> NDArray[np.floating] | None:
        """Return None."""
        return None


def given(item_rows: NDArray[np.int64], stars: NDArray[np.float64], threshold: float) -> NDArray[np.int64]:
    """Return the item rows whose stars reach the threshold."""
    rows: NDArray[np.int64] = item_rows[stars >= threshold]
    return rows
