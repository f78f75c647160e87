"""Peers from the `implicit` package: ALS, TF-IDF and BM25 item-item."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.evaluation.peers.inputs import NoStars, given, matrix
from recommender.ratings import Ratings


@dataclass(frozen=True, eq=False)
class Als(NoStars):
    """Hu, Koren, Volinsky 2008: a new person is folded in by implicit itself; item factors float32[n, f]."""

    model: Any
    n_items: int
    threshold: float
    strength: float

    def scores(self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> NDArray[np.floating]:
        """Return q · p with p from implicit's recalculate_user."""
        rows = given(item_rows, stars, self.threshold)
        data = np.full(len(rows), self.strength, dtype=np.float32)
        row = sparse.csr_matrix((data, (np.zeros(len(rows), dtype=np.int64), rows)), shape=(1, self.n_items))
        person = np.atleast_2d(self.model.recalculate_user(0, row))
        scores: NDArray[np.floating] = self.model.item_factors @ person[0]
        return scores


def train_als(
    ratings: Ratings, seed: int, *, threshold: float, factors: int, strength: float, regularization: float
) -> Als:
    """Return implicit's AlternatingLeastSquares with exact solves, 15 iterations; confidence 1 + strength."""
    from implicit.cpu.als import AlternatingLeastSquares

    model = AlternatingLeastSquares(
        factors=factors,
        regularization=regularization,
        alpha=1.0,
        iterations=15,
        use_cg=False,
        random_state=seed,
        num_threads=1,
    )
    model.fit(matrix(ratings, threshold) * np.float32(strength), show_progress=False)
    return Als(model, ratings.n_items, threshold, strength)


@dataclass(frozen=True, eq=False)
class ItemItem(NoStars):
    """Sum of similarities to the given items: sparse float64[n, n]."""

    similarity: sparse.csr_matrix
    threshold: float

    def scores(self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> NDArray[np.floating]:
        """Return the sum of the given items' rows."""
        rows = given(item_rows, stars, self.threshold)
        return np.asarray(self.similarity[rows].sum(axis=0), dtype=np.float64).ravel()


def train_item_item(
    ratings: Ratings, seed: int, *, threshold: float, weighting: str, neighbours: int
) -> ItemItem:
    """Return implicit's TFIDFRecommender or BM25Recommender."""
    from implicit.nearest_neighbours import BM25Recommender, TFIDFRecommender
    from implicit.utils import ParameterWarning

    kind = {"tf-idf": TFIDFRecommender, "bm25": BM25Recommender}[weighting]
    model = kind(K=neighbours, num_threads=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ParameterWarning)  # it warns of its own conversion inside
        model.fit(matrix(ratings, threshold), show_progress=False)
    return ItemItem(sparse.csr_matrix(model.similarity), threshold)
