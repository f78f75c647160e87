"""A product of experts: Mult-VAE's chances times EDLAE's, each to a power; needs PyTorch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.peers.autoencoder import Autoencoder
from recommender.evaluation.peers.inputs import NoStars
from recommender.evaluation.peers.linear import Ease, train_edlae
from recommender.evaluation.peers.mult_vae import train_mult_vae
from recommender.ratings import Ratings

LOWEST_CHANCE = 1e-3


@dataclass(frozen=True, eq=False)
class ProductOfExperts(NoStars):
    """Hinton 2002: what both believe in comes first; share 0 … 1 is the linear expert's say."""

    network: Autoencoder
    linear: Ease
    share: float

    def scores(self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> NDArray[np.floating]:
        """Return (1 − share) · log p + share · log max(x B, 0.001), but for a constant.

        Items that take no part in both come last.
        """
        logits = self.network.scores(item_rows, stars)
        predicted = self.linear.scores(item_rows, stars)
        chances = np.log(np.maximum(predicted, LOWEST_CHANCE))
        takes_part = (logits > -np.inf) & (predicted > -np.inf)
        return np.where(takes_part, (1.0 - self.share) * logits + self.share * chances, -np.inf)


def train_product(
    ratings: Ratings,
    seed: int,
    *,
    threshold: float,
    dropout: float,
    epochs: int,
    edlae_dropout: float,
    ridge: float,
    share: float,
) -> ProductOfExperts:
    """Return both experts, trained each by itself."""
    network = train_mult_vae(ratings, seed, threshold=threshold, dropout=dropout, epochs=epochs)
    linear = train_edlae(ratings, seed, threshold=threshold, dropout=edlae_dropout, ridge=ridge)
    return ProductOfExperts(network, linear, share)
