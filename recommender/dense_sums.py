"""Sums over people as products of dense blocks of them: quick where people rated a good part of the items."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.linalg import blas

from recommender.support_drawing import DRAWINGS, Moments, PeopleBlock, TrainingPeople

PEOPLE_A_BLOCK = 512


def add_dense_products(
    sums: Moments,
    people: TrainingPeople,
    support_size: float,
    on_share: Callable[[float], None] = lambda _: None,
) -> None:
    """Add Σ w z zᵀ, Σ w z yᵀ and the sums of vectors, a block of people at a time."""
    n_people = len(people.sizes)
    for first in range(0, n_people, PEOPLE_A_BLOCK):
        last = min(first + PEOPLE_A_BLOCK, n_people)
        _add_block(sums, people, support_size, slice(first, last))
        on_share(last / n_people)


def _add_block(sums: Moments, people: TrainingPeople, support_size: float, block: slice) -> None:
    """Add the people of a block of rows to all sums, in place."""
    bounds = people.starts[block.start : block.stop + 1]
    part = slice(bounds[0], bounds[-1])
    rows = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    drawing = PeopleBlock(people, part, rows + block.start)
    items, grades = drawing.items, drawing.grades
    weights = people.weights[block].astype(np.float64)[rows]
    shape = (len(bounds) - 1, len(people.counts))
    drawn = np.zeros(len(items))
    dense = np.zeros((len(DRAWINGS), *shape), dtype=np.float32)
    for place, (exponent, share) in enumerate(DRAWINGS):
        chances = drawing.chances(support_size, exponent)
        dense[place, rows, items] = np.sqrt(share * weights) * chances * grades
        spread = share * weights * chances * (1.0 - chances) * grades**2
        sums.spread += np.bincount(items, spread, shape[1])
        drawn += share * chances * grades
    stacked = dense.reshape(-1, shape[1])
    sums.gram = blas.ssyrk(1.0, stacked.T, beta=1.0, c=sums.gram, lower=1, overwrite_c=1)
    means, likes = dense  # the same cells are written again: no second pair of blocks
    means[rows, items] = weights * drawn
    likes[rows, items] = people.likes[part]
    sums.cross = blas.sgemm(1.0, means.T, likes.T, beta=1.0, c=sums.cross, trans_b=1, overwrite_c=1)
    sums.given += np.bincount(items, weights * drawn, shape[1])
    sums.liked += np.bincount(items, weights * people.likes[part], shape[1])
