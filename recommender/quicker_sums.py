"""Sums over people by the quicker of two ways, person by person.

Whoever rated a good part of the items stands in a dense block that is multiplied (`dense_sums`); of whoever
rated a hundredth a dense product would add up zeros, so that only pairs that they rated are visited
(`sparse_sums`). Where nobody is worth the visits, or everybody, one way alone is taken.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from recommender.dense_sums import add_dense_cross, add_dense_gram
from recommender.sparse_sums import add_sparse_cross, add_sparse_gram
from recommender.support_drawing import TrainingPeople, select

# In multiply-adds of dense blocks: what one takes of the others.
DENSE_STEPS_A_PAIR = 330.0  # a pair of a person's items, in sparse rows and from the diagonal on
DENSE_STEPS_A_CROSS_PAIR = 150.0  # the same in covariances of given and liked
DENSE_STEPS_A_CELL = 400.0  # a cell of the matrix that sparse products are added to
SIZES_THAT_SHARE = 5
DENSE_STEPS_A_FACTOR = 14.0  # a rating of sparse factors, for one film


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
    dense = in_dense_blocks(people, DENSE_STEPS_A_PAIR)
    if dense.any():
        add_dense_gram(
            gram, select(people, dense), support_size, factor=factor, lower=lower, on_share=on_share
        )
    if not dense.all():
        some = select(people, ~dense)
        add_sparse_gram(
            gram, some, support_size, factor=factor, lower=lower, threads=threads, on_share=on_share
        )


def add_cross(
    cross: NDArray[np.float32],
    people: TrainingPeople,
    support_size: float,
    *,
    factor: float = 1.0,
    threads: int = 1,
    on_share: Callable[[float], None] = lambda _: None,
) -> None:
    """Add Σ w z yᵀ times a factor to a matrix in Fortran order, the quicker way."""
    dense = in_dense_blocks(people, DENSE_STEPS_A_CROSS_PAIR)
    if dense.any():
        add_dense_cross(cross, select(people, dense), support_size, factor=factor, on_share=on_share)
    if not dense.all():
        some = select(people, ~dense)
        add_sparse_cross(cross, some, support_size, factor=factor, threads=threads, on_share=on_share)


def in_dense_blocks(people: TrainingPeople, steps_a_pair: float) -> NDArray[np.bool_]:
    """Return whose sums are to be taken in dense blocks, where a pair in sparse rows takes so many steps."""
    cells = float(len(people.counts)) ** 2
    sparsely = steps_a_pair * np.diff(people.starts).astype(np.float64) ** 2
    some = sparsely > cells
    by_both = sparsely[~some].sum() + DENSE_STEPS_A_CELL * cells + some.sum() * cells
    return some if by_both < len(some) * cells else np.ones(len(some), dtype=bool)


def factors_are_quicker(groups: list[TrainingPeople]) -> bool:
    """Return whether R is better left in factors than made and multiplied."""
    m = float(len(groups[0].counts))
    in_factors = sum(len(group.items) + float(group.likes.sum()) + 2 * m for group in groups) * m
    made = sum(_steps_of_cross(group) for group in groups)
    return DENSE_STEPS_A_FACTOR * in_factors < made + m**3


def _steps_of_cross(people: TrainingPeople) -> float:
    """Return what R takes for each support size; whoever rated much is summed up once for all."""
    dense = in_dense_blocks(people, DENSE_STEPS_A_CROSS_PAIR)
    visited = np.diff(people.starts)[~dense].astype(np.float64) ** 2
    cells = float(len(people.counts)) ** 2
    return DENSE_STEPS_A_CROSS_PAIR * float(visited.sum()) + float(dense.sum()) * cells / SIZES_THAT_SHARE
