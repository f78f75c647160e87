"""Sums over people as products of dense blocks of them: quick where people rated a good part of the items."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import blas

from recommender.support_drawing import DRAWINGS, PeopleBlock, TrainingPeople, blocks

PEOPLE_A_BLOCK = 128


def add_dense_gram(
    gram: NDArray[np.float32],
    people: TrainingPeople,
    support_size: float,
    *,
    factor: float = 1.0,
    lower: bool = True,
    on_share: Callable[[float], None] = lambda _: None,
) -> None:
    """Add Σ w z zᵀ times a factor to one half of a matrix in Fortran order, a block of people at a time."""
    for block, share in _blocks_and_shares(people):
        weights = people.weights.astype(np.float64)[block.rows]
        dense = _zeros(len(DRAWINGS), block)
        for place, (exponent, drawn) in enumerate(DRAWINGS):
            chances = block.chances(support_size, exponent)
            dense[place, block.own_rows, block.items] = np.sqrt(drawn * weights) * chances * block.grades
        stacked = dense.reshape(-1, dense.shape[-1])
        blas.ssyrk(factor, stacked.T, beta=1.0, c=gram, lower=int(lower), overwrite_c=1)
        on_share(share)


def add_dense_cross(
    cross: NDArray[np.float32],
    people: TrainingPeople,
    support_size: float,
    *,
    factor: float = 1.0,
    on_share: Callable[[float], None] = lambda _: None,
) -> None:
    """Add Σ w z yᵀ times a factor to a matrix in Fortran order, a block of people at a time."""
    for block, share in _blocks_and_shares(people):
        means, likes = _zeros(2, block)
        weights = people.weights.astype(np.float64)[block.rows]
        means[block.own_rows, block.items] = weights * block.expected(support_size)
        likes[block.own_rows, block.items] = people.likes[block.part]
        blas.sgemm(factor, means.T, likes.T, beta=1.0, c=cross, trans_b=1, overwrite_c=1)
        on_share(share)


def _blocks_and_shares(people: TrainingPeople) -> Iterator[tuple[PeopleBlock, float]]:
    """Yield blocks of people and which share of all they are the end of."""
    for number, block in enumerate(blocks(people, PEOPLE_A_BLOCK), 1):
        yield block, min(number * PEOPLE_A_BLOCK / len(people.sizes), 1.0)


def _zeros(count: int, block: PeopleBlock) -> NDArray[np.float32]:
    return np.zeros((count, block.n_people, len(block.people.counts)), dtype=np.float32)
