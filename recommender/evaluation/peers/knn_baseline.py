"""KNNBaseline, item-based: the figures of Surprise's (a test compares them), from sparse products."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.ratings import HIGHEST_STARS, LOWEST_STARS, Ratings

PERSON_DAMPING = 15.0
ITEM_DAMPING = 10.0
ROUNDS = 10
SHRINKAGE = 100.0
ROWS_A_BLOCK = 512


@dataclass(frozen=True, eq=False)
class KnnBaseline:
    """Koren 2010, item-based: baseline plus the similar rated items' deviations.

    similarity: float32[n_items, n_items]; item_biases float64[n_items] in stars; neighbours k.
    """

    similarity: NDArray[np.float32]
    global_mean: float
    item_biases: NDArray[np.float64]
    is_known: NDArray[np.bool_]
    neighbours: int

    def scores(self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> NDArray[np.floating]:
        """Return μ + b_u + b_j + Σ s_ij (r_i − b_ui) / Σ s_ij.

        The sums go over the k most similar rated items with s_ij > 0.
        """
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
        """Return the scores, clipped; an unknown film gets the mean."""
        scores = self.scores(item_rows, stars)
        return np.clip(np.where(self.is_known, scores, self.global_mean), LOWEST_STARS, HIGHEST_STARS)


def train_knn_baseline(ratings: Ratings, seed: int, *, neighbours: int) -> KnnBaseline:
    """Return baselines by alternating least squares, then the shrunk Pearson-baseline similarity."""
    mean = float(ratings.stars.mean(dtype=np.float64))
    people, items = _baselines(ratings, mean)
    left = ratings.stars - mean - people[ratings.user_rows] - items[ratings.item_rows]
    counts = np.bincount(ratings.item_rows, minlength=ratings.n_items)
    return KnnBaseline(_similarity(ratings, left, counts), mean, items, counts > 0, neighbours)


def _baselines(ratings: Ratings, mean: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return b_u float64[n_users], b_i float64[n_items] in stars.

    They are damped means of what the others leave over.
    """
    people, items = np.zeros(ratings.n_users), np.zeros(ratings.n_items)
    n_of_people = np.bincount(ratings.user_rows, minlength=ratings.n_users)
    n_of_items = np.bincount(ratings.item_rows, minlength=ratings.n_items)
    stars = ratings.stars.astype(np.float64) - mean
    for _ in range(ROUNDS):
        sums = np.bincount(ratings.item_rows, stars - people[ratings.user_rows], ratings.n_items)
        items = sums / (ITEM_DAMPING + n_of_items)
        sums = np.bincount(ratings.user_rows, stars - items[ratings.item_rows], ratings.n_users)
        people = sums / (PERSON_DAMPING + n_of_people)
    return people, items


def _similarity(
    ratings: Ratings, left: NDArray[np.float64], counts: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return (n − 1) / (n − 1 + 100) · Σ e_i e_j / √(Σ e_i² Σ e_j²) over the n people who rated both."""
    similarity = np.zeros((ratings.n_items, ratings.n_items), dtype=np.float32)
    rows = np.flatnonzero(counts > 1)  # two films need two people in common
    errors, squares, rated = (
        sparse.csr_array((values, (ratings.item_rows, ratings.user_rows)))[rows]
        for values in (left, left**2, np.ones(len(left)))
    )
    for first in range(0, len(rows), ROWS_A_BLOCK):
        block = slice(first, first + ROWS_A_BLOCK)
        products = (errors[block] @ errors.T).toarray()
        norms = np.sqrt((squares[block] @ rated.T).toarray() * (rated[block] @ squares.T).toarray())
        common = np.maximum((rated[block] @ rated.T).toarray() - 1.0, 0.0)
        products *= common / (common + SHRINKAGE)
        np.divide(products, norms, out=products, where=norms > 0)
        similarity[np.ix_(rows[block], rows)] = products
    return similarity
