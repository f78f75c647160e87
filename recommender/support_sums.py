"""The sums over people that the regressions of all support sizes need, what they share taken once.

Where nobody's chances are cut off, π = k c^β / Σ c^β is in proportion to the support size k, and so are their
z: their Σ w z zᵀ is k² times one sum. From the largest size to the smallest more and more people are like
that, so that this sum, which the upper half of the matrix keeps, only ever grows; only the others, who rated
few films, are added up anew for each size.

So it is with Σ w z yᵀ, which is k times one sum. There is no half of a matrix left for that: between two
sizes it lies in a file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import blas

from recommender.cross_sums import CrossMatrix, CrossSums, cross_factors
from recommender.item_sums import ItemSums, item_sums
from recommender.matrix_file import MatrixFile
from recommender.quicker_sums import add_cross, add_gram, factors_are_quicker
from recommender.support_drawing import TrainingPeople, batches, proportional_up_to
from recommender.triangles import fill_lower_half


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
        self._shared_cross = MatrixFile()

    def moments(self, support_size: float, on_share: Callable[[float], None] = lambda _: None) -> Moments:
        """Return the sums for one support size k, to people's covariances those of attributes added.

        Each call has a smaller size than the one before, whose gram it overwrites. on_share is told which
        share is done.
        """
        if support_size >= self._last:
            raise ValueError(f"sizes must fall: {support_size} after {self._last}")
        joining = [(limits >= support_size) & (limits < self._last) for limits in self._limits]
        self._share(support_size, joining, lambda share: on_share(share / 3))
        self._add_others(support_size, lambda share: on_share((1 + share) / 3))
        self._last = support_size
        vectors = [item_sums(group, support_size) for group in self._groups]
        for group, each in zip(self._groups, vectors, strict=True):
            if len(group.items):
                self._matrix = take_means_out_of_gram(self._matrix, each)
        cross = self._cross(support_size, vectors, joining, lambda share: on_share((2 + share) / 3))
        on_share(1.0)
        spread = np.sum([each.spread for each in vectors], axis=0)
        of_people = vectors[-1]
        return Moments(self._matrix, cross, spread, of_people.given, of_people.liked, of_people.total)

    def _share(
        self, support_size: float, joining: list[NDArray[np.bool_]], on_share: Callable[[float], None]
    ) -> None:
        """Add those to the shared sum who give in proportion from this size on; begin the size's with it."""
        np.fill_diagonal(self._matrix, self._shared_diagonal)
        for group, some_of_it in zip(self._groups, joining, strict=True):
            for some in batches(group, some_of_it):
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
        self,
        support_size: float,
        vectors: list[ItemSums],
        joining: list[NDArray[np.bool_]],
        on_share: Callable[[float], None],
    ) -> CrossSums:
        if factors_are_quicker(self._groups):
            return cross_factors(self._groups, support_size, vectors)
        m = len(self._shared_diagonal)
        cross = np.zeros((m, m), dtype=np.float32, order="F")
        if self._shared_cross.read_into(cross):
            self._add_cross(
                cross, support_size, joining, lambda share: on_share(share / 2), factor=1.0 / support_size
            )
            self._shared_cross.write(cross)
            cross *= np.float32(support_size)
            others = [limits < support_size for limits in self._limits]
        else:
            others = [np.ones(len(limits), dtype=bool) for limits in self._limits]
        self._add_cross(cross, support_size, others, lambda share: on_share((1 + share) / 2))
        for each in vectors:
            cross = take_means_out_of_cross(cross, each)
        return CrossMatrix(cross)

    def _add_cross(
        self,
        cross: NDArray[np.float32],
        support_size: float,
        chosen: list[NDArray[np.bool_]],
        on_share: Callable[[float], None],
        factor: float = 1.0,
    ) -> None:
        for group, some_of_it in zip(self._groups, chosen, strict=True):
            for some in batches(group, some_of_it):
                add_cross(cross, some, support_size, factor=factor, threads=self._threads, on_share=on_share)


def moments(
    people: TrainingPeople, support_size: float, attributes: TrainingPeople | None = None, *, threads: int = 1
) -> Moments:
    """Return the sums for one support size alone."""
    return SupportSums(people, attributes, threads=threads).moments(support_size)


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
