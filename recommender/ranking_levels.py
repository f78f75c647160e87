"""One support size's share of a ranking model: what is kept of the weights of its regression.

Of the m × m weights W stay the leading part O Uᵀ of rank 16 and the 128 strongest a row of what that leaves
over. The base is that of the weights that stayed: (ȳ − ḡ W) / Σ w.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import blas

from recommender.low_rank import leading_part
from recommender.people_sums import Spread
from recommender.ranking_model import RankingModel
from recommender.shared_directions import shrink_to_shared_subspace

WEIGHTS_A_ROW = 128
RANK = 16
ROWS_AT_HAND = 64  # by all threads together


@dataclass(frozen=True, eq=False)
class Given:
    """What is drawn of all people at one support size: sums Σ w z float64[m], total Σ w."""

    sums: NDArray[np.float64]
    total: float


@dataclass(frozen=True, eq=False)
class Level:
    """One support size's share of a RankingModel: its arrays without their first axis."""

    bases: NDArray[np.float32]
    neighbours: NDArray[np.integer[Any]]
    weights: NDArray[np.floating[Any]]
    outward: NDArray[np.float32]
    inward: NDArray[np.float32]


def keep_level(
    likes: NDArray[np.float64],
    spread: Spread,
    weights: NDArray[np.float32],
    taking_part: NDArray[np.int32],
    given: Given,
    *,
    threads: int,
) -> Level:
    """Return what is kept of one support size's weights, using them up.

    likes: float64[n_items], Σ w y of every item.
    """
    weights = shrink_to_shared_subspace(weights, spread, given.sums / np.sqrt(given.total))
    outward, inward = leading_part(weights, RANK)
    if len(weights):
        weights = blas.sgemm(-1.0, outward, inward.T, beta=1.0, c=weights, overwrite_c=1)
    neighbours, kept = strongest(weights, threads)
    level = Level(np.zeros(0, dtype=np.float32), neighbours, kept, outward, inward)
    return with_bases(level, likes, taking_part, given)


def with_bases(
    level: Level, likes: NDArray[np.float64], taking_part: NDArray[np.int32], given: Given
) -> Level:
    """Return the level with the bases that belong to its weights by these sums."""
    bases = likes.copy()
    moved = (level.weights.astype(np.float64) * given.sums[:, None]).ravel()
    bases[taking_part] -= np.bincount(level.neighbours.ravel(), moved, len(taking_part))
    bases[taking_part] -= level.inward @ (given.sums @ level.outward)
    return replace(level, bases=(bases / given.total).astype(np.float32))


def level_of(model: RankingModel, place: int) -> Level:
    """Return one support size's share of a model."""
    return Level(
        bases=model.bases[place],
        neighbours=model.neighbours[place],
        weights=model.weights[place],
        outward=model.outward[place],
        inward=model.inward[place],
    )


def stack_levels(
    levels: Sequence[Level],
    *,
    support_sizes: Sequence[float],
    item_rows: NDArray[np.int32],
    n_items: int,
    counts: NDArray[np.int32],
    star_weight: float,
) -> RankingModel:
    """Return the model of all support sizes, which ascend."""
    return RankingModel(
        item_rows=item_rows,
        n_items=n_items,
        support_sizes=np.array(support_sizes, dtype=np.float32),
        bases=np.stack([level.bases for level in levels]),
        neighbours=np.stack([level.neighbours for level in levels]),
        weights=np.stack([level.weights for level in levels]),
        outward=np.stack([level.outward for level in levels]),
        inward=np.stack([level.inward for level in levels]),
        counts=counts,
        star_weight=star_weight,
    )


def strongest(
    weights: NDArray[np.float32], threads: int = 1
) -> tuple[NDArray[np.int32], NDArray[np.float16]]:
    """Return the strongest weights of each row; the number of threads changes nothing.

    As neighbours int16 or int32[m, w] ascending, weights float16[m, w].
    """
    m = len(weights)
    width = min(WEIGHTS_A_ROW, m)
    neighbours = np.empty((m, width), dtype=np.int16 if m < 2**15 else np.int32)
    kept = np.empty((m, width), dtype=np.float16)
    rows_a_block = max(ROWS_AT_HAND // threads, 1)

    def choose(first: int) -> None:
        rows = slice(first, first + rows_a_block)
        block = np.ascontiguousarray(weights[rows])
        chosen = np.sort(np.argpartition(-np.abs(block), width - 1, axis=1)[:, :width], axis=1)
        neighbours[rows] = chosen
        kept[rows] = np.take_along_axis(block, chosen, axis=1)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(choose, range(0, m, rows_a_block)))
    return neighbours, kept
