"""The star model of very many ratings: factors from some of the people, mean and biases from everybody.

    μ = Σ r / n,   b_i = Σ (r − μ) / (n_i + 5)

The biases are sums, so that everybody's cost next to nothing; what a share of the people lacks is not factors
but these (measured in docs/research.md).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from recommender.ratings import Ratings
from recommender.star_model import StarModel

DAMPING = 5.0  # of an item's bias, in ratings
MAX_RATINGS_FOR_FACTORS = 8_000_000


def with_damped_biases(
    star_model: StarModel, counts: NDArray[np.int64], star_sums: NDArray[np.float64]
) -> StarModel:
    """Return the model with the mean and the damped biases of so many ratings and stars of each item."""
    mean = float(star_sums.sum()) / max(int(counts.sum()), 1)
    biases = (star_sums - mean * counts) / (counts + DAMPING)
    return replace(star_model, global_mean=mean, item_biases=biases.astype(np.float32))


def share_for_factors(n_ratings: int) -> float:
    """Return from which share of the people factors are learned: those of about eight million ratings."""
    return min(MAX_RATINGS_FOR_FACTORS / max(n_ratings, 1), 1.0)


def people_for_factors(ratings: Ratings, seed: int) -> Ratings:
    """Return the ratings from which the factors are learned; the same seed draws the same people."""
    share = share_for_factors(ratings.n_ratings)
    if share == 1.0:
        return ratings
    drawn = np.random.default_rng(seed).random(ratings.n_users) < share
    return ratings.restrict_to_users(np.flatnonzero(drawn))
