"""The sums over people that the regressions of all support sizes need, what they share taken once.

Where nobody's chances are cut off, π = k c^β / Σ c^β is in proportion to the support size k, and so are their
z: their Σ w z zᵀ is k² times one sum. From the largest size to the smallest more and more people are like
that, so that this sum, which the upper half of the matrix keeps, only ever grows; only the others, who rated
few films, are added up anew for each size.

A sum is taken by the quicker of two ways. Where people rated a good part of the items, dense blocks of them
are multiplied (`dense_sums`); where they rated a hundredth, a dense product would add up zeros, so that only
pairs that somebody rated are visited (`sparse_sums`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import blas

from recommender.cross_sums import CrossMatrix, CrossSums, cross_factors
from recommender.dense_sums import add_dense_cross, add_dense_gram
from recommender.item_sums import ItemSums, item_sums
from recommender.sparse_sums import add_sparse_cross, add_sparse_gram
from recommender.support_drawing import TrainingPeople, batches, proportional_up_to
from recommender.triangles import fill_lower_half

# In multiply-adds of dense blocks: what one takes of the others.
DENSE_STEPS_A_PAIR = 330.0  # a pair of a person's items, in sparse rows and from the diagonal on
DENSE_STEPS_A_CROSS_PAIR = 150.0  # the same in covariances of given and liked
DENSE_STEPS_A_CELL = 400.0  # a cell of the matrix that sparse products are added to
DENSE_STEPS_A_FACTOR = 14.0  # a rating of sparse factors, for one film


@dataclass(eq=False)
class Moments:
    """Weighted covariances: gram of z (its lower half; float32[m, m], Fortran order), cross of z and y.

    spread: Σ w π (1 − π) f² (m), what the drawing adds to gram's diagonal. Of people alone,
    without attributes, given: Σ w z (m); liked: Σ w y (m); total: Σ w.
    """

    gram: NDArray[np.float32]
    cross: CrossSums
    spread: NDArray[np.float64]
    given: NDArray[np.float64]
    liked: NDArray[np.float64]
    total: float


class SupportSums:
    """Sums of falling support sizes, in one matrix: its upper half is shared, the lower one a size's own."""

    def __init__(
        self, people: TrainingPeople, attributes: TrainingPeople | None = None, *, threads: int = 1
    ) -> None:
        """Threads bounds what sparse sums use; their number changes nothing."""
        m = len(people.counts)
        self._groups = [people] if attributes is None else [attributes, people]
        self._limits = [proportional_up_to(group) for group in self._groups]
        self._threads = threads
        self._last = np.inf
        self._matrix = np.zeros((m, m), dtype=np.float32, order="F")
        self._shared_diagonal = np.zeros(m, dtype=np.float32)

    def moments(self, support_size: float, on_share: Callable[[float], None] = lambda _: None) -> Moments:
        """Return the sums for one support size k, to people's covariances those of attributes added.

        Each call has a smaller size than the one before, whose gram it overwrites. on_share is told which
        share is done.
        """
        if support_size >= self._last:
            raise ValueError(f"sizes must fall: {support_size} after {self._last}")
        self._share(support_size, lambda share: on_share(share / 3))
        self._add_others(support_size, lambda share: on_share((1 + share) / 3))
        self._last = support_size
        vectors = [item_sums(group, support_size) for group in self._groups]
        for group, each in zip(self._groups, vectors, strict=True):
            if len(group.items):
                self._matrix = take_means_out_of_gram(self._matrix, each)
        cross = self._cross(support_size, vectors, lambda share: on_share((2 + share) / 3))
        on_share(1.0)
        spread = np.sum([each.spread for each in vectors], axis=0)
        of_people = vectors[-1]
        return Moments(self._matrix, cross, spread, of_people.given, of_people.liked, of_people.total)

    def _share(self, support_size: float, on_share: Callable[[float], None]) -> None:
        """Add those to the shared sum who give in proportion from this size on; begin the size's with it."""
        np.fill_diagonal(self._matrix, self._shared_diagonal)
        for group, limits in zip(self._groups, self._limits, strict=True):
            joining = (limits >= support_size) & (limits < self._last)
            for some in batches(group, joining):
                add_gram(
                    self._matrix,
                    some,
                    support_size,
                    factor=support_size**-2,
                    lower=False,
                    threads=self._threads,
                    on_share=on_share,
                )
        self._shared_diagonal = self._matrix.diagonal().copy()
        fill_lower_half(self._matrix, support_size**2)
        np.fill_diagonal(self._matrix, self._shared_diagonal * np.float32(support_size**2))

    def _add_others(self, support_size: float, on_share: Callable[[float], None]) -> None:
        """Add those to the size's own sum whose chances are cut off somewhere."""
        for group, limits in zip(self._groups, self._limits, strict=True):
            for some in batches(group, limits < support_size):
                add_gram(self._matrix, some, support_size, threads=self._threads, on_share=on_share)

    def _cross(
        self, support_size: float, vectors: list[ItemSums], on_share: Callable[[float], None]
    ) -> CrossSums:
        if factors_are_quicker(self._groups):
            return cross_factors(self._groups, support_size, vectors)
        m = len(self._shared_diagonal)
        cross = np.zeros((m, m), dtype=np.float32, order="F")
        for group, each in zip(self._groups, vectors, strict=True):
            for some in batches(group, np.ones(len(group.sizes), dtype=bool)):
                add_cross(cross, some, support_size, threads=self._threads, on_share=on_share)
            if len(group.items):
                cross = take_means_out_of_cross(cross, each)
        return CrossMatrix(cross)


def moments(
    people: TrainingPeople, support_size: float, attributes: TrainingPeople | None = None, *, threads: int = 1
) -> Moments:
    """Return the sums for one support size alone."""
    return SupportSums(people, attributes, threads=threads).moments(support_size)


def add_gram(
    gram: NDArray[np.float32],
    people: TrainingPeople,
    support_size: float,
    *,
    factor: float = 1.0,
    lower: bool = True,
    threads: int = 1,
    on_share: Callable[[float], None] = lambda _: None,
) -> None:
    """Add Σ w z zᵀ times a factor to one half of a matrix in Fortran order, the quicker way."""
    if are_sparse(people):
        add_sparse_gram(
            gram, people, support_size, factor=factor, lower=lower, threads=threads, on_share=on_share
        )
    else:
        add_dense_gram(gram, people, support_size, factor=factor, lower=lower, on_share=on_share)


def add_cross(
    cross: NDArray[np.float32],
    people: TrainingPeople,
    support_size: float,
    *,
    threads: int = 1,
    on_share: Callable[[float], None] = lambda _: None,
) -> None:
    """Add Σ w z yᵀ to a matrix in Fortran order, the quicker way."""
    if are_sparse(people):
        add_sparse_cross(cross, people, support_size, threads=threads, on_share=on_share)
    else:
        add_dense_cross(cross, people, support_size, on_share)


def take_means_out_of_gram(gram: NDArray[np.float32], sums: ItemSums) -> NDArray[np.float32]:
    """Return Σ w z zᵀ of one group less the product of its means, in its place; nothing of nobody."""
    if len(gram) == 0 or sums.total <= 0:
        return gram
    centred: NDArray[np.float32] = blas.ssyr(-1.0 / sums.total, sums.given, lower=1, a=gram, overwrite_a=1)
    return centred


def take_means_out_of_cross(cross: NDArray[np.float32], sums: ItemSums) -> NDArray[np.float32]:
    """Return Σ w z yᵀ of one group less the product of its means, in its place; nothing of nobody."""
    if len(cross) == 0 or sums.total <= 0:
        return cross
    centred: NDArray[np.float32] = blas.sger(
        -1.0 / sums.total, sums.given, sums.liked, a=cross, overwrite_x=0, overwrite_a=1
    )
    return centred


def pairs_of(people: TrainingPeople) -> float:
    """Return Σ n_u², how many pairs of items people rated."""
    return float((np.diff(people.starts).astype(np.float64) ** 2).sum())


def are_sparse(people: TrainingPeople) -> bool:
    """Return whether visiting the pairs that somebody rated is less work than dense products."""
    cells = float(len(people.counts)) ** 2
    sparsely = DENSE_STEPS_A_PAIR * pairs_of(people) + DENSE_STEPS_A_CELL * cells
    return sparsely < len(people.sizes) * cells


def factors_are_quicker(groups: list[TrainingPeople]) -> bool:
    """Return whether R is better left in factors than made and multiplied."""
    m = float(len(groups[0].counts))
    in_factors = sum(len(group.items) + float(group.likes.sum()) + 2 * m for group in groups) * m
    made = sum(min(DENSE_STEPS_A_CROSS_PAIR * pairs_of(group), len(group.sizes) * m**2) for group in groups)
    return DENSE_STEPS_A_FACTOR * in_factors < made + m**3
