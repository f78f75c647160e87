"""The sums over people that the regression of one support size needs, by the quicker of two ways.

Where people rated a good part of the items, dense blocks of them are multiplied (`dense_sums`); where they
rated a hundredth, a dense product would add up zeros, so that only pairs that somebody rated are visited
(`sparse_sums`). On ml-latest-small and MovieLens 1M the first is as quick or quicker, on 32M the second is by
a factor of ten.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.linalg import blas

from recommender.dense_sums import add_dense_products
from recommender.sparse_sums import add_sparse_products
from recommender.support_drawing import Moments, TrainingPeople

DENSE_STEPS_A_PAIR = 600.0  # multiply-adds of dense blocks in the time that one pair takes in sparse rows


def moments(
    people: TrainingPeople,
    support_size: float,
    attributes: TrainingPeople | None = None,
    *,
    threads: int = 1,
    on_share: Callable[[float], None] = lambda _: None,
) -> Moments:
    """Return the sums for one support size k, to people's covariances those of attributes added.

    on_share is told which share of the people's sums is done. threads bounds what sparse sums use; their
    number changes nothing.
    """
    m = len(people.counts)
    sums = Moments(
        gram=np.zeros((m, m), dtype=np.float32, order="F"),
        cross=np.zeros((m, m), dtype=np.float32, order="F"),
        spread=np.zeros(m),
        given=np.zeros(m),
        liked=np.zeros(m),
        total=0.0,
    )
    if attributes is not None:
        _add(sums, attributes, support_size, threads, lambda _: None)
    _add(sums, people, support_size, threads, on_share)
    return sums


def are_sparse(people: TrainingPeople) -> bool:
    """Return whether visiting the pairs that somebody rated is less work than dense products."""
    pairs = float((np.diff(people.starts).astype(np.float64) ** 2).sum())
    return DENSE_STEPS_A_PAIR * pairs < float(len(people.sizes)) * len(people.counts) ** 2


def _add(
    sums: Moments,
    people: TrainingPeople,
    support_size: float,
    threads: int,
    on_share: Callable[[float], None],
) -> None:
    """Add the covariances of some people; given, liked and total become theirs."""
    sums.given[:], sums.liked[:] = 0.0, 0.0
    sums.total = float(people.weights.sum(dtype=np.float64))
    if len(people.items) == 0:
        return
    if are_sparse(people):
        add_sparse_products(sums, people, support_size, threads=threads, on_share=on_share)
    else:
        add_dense_products(sums, people, support_size, on_share)
    sums.gram = blas.ssyr(-1.0 / sums.total, sums.given, lower=1, a=sums.gram, overwrite_a=1)
    sums.cross = blas.sger(
        -1.0 / sums.total, sums.given, sums.liked, a=sums.cross, overwrite_x=0, overwrite_a=1
    )
