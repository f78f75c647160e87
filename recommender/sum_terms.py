"""Whole numbers that each person adds to the sums, by terms that stay from one full training to the next.

How likely each of a person's ratings is drawn depends on them and on three things of everybody: how known the
films are (c), how many films a person rated on the mean, and which films take part. `SumTerms` keeps those as
they were at the last full training. From then on a person's share in every sum follows from their own ratings
alone, so that it can be added and subtracted again: as whole multiples of a unit, exactly and in any order.

With a = √(s w) z / unit rounded, one of each drawing of share s, the covariances of drawn supports are
Σ a aᵀ. Up to the support size where a person's chances are cut off, z = k z₁, and so is a = k a₁: their
a₁ a₁ᵀ is taken once for all those sizes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.item_sums import item_sums
from recommender.ranking_training import gather
from recommender.ratings import Ratings
from recommender.sparse_sums import unit_for, whole_factors
from recommender.support_drawing import TrainingPeople, blocks, proportional_up_to

SIZES = (2, 5, 12, 30, 75)  # SUPPORT_SIZES, as the whole numbers that they are
CROSS_BITS = 30  # of the 31 that a sum of covariances with likes has, so that it may double
MAX_CROSS_UNIT_BITS = 26
ROOM_TO_GROW = 2.0


@dataclass(frozen=True, eq=False)
class SumTerms:
    """By what everybody's share is reckoned, the same from one full training to the next.

    movie_ids: int32[m] ascending, the films that take part; counts: float32[m], how known each was;
    mean_size: how many films a person had rated on the mean; gram_unit, cross_units (one a support size):
    shares are whole multiples of one over them; total_limit: Σ w may grow up to it.
    """

    movie_ids: NDArray[np.int32]
    counts: NDArray[np.float32]
    mean_size: float
    gram_unit: float
    cross_units: tuple[float, ...]
    total_limit: float


def begin_terms(ratings: Ratings, taking_part: NDArray[np.int32]) -> tuple[SumTerms, TrainingPeople]:
    """Return the terms that a full training sets, and its people as they see them."""
    people = gather(ratings, taking_part)
    mean_size = float(people.sizes.mean(dtype=np.float64))
    weighted = replace(people, weights=_weights(people.sizes, mean_size))
    total = float(weighted.weights.sum(dtype=np.float64))
    grown = replace(weighted, weights=(ROOM_TO_GROW * weighted.weights).astype(np.float32))
    positive = replace(weighted, grades=np.abs(weighted.grades))
    greatest = [float(item_sums(positive, size).given.max(initial=1.0)) for size in SIZES]
    terms = SumTerms(
        movie_ids=ratings.movie_ids[taking_part],
        counts=people.counts,
        mean_size=mean_size,
        gram_unit=unit_for(grown),
        cross_units=tuple(
            2.0 ** min(int(CROSS_BITS - np.ceil(np.log2(each))), MAX_CROSS_UNIT_BITS) for each in greatest
        ),
        total_limit=ROOM_TO_GROW * total,
    )
    return terms, weighted


def people_under(terms: SumTerms, ratings: Ratings) -> TrainingPeople:
    """Return these people as the terms see them: each one's share depends on nobody else.

    Every film of the terms is among the ratings' movies.
    """
    if ratings.n_users == 0:
        return nobody(terms)
    people = gather(ratings, ratings.item_rows_of(terms.movie_ids.tolist()))
    return replace(people, weights=_weights(people.sizes, terms.mean_size), counts=terms.counts)


def nobody(terms: SumTerms) -> TrainingPeople:
    """Return no people."""
    none = np.zeros(0, dtype=np.float32)
    return TrainingPeople(
        np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int32), none, none, none, none, terms.counts
    )


def joined(one: TrainingPeople, other: TrainingPeople) -> TrainingPeople:
    """Return the people of both, seen by the same terms."""
    return TrainingPeople(
        starts=np.concatenate([one.starts, one.starts[-1] + other.starts[1:]]),
        items=np.concatenate([one.items, other.items]),
        grades=np.concatenate([one.grades, other.grades]),
        likes=np.concatenate([one.likes, other.likes]),
        sizes=np.concatenate([one.sizes, other.sizes]),
        weights=np.concatenate([one.weights, other.weights]),
        counts=one.counts,
    )


def _weights(sizes: NDArray[np.float32], mean_size: float) -> NDArray[np.float32]:
    """Return w = (n / mean n)^½. A square root is rounded alike everywhere, a power may not be."""
    weights: NDArray[np.float32] = np.sqrt(sizes.astype(np.float64) / max(mean_size, 1.0)).astype(np.float32)
    return weights


def shares_in_gram(
    people: TrainingPeople, terms: SumTerms, size: int, exponent: float, drawn: float
) -> NDArray[np.int64]:
    """Return a of each rating in one drawing of share `drawn`: int64[n]."""
    shares = size * whole_factors(people, 1.0, exponent, drawn, terms.gram_unit)
    is_cut_off = np.repeat(proportional_up_to(people) < size, np.diff(people.starts))
    if is_cut_off.any():
        shares[is_cut_off] = whole_factors(people, size, exponent, drawn, terms.gram_unit)[is_cut_off]
    return shares


def shares_in_cross(people: TrainingPeople, terms: SumTerms, size: int) -> NDArray[np.int64]:
    """Return w E[x̃] of each rating: int64[n]."""
    unit = terms.cross_units[SIZES.index(size)]
    shares = np.empty(len(people.items), dtype=np.int64)
    for block in blocks(people):
        weighted = people.weights.astype(np.float64)[block.rows] * block.expected(size)
        shares[block.part] = np.rint(weighted * unit)
    return shares
