"""The covariances R of drawn supports and likes, as a matrix or as its two sparse factors.

R = Σ w z yᵀ = Mᵀ Y is only ever multiplied: by the precision P, and by a few columns. With few ratings it
never becomes a matrix: P R = (P Mᵀ) Y takes as many steps as there are ratings for each film, where making R
and multiplying it takes people · m² and m³.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import blas

from recommender.item_sums import ItemSums
from recommender.support_drawing import TrainingPeople, as_rows, blocks
from recommender.triangles import column_blocks, symmetric_columns

CELLS_AT_HAND = 2**20  # of the people's values of some columns: 4 MB


class CrossSums(Protocol):
    """R float32[m, m], rows what is drawn, columns what is liked."""

    def columns(self, chosen: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return some columns of R: float32[m, n]."""

    def regress(
        self,
        precision: NDArray[np.float32],
        factors: NDArray[np.float32],
        threads: int,
        on_share: Callable[[float], None],
    ) -> NDArray[np.float32]:
        """Return P diag(factors) R in Fortran order, of P the lower half given; R may be used up.

        on_share is told which share is done.
        """


@dataclass(eq=False)
class CrossMatrix:
    """R as a matrix in Fortran order."""

    matrix: NDArray[np.float32]

    def columns(self, chosen: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return some columns of R."""
        return self.matrix[:, chosen]

    def regress(
        self,
        precision: NDArray[np.float32],
        factors: NDArray[np.float32],
        threads: int,
        on_share: Callable[[float], None],
    ) -> NDArray[np.float32]:
        """Return P diag(factors) R, in R's place; BLAS has threads of its own."""
        del threads
        self.matrix *= factors[:, None]
        for block in column_blocks(len(self.matrix)):
            self.matrix[:, block] = blas.ssymm(1.0, precision, self.matrix[:, block], lower=1)
            on_share(block.stop / len(self.matrix))
        return self.matrix


@dataclass(eq=False)
class CrossFactors:
    """R as the factors M, Y: given sparse float32[n, m] and Yᵀ, likers sparse float32[m, n]."""

    given: sparse.csr_array
    likers: sparse.csr_array

    def columns(self, chosen: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return some columns of R."""
        found: NDArray[np.float32] = (self.likers[chosen] @ self.given).toarray().T
        return found

    def regress(
        self,
        precision: NDArray[np.float32],
        factors: NDArray[np.float32],
        threads: int,
        on_share: Callable[[float], None],
    ) -> NDArray[np.float32]:
        """Return P diag(factors) R, some rows at a time; the number of threads changes nothing."""
        m = len(precision)
        weights = np.empty((m, m), dtype=np.float32, order="F")

        def fill(block: slice) -> None:
            columns = symmetric_columns(precision, block)
            columns *= factors[:, None]
            weights[block] = (self.likers @ (self.given @ columns)).T

        width = max(min(64, CELLS_AT_HAND // max(self.given.shape[0], 1)), 16)
        with ThreadPoolExecutor(threads) as pool:
            for done, _ in enumerate(pool.map(fill, column_blocks(m, width)), 1):
                on_share(min(done * width / m, 1.0))
        return weights


def cross_factors(groups: list[TrainingPeople], support_size: float, sums: list[ItemSums]) -> CrossFactors:
    """Return R's factors: a row a person, and one a group that takes the product of means out."""
    given, likes = [], []
    for group, each in zip(groups, sums, strict=True):
        if len(group.items) == 0:
            continue
        given += [weighted_supports(group, support_size), _row(-each.given / each.total)]
        likes += [likes_of(group), _row(each.liked)]
    if not given:
        m = len(groups[0].counts)
        nothing = sparse.csr_array((0, m), dtype=np.float32)
        return CrossFactors(nothing, nothing.T.tocsr())
    return CrossFactors(sparse.vstack(given, format="csr"), sparse.vstack(likes, format="csr").T.tocsr())


def _row(values: NDArray[np.float64]) -> sparse.csr_array:
    return sparse.csr_array(values.astype(np.float32)[None])


def likes_of(people: TrainingPeople) -> sparse.csr_array:
    """Return y of everybody: sparse float32[n_people, m]."""
    liking = people.likes > 0
    starts = np.concatenate(([0], np.cumsum(liking)))[people.starts].astype(people.items.dtype)
    items = people.items[liking]
    shape = (len(people.sizes), len(people.counts))
    return sparse.csr_array((np.ones(len(items), np.float32), items, starts), shape=shape)


def weighted_supports(people: TrainingPeople, support_size: float) -> sparse.csr_array:
    """Return w E[x̃] of everybody: sparse float32[n_people, m]."""
    means = np.empty(len(people.items), dtype=np.float32)
    for block in blocks(people):
        means[block.part] = block.expected(support_size) * people.weights[block.rows]
    return as_rows(people, means)
