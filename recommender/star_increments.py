"""The star model between two full trainings: its films' biases move by what people who changed leave over.

With factors as they were trained, the residuals e = r − r̂ of a person folded in are summed up for each film,
of those who have changed since: added as they are now, subtracted as they were. A film's bias moves by

    Σ e / (n + 5)

where n is how often it was rated in all, so that a film of a thousand ratings hardly moves by one. A film
that nobody had rated has bias and factors 0 before. Measured against warm epochs of gradient descent in
docs/research.md.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recommender.ratings import Ratings
from recommender.star_model import StarModel

RESIDUAL_UNIT = 2.0**20
DAMPING = 5.0


def laid_out_for(star_model: StarModel, movie_ids: NDArray[np.int32], wanted: NDArray[np.int32]) -> StarModel:
    """Return the model of some movies for more of them, all ascending; a new one has bias and factors 0."""
    rows = np.searchsorted(wanted, movie_ids)
    biases = np.zeros(len(wanted), dtype=np.float32)
    factors = np.zeros((len(wanted), star_model.item_factors.shape[1]), dtype=np.float32)
    biases[rows], factors[rows] = star_model.item_biases, star_model.item_factors
    return replace(star_model, item_biases=biases, item_factors=factors)


def residual_sums(star_model: StarModel, ratings: Ratings) -> NDArray[np.int64]:
    """Return Σ e of each film over these people, each folded in, in units of 2⁻²⁰ stars: int64[n_items]."""
    sums = np.zeros(ratings.n_items, dtype=np.int64)
    starts = np.searchsorted(ratings.user_rows, np.arange(ratings.n_users + 1))
    for first, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        rows, stars = ratings.item_rows[first:end], ratings.stars[first:end]
        left = stars - star_model.fold_in(rows, stars).scores_of(rows)
        sums[rows] += np.rint(left * RESIDUAL_UNIT).astype(np.int64)
    return sums


def move_biases(
    star_model: StarModel, residuals: NDArray[np.int64], n_ratings: NDArray[np.int64]
) -> StarModel:
    """Return the model with each film's bias moved by what is left over of its ratings."""
    moves = residuals / RESIDUAL_UNIT / (n_ratings + DAMPING)
    return replace(star_model, item_biases=(star_model.item_biases + moves).astype(np.float32))
