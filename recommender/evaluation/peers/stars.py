"""Peers that rank by predicted stars: Surprise's SVD folded in, Surprise's KNNBaseline."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from recommender.ratings import HIGHEST_STARS, LOWEST_STARS, Ratings
from recommender.star_model import StarModel
from recommender.svd_training import train_star_model

PERSON_DAMPING = 15.0


@dataclass(frozen=True, eq=False)
class FoldedSvd:
    """The product's own star model, ranked by its predictions alone."""

    model: StarModel
    is_known: NDArray[np.bool_]

    def scores(self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> NDArray[np.floating]:
        """Unclipped predicted stars; films nobody rated are left out."""
        known = self.is_known[item_rows]
        predicted = self.model.fold_in(item_rows[known], stars[known]).scores()
        return np.where(self.is_known, predicted, -np.inf)

    def predicted_stars(
        self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]
    ) -> NDArray[np.floating] | None:
        """Clipped predictions."""
        known = self.is_known[item_rows]
        return np.clip(
            self.model.fold_in(item_rows[known], stars[known]).scores(), LOWEST_STARS, HIGHEST_STARS
        )


def train_folded_svd(ratings: Ratings, seed: int) -> FoldedSvd:
    """Surprise's SVD with its default parameters."""
    counts = np.bincount(ratings.item_rows, minlength=ratings.n_items)
    return FoldedSvd(train_star_model(ratings, seed=seed), counts > 0)


@dataclass(frozen=True, eq=False)
class KnnBaseline:
    """Koren 2010, item-based: baseline plus the similar rated items' deviations.

    similarity: float[n_items, n_items]; item_biases float64[n_items] in stars; neighbours k.
    """

    similarity: NDArray[np.floating]
    global_mean: float
    item_biases: NDArray[np.float64]
    is_known: NDArray[np.bool_]
    neighbours: int

    def scores(self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> NDArray[np.floating]:
        """μ + b_u + b_j + Σ s_ij (r_i − b_ui) / Σ s_ij over the k most similar rated items with s_ij > 0."""
        residuals = stars - self.global_mean - self.item_biases[item_rows]
        person = residuals.sum() / (PERSON_DAMPING + len(residuals))
        similar = np.maximum(self.similarity[item_rows], 0.0)
        if len(item_rows) > self.neighbours:
            threshold = np.partition(similar, -self.neighbours, axis=0)[-self.neighbours]
            similar = np.where(similar >= threshold, similar, 0.0)
        total = similar.sum(axis=0)
        moved = np.divide((residuals - person) @ similar, total, out=np.zeros(len(total)), where=total > 0)
        return np.where(self.is_known, self.global_mean + person + self.item_biases + moved, -np.inf)

    def predicted_stars(
        self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]
    ) -> NDArray[np.floating] | None:
        """The scores, clipped; an unknown film gets the mean."""
        scores = self.scores(item_rows, stars)
        return np.clip(np.where(self.is_known, scores, self.global_mean), LOWEST_STARS, HIGHEST_STARS)


def train_knn_baseline(ratings: Ratings, seed: int, *, neighbours: int) -> KnnBaseline:
    """Surprise's KNNBaseline, item-based with its shrunk Pearson-baseline similarity."""
    from surprise import Dataset, KNNBaseline, Reader

    frame = pd.DataFrame({"user": ratings.user_rows, "item": ratings.item_rows, "stars": ratings.stars})
    reader = Reader(rating_scale=(LOWEST_STARS, HIGHEST_STARS))
    trainset = Dataset.load_from_df(frame, reader).build_full_trainset()
    options = {"name": "pearson_baseline", "user_based": False}
    algorithm = KNNBaseline(k=neighbours, sim_options=options, verbose=False).fit(trainset)
    rows = np.array([trainset.to_raw_iid(inner) for inner in range(trainset.n_items)], dtype=np.int64)
    similarity = np.zeros((ratings.n_items, ratings.n_items), dtype=np.float32)
    similarity[np.ix_(rows, rows)] = algorithm.sim
    biases = np.zeros(ratings.n_items)
    biases[rows] = algorithm.bx
    counts = np.bincount(ratings.item_rows, minlength=ratings.n_items)
    return KnnBaseline(similarity, float(trainset.global_mean), biases, counts > 0, neighbours)
