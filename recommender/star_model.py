"""Predicted stars: Surprise's item side as plain arrays, one person folded in by exact ridge regression.

With items fixed, a person's bias b and factors p minimise

    Σ (r − μ − b_i − b − q_i·p)² + λ (|p|² + (b / s)²)

over their ratings (Koren, Bell, Volinsky 2009, with the user side solved in closed form). Written with rows
x_i = (s, q_i), targets y_i = r − μ − b_i and w = (b / s, p) this is w = A⁻¹ Xᵀ y, A = XᵀX + λI: one matrix of
the size of the factors is inverted, however much somebody rated, or of their ratings while these are fewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from recommender.ratings import HIGHEST_STARS, LOWEST_STARS

DEFAULT_RIDGE = 4.0


@dataclass(frozen=True, eq=False)
class StarModel:
    """The item side: μ and biases float32[n] in stars, factors float32[n, f], ridge λ and bias scale s."""

    global_mean: float
    item_biases: NDArray[np.float32]
    item_factors: NDArray[np.float32]
    ridge: float = DEFAULT_RIDGE
    bias_scale: float = 1.0

    def fold_in(self, item_rows: ArrayLike, stars: ArrayLike) -> UserVector:
        """Return one person from item rows int[n], all known, and stars float[n].

        n = 0 is the average person.
        """
        rows = np.asarray(item_rows, dtype=np.int64)
        design = self.design(rows)
        targets = np.asarray(stars, dtype=np.float64) - self.global_mean - self.item_biases[rows]
        return UserVector(self, targets, design, inverse=_inverse(design, self.ridge))

    @cached_property
    def factor_norms(self) -> NDArray[np.float32]:
        """Return |q_i| of each item: float32[n]."""
        norms: NDArray[np.float32] = np.sqrt(np.einsum("ij,ij->i", self.item_factors, self.item_factors))
        return norms

    def design(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return x_i = (s, q_i) of each row: float64[n, f + 1]."""
        design = np.empty((len(rows), self.item_factors.shape[1] + 1))
        design[:, 0] = self.bias_scale
        design[:, 1:] = self.item_factors[rows]
        return design


@dataclass(frozen=True, eq=False)
class UserVector:
    """A folded-in person: targets y float64[n], design X float64[n, f + 1], A⁻¹ float64[f + 1, f + 1]."""

    model: StarModel
    targets: NDArray[np.float64]
    design: NDArray[np.float64]
    inverse: NDArray[np.float64]

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Return w = (b / s, p): float64[f + 1]."""
        return self.inverse @ (self.targets @ self.design)

    @property
    def bias(self) -> float:
        """Return the person's bias b in stars."""
        return float(self.weights[0] * self.model.bias_scale)

    @property
    def factors(self) -> NDArray[np.float64]:
        """Return the person's factors p: float64[f]."""
        return self.weights[1:]

    def scores(self) -> NDArray[np.float32]:
        """Return unclipped predicted stars of every item: float32[n_items]."""
        scores = self.model.item_factors @ self.factors.astype(np.float32)
        scores += self.model.item_biases
        scores += np.float32(self.model.global_mean + self.bias)
        return scores

    def scores_of(self, item_rows: ArrayLike) -> NDArray[np.float64]:
        """Return unclipped predicted stars of some items: float64[m]."""
        rows = np.asarray(item_rows, dtype=np.int64)
        # Row by row: a matrix product rounds a film's score otherwise beside more films.
        of_factors = np.einsum("ij,j->i", self.model.design(rows), self.weights)
        scores: NDArray[np.float64] = self.baseline(rows) + of_factors
        return scores

    def baseline(self, item_rows: ArrayLike) -> NDArray[np.float64]:
        """Return what the average person would give the items: μ + b_i, float64[m]."""
        rows = np.asarray(item_rows, dtype=np.int64)
        return self.model.item_biases[rows].astype(np.float64) + self.model.global_mean

    def contributions(self, item_rows: ArrayLike) -> NDArray[np.float64]:
        """Return the share of each rating in score(item) − baseline(item), in stars: float64[m, n].

        x_jᵀ A⁻¹ x_i y_i of item j and rating i; each row sums to its item's difference.
        """
        queries = self.model.design(np.asarray(item_rows, dtype=np.int64))
        shares: NDArray[np.float64] = (queries @ self.inverse @ self.design.T) * self.targets
        return shares

    def share_of_doubt(self, item_rows: ArrayLike) -> NDArray[np.float64]:
        """Return posterior over prior variance of each prediction.

        It is a float64[m], 1 without ratings, less with each.
        """
        queries = self.model.design(np.asarray(item_rows, dtype=np.int64))
        prior = np.maximum((queries**2).sum(axis=1), 1e-300)
        shares: NDArray[np.float64] = self._uncertainty(queries) / prior
        return shares

    def _uncertainty(self, queries: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return λ xᵀA⁻¹x of each row x of queries float64[m, f + 1]: float64[m]."""
        left: NDArray[np.float64] = ((queries @ self.inverse) * queries).sum(axis=1) * self.model.ridge
        return left


def _inverse(design: NDArray[np.float64], ridge: float) -> NDArray[np.float64]:
    """Return A⁻¹ = (XᵀX + λI)⁻¹ of X float64[n, d]: float64[d, d].

    With fewer rows than columns it is (I − Xᵀ(XXᵀ + λI)⁻¹X) / λ (Woodbury), where the inverse is n × n.
    """
    n, d = design.shape
    if n >= d:
        return _inverted(design.T @ design + ridge * np.eye(d))
    smaller = _inverted(design @ design.T + ridge * np.eye(n))
    inverse: NDArray[np.float64] = (np.eye(d) - design.T @ (smaller @ design)) / ridge
    return inverse


def _inverted(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the inverse of a positive definite float64[d, d], of the same shape."""
    return np.linalg.inv(matrix).astype(np.float64, copy=False)


def displayed(score: float) -> float:
    """Return a score as stars for display: clipped to 0.5 … 5.0."""
    return float(min(max(score, LOWEST_STARS), HIGHEST_STARS))
