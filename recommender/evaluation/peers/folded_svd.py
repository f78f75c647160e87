"""A peer that ranks by predicted stars: Surprise's SVD folded in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.ratings import HIGHEST_STARS, LOWEST_STARS, Ratings
from recommender.star_model import StarModel
from recommender.svd_training import train_star_model


@dataclass(frozen=True, eq=False)
class FoldedSvd:
    """The product's own star model, ranked by its predictions alone."""

    model: StarModel
    is_known: NDArray[np.bool_]

    def scores(self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> NDArray[np.floating]:
        """Return unclipped predicted stars; films nobody rated are left out."""
        known = self.is_known[item_rows]
        predicted = self.model.fold_in(item_rows[known], stars[known]).scores()
        return np.where(self.is_known, predicted, -np.inf)

    def predicted_stars(
        self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]
    ) -> NDArray[np.floating] | None:
        """Return clipped predictions."""
        known = self.is_known[item_rows]
        return np.clip(
            self.model.fold_in(item_rows[known], stars[known]).scores(), LOWEST_STARS, HIGHEST_STARS
        )


def train_folded_svd(ratings: Ratings, seed: int) -> FoldedSvd:
    """Return Surprise's SVD with its default parameters."""
    counts = np.bincount(ratings.item_rows, minlength=ratings.n_items)
    return FoldedSvd(train_star_model(ratings, seed=seed), counts > 0)
