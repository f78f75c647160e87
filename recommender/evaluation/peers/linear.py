"""Peers in closed form: popularity, PureSVD, EASE, EDLAE. Only NumPy and SciPy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg
from scipy.sparse.linalg import svds

from recommender.evaluation.peers.inputs import NoStars, given, matrix
from recommender.ratings import Ratings

MIN_FOR_EASE = 3


@dataclass(frozen=True, eq=False)
class Popular(NoStars):
    """Films by how many people rated (or liked) them; the same list for everybody."""

    counts: NDArray[np.float64]

    def scores(self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> NDArray[np.floating]:
        """Return the counts."""
        return self.counts


def train_popular(ratings: Ratings, seed: int, *, threshold: float) -> Popular:
    """Count people whose stars reach the threshold."""
    kept = ratings.item_rows[ratings.stars >= threshold]
    return Popular(np.bincount(kept, minlength=ratings.n_items).astype(np.float64))


@dataclass(frozen=True, eq=False)
class PureSvd(NoStars):
    """Cremonesi, Koren, Turrin 2010: the person's row projected on the top singular vectors V float[f, n]."""

    vectors: NDArray[np.floating]
    threshold: float

    def scores(self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> NDArray[np.floating]:
        """Return x V Vᵀ."""
        rows = given(item_rows, stars, self.threshold)
        scores: NDArray[np.floating] = self.vectors[:, rows].sum(axis=1) @ self.vectors
        return scores


def train_pure_svd(ratings: Ratings, seed: int, *, threshold: float, factors: int) -> PureSvd:
    """Return the leading right singular vectors of the 0/1 matrix."""
    people_by_items = matrix(ratings, threshold)
    wanted = min(factors, min(people_by_items.shape) - 1)
    vectors = svds(people_by_items, wanted, rng=np.random.default_rng(seed))[2]
    return PureSvd(vectors, threshold)


@dataclass(frozen=True, eq=False)
class Ease(NoStars):
    """Steck 2019: item-item ridge regression with a zero diagonal, weights float32[m, m] over some items."""

    taking_part: NDArray[np.int64]
    weights: NDArray[np.float32]
    n_items: int
    threshold: float

    def scores(self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> NDArray[np.floating]:
        """Return x B; items that take no part come last."""
        row = np.zeros(self.n_items, dtype=np.float32)
        row[given(item_rows, stars, self.threshold)] = 1.0
        scores = np.full(self.n_items, -np.inf)
        known = np.flatnonzero(row[self.taking_part])
        scores[self.taking_part] = self.weights[known].sum(axis=0)
        return scores


def train_ease(ratings: Ratings, seed: int, *, threshold: float, ridge: float) -> Ease:
    """Return B = I − P / diag(P), P = (XᵀX + λI)⁻¹, over items with at least three ratings."""
    return _item_regression(ratings, threshold, ridge, 0.0)


def train_edlae(ratings: Ratings, seed: int, *, threshold: float, dropout: float, ridge: float) -> Ease:
    """Return EASE's form of weights for inputs of which each is dropped with probability p.

    Steck 2020, full rank, where only what was dropped is to be told: the mean over all ways to drop makes
    P = (XᵀX + p / (1 − p) · diag(XᵀX) + λI)⁻¹. The common factor 1 / (1 − p) is left out: it orders nothing.
    """
    return _item_regression(ratings, threshold, ridge, dropout / (1.0 - dropout))


def _item_regression(ratings: Ratings, threshold: float, ridge: float, dropped: float) -> Ease:
    """Return the ridge regression of every item on all others, each item's ridge λ + dropped · (XᵀX)_jj."""
    counts = np.bincount(ratings.item_rows, minlength=ratings.n_items)
    taking_part = np.flatnonzero(counts >= MIN_FOR_EASE)
    people_by_items = matrix(ratings, threshold)[:, taking_part]
    gram = (people_by_items.T @ people_by_items).toarray()
    gram[np.diag_indices_from(gram)] += ridge + dropped * np.diag(gram)
    precision = linalg.cho_solve(linalg.cho_factor(gram), np.eye(len(gram), dtype=np.float32))
    weights = -precision / np.diag(precision)
    np.fill_diagonal(weights, 0.0)
    return Ease(taking_part, weights.astype(np.float32), ratings.n_items, threshold)
