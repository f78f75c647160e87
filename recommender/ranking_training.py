"""Ratings -> RankingModel: who takes part, a regression a support size, and what is kept of its weights.

Of the m × m weights W stay the leading part O Uᵀ of rank 16 and the 128 strongest a row of what that leaves
over. The base is that of the weights that stayed: (ȳ − ḡ W) / Σ w.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import blas

from recommender.attributes import Attribute, AttributeType
from recommender.coded_text import CodedText, coded
from recommender.low_rank import leading_part
from recommender.ranking_model import RankingModel, grade
from recommender.ratings import Ratings
from recommender.shared_directions import shrink_to_shared_subspace
from recommender.support_regression import People, expected_supports, moments, solve

SUPPORT_SIZES = (2.0, 5.0, 12.0, 30.0, 75.0)
LIKED = 4.0
MIN_RATINGS = 4
WEIGHTS_A_ROW = 128
RANK = 16
RIDGE = 10.0
PERSON_WEIGHT_EXPONENT = 0.5
STAR_WEIGHT = 0.05
# Measured in docs/research.md: four times as much does harm, the others gain nothing and cost training time.
TYPE_WEIGHTS: dict[AttributeType, float] = {
    "genre": 1.0,
    "decade": 1.0,
    "director": 1.0,
    "writer": 0.0,
    "actor": 0.0,
    "language": 1.0,
    "country": 1.0,
    "keyword": 0.0,
    "length": 0.0,
}
MIN_PART = 100
PROCESS_MB = 190
BYTES_A_PAIR = 12
ROWS_A_BLOCK = 256


@dataclass(frozen=True, eq=False)
class Level:
    """One support size's share of a RankingModel: its arrays without their first axis."""

    bases: NDArray[np.float32]
    neighbours: NDArray[np.int32]
    weights: NDArray[np.float16]
    outward: NDArray[np.float32]
    inward: NDArray[np.float32]


def train_ranking_model(
    ratings: Ratings,
    *,
    attributes: Sequence[Attribute] = (),
    seed: int = 0,
    memory_mb: int | None = None,
    on_stage: Callable[[CodedText], None] = lambda _: None,
) -> RankingModel:
    """Return the ranking model of these ratings; the same ratings, attributes and memory give the same model.

    memory_mb bounds the whole process: the most rated items that fit take part, the others keep only their
    base rate. on_stage is told what is being done, first which films are left to the star model.
    """
    taking_part = participants(ratings, memory_mb)
    on_stage(who_takes_part(ratings, taking_part))
    people = gather(ratings, taking_part)
    attributes_as_people = gather_attributes(attributes, taking_part, people)
    levels = []
    for size in SUPPORT_SIZES:
        on_stage(coded("learning_from", ratings=int(size)))
        levels.append(_level(ratings, people, attributes_as_people, taking_part, size))
    return RankingModel(
        item_rows=taking_part,
        n_items=ratings.n_items,
        support_sizes=np.array(SUPPORT_SIZES, dtype=np.float32),
        bases=np.stack([level.bases for level in levels]),
        neighbours=np.stack([level.neighbours for level in levels]),
        weights=np.stack([level.weights for level in levels]),
        outward=np.stack([level.outward for level in levels]),
        inward=np.stack([level.inward for level in levels]),
        counts=people.counts.astype(np.int32),
        star_weight=STAR_WEIGHT,
    )


def participants(ratings: Ratings, memory_mb: int | None) -> NDArray[np.int32]:
    """Return the items that take part, int32 ascending.

    They were rated four times or more, as many as fit, but at least 100.

    Training holds two float32 matrices of m × m and, while one is copied, part of a third; the process around
    it takes about 190 MB.
    """
    counts = np.bincount(ratings.item_rows, minlength=ratings.n_items)
    order = np.argsort(-counts, kind="stable")
    eligible = order[: int((counts >= MIN_RATINGS).sum())]
    if memory_mb is None:
        return np.sort(eligible).astype(np.int32)
    room = max(memory_mb - PROCESS_MB, 0) * 1e6 / BYTES_A_PAIR
    return np.sort(eligible[: max(int(np.sqrt(room)), MIN_PART)]).astype(np.int32)


def who_takes_part(ratings: Ratings, taking_part: NDArray[np.int32]) -> CodedText:
    """Return how many films take part, and which are left to the star model."""
    counted = {"part": len(taking_part), "films": ratings.n_items}
    left_out = np.delete(np.bincount(ratings.item_rows, minlength=ratings.n_items), taking_part)
    if len(left_out) == 0:
        return CodedText("all_films_take_part", counted)
    return CodedText("films_take_part", {**counted, "most": int(left_out.max())})


def gather(ratings: Ratings, taking_part: NDArray[np.int32]) -> People:
    """Return the training people's grades and likes of the items that take part; w_u = (n_u / mean n)^½."""
    position = np.full(ratings.n_items, -1, dtype=np.int32)
    position[taking_part] = np.arange(len(taking_part), dtype=np.int32)
    items = position[ratings.item_rows]
    kept = items >= 0
    sizes = np.bincount(ratings.user_rows, minlength=ratings.n_users).astype(np.float32)
    kept_sizes = np.bincount(ratings.user_rows[kept], minlength=ratings.n_users)
    stars = ratings.stars[kept]
    return People(
        starts=np.concatenate(([0], np.cumsum(kept_sizes))),
        items=items[kept],
        grades=grade(stars),
        likes=(stars >= LIKED).astype(np.float32),
        sizes=sizes,
        weights=(sizes / max(float(sizes.mean()), 1.0)) ** np.float32(PERSON_WEIGHT_EXPONENT),
        counts=np.bincount(items[kept], minlength=len(taking_part)).astype(np.float32),
    )


def gather_attributes(
    attributes: Sequence[Attribute], taking_part: NDArray[np.int32], people: People
) -> People:
    """Return each attribute as somebody who likes every item of it that takes part.

    Their weight is w = t (n / mean n of people)^½, t being that of the attribute's type. An attribute of a
    single item says nothing of others.
    """
    members = [np.flatnonzero(np.isin(taking_part, each.rows)).astype(np.int32) for each in attributes]
    speaking = [
        place
        for place, positions in enumerate(members)
        if len(positions) > 1 and TYPE_WEIGHTS[attributes[place].attribute_type] > 0
    ]
    members = [members[place] for place in speaking]
    of_types = [TYPE_WEIGHTS[attributes[place].attribute_type] for place in speaking]
    sizes = np.array([len(positions) for positions in members], dtype=np.float32)
    items = np.concatenate([np.zeros(0, dtype=np.int32), *members])
    weights = (sizes / max(float(people.sizes.mean()), 1.0)) ** np.float32(PERSON_WEIGHT_EXPONENT)
    return People(
        starts=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        items=items,
        grades=np.ones(len(items), dtype=np.float32),
        likes=np.ones(len(items), dtype=np.float32),
        sizes=sizes,
        weights=weights * np.array(of_types, dtype=np.float32),
        counts=people.counts,
    )


def _level(
    ratings: Ratings, people: People, attributes: People, taking_part: NDArray[np.int32], size: float
) -> Level:
    """Return what is trained for one support size; taking_part int32[m], arrays as in RankingModel."""
    sums = moments(people, size, attributes)
    weights = solve(sums, RIDGE * size**1.5 / float(people.sizes.mean()))
    weights = shrink_to_shared_subspace(
        weights, expected_supports(people, size), sums.given / np.sqrt(sums.total)
    )
    outward, inward = leading_part(weights, RANK)
    if len(weights):
        weights = blas.sgemm(-1.0, outward, inward.T, beta=1.0, c=weights, overwrite_c=1)
    neighbours, kept = strongest(weights)
    likes = people.weights[ratings.user_rows] * (ratings.stars >= LIKED)
    bases = np.bincount(ratings.item_rows, likes, ratings.n_items).astype(np.float64)
    moved = (kept.astype(np.float64) * sums.given[:, None]).ravel()
    bases[taking_part] -= np.bincount(neighbours.ravel(), moved, len(taking_part))
    bases[taking_part] -= inward @ (sums.given @ outward)
    return Level((bases / sums.total).astype(np.float32), neighbours, kept, outward, inward)


def strongest(weights: NDArray[np.float32]) -> tuple[NDArray[np.int32], NDArray[np.float16]]:
    """Return the strongest weights of each row.

    As neighbours int16 or int32[m, w] ascending, weights float16[m, w].
    """
    m = len(weights)
    width = min(WEIGHTS_A_ROW, m)
    neighbours = np.empty((m, width), dtype=np.int16 if m < 2**15 else np.int32)
    kept = np.empty((m, width), dtype=np.float16)
    for first in range(0, m, ROWS_A_BLOCK):
        block = weights[first : first + ROWS_A_BLOCK]
        chosen = np.sort(np.argpartition(-np.abs(block), width - 1, axis=1)[:, :width], axis=1)
        neighbours[first : first + ROWS_A_BLOCK] = chosen
        kept[first : first + ROWS_A_BLOCK] = np.take_along_axis(block, chosen, axis=1)
    return neighbours, kept
