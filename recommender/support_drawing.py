"""Random supports drawn from people's ratings: how likely each rating is drawn, and what it adds to sums.

Person u rated n_u items; item i lands in a support of k_u = min(k, n_u / 2) with probability

    π_ui = min(1, k_u · c_i^β / Σ_j c_j^β)      j over u's items, c = how many people rated an item

half of the weight on an even drawing (β = 0), half on one in proportion to popularity (β = 1). With grades f,
likes y ∈ {0, 1}, person weights w_u and z = π f the sums that a regression needs are E[x̃ᵀx̃] = Σ w z zᵀ +
diag(Σ w π (1 − π) f²), E[x̃ᵀy] = Σ w z yᵀ and the means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

DRAWINGS = ((0.0, 0.5), (1.0, 0.5))  # (exponent β, share)
MAX_PART = 0.5
PEOPLE_A_BLOCK = 1024
RATINGS_A_BATCH = 2**21


@dataclass(frozen=True, eq=False)
class TrainingPeople:
    """Training people as rows over m items: sorted by person.

    starts: int64[n_people + 1] into items int32[n], grades float32[n], likes float32[n]; sizes:
    float32[n_people] how many items each rated (also outside the m); weights: float32[n_people] w;
    counts: float32[m].
    """

    starts: NDArray[np.int64]
    items: NDArray[np.int32]
    grades: NDArray[np.float32]
    likes: NDArray[np.float32]
    sizes: NDArray[np.float32]
    weights: NDArray[np.float32]
    counts: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class PeopleBlock:
    """Some people: part, where their ratings stand; rows int64[n], whose each rating is; first, their row."""

    people: TrainingPeople
    part: slice
    rows: NDArray[np.int64]
    first: int
    n_people: int

    @property
    def own_rows(self) -> NDArray[np.int64]:
        """Return whose each rating is, counted within the block."""
        return self.rows - self.first

    @property
    def items(self) -> NDArray[np.int32]:
        """Return the item of each rating."""
        return self.people.items[self.part]

    @property
    def grades(self) -> NDArray[np.float64]:
        """Return the grade of each rating."""
        return self.people.grades[self.part].astype(np.float64)

    def chances(self, support_size: float, exponent: float) -> NDArray[np.float64]:
        """Return π of each rating in one drawing."""
        popularity = self.people.counts[self.items].astype(np.float64) ** exponent
        support_sizes = np.minimum(support_size, MAX_PART * self.people.sizes)[self.rows]
        sums = np.bincount(self.own_rows, popularity)[self.own_rows]
        chances: NDArray[np.float64] = np.minimum(1.0, support_sizes * popularity / sums)
        return chances

    def expected(self, support_size: float) -> NDArray[np.float64]:
        """Return E[x̃] of each rating, the mean over the drawings."""
        drawn = np.zeros(len(self.rows))
        for exponent, share in DRAWINGS:
            drawn += share * self.chances(support_size, exponent) * self.grades
        return drawn


def blocks(people: TrainingPeople, people_a_block: int = PEOPLE_A_BLOCK) -> Iterator[PeopleBlock]:
    """Yield a block of people at a time, so that nothing of all ratings is held in float64."""
    for first in range(0, len(people.sizes), people_a_block):
        bounds = people.starts[first : first + people_a_block + 1]
        n_people = len(bounds) - 1
        rows = np.repeat(np.arange(first, first + n_people), np.diff(bounds))
        yield PeopleBlock(people, slice(int(bounds[0]), int(bounds[-1])), rows, first, n_people)


def select(people: TrainingPeople, chosen: NDArray[np.bool_]) -> TrainingPeople:
    """Return some of the people, in their order."""
    if chosen.all():
        return people
    lengths = np.diff(people.starts)
    kept = np.repeat(chosen, lengths)
    return replace(
        people,
        starts=np.concatenate(([0], np.cumsum(lengths[chosen]))),
        items=people.items[kept],
        grades=people.grades[kept],
        likes=people.likes[kept],
        sizes=people.sizes[chosen],
        weights=people.weights[chosen],
    )


def batches(people: TrainingPeople, chosen: NDArray[np.bool_]) -> Iterator[TrainingPeople]:
    """Yield some of the people in their order, about two million ratings at a time.

    What is made of a batch's ratings then takes no more memory for many ratings than for two million.
    """
    ends = np.cumsum(np.where(chosen, np.diff(people.starts), 0))
    n_ratings = int(ends[-1]) if len(ends) else 0
    inner = np.searchsorted(ends, np.arange(RATINGS_A_BATCH, n_ratings, RATINGS_A_BATCH)) + 1
    bounds = np.unique([0, *inner.tolist(), len(chosen)])
    for first, last in pairwise(bounds.tolist()):
        some = select(_slice(people, first, last), chosen[first:last])
        if len(some.items):
            yield some


def _slice(people: TrainingPeople, first: int, last: int) -> TrainingPeople:
    """Return people first to last, nothing copied but where their ratings start."""
    starts = people.starts[first : last + 1]
    part = slice(int(starts[0]), int(starts[-1]))
    return replace(
        people,
        starts=starts - starts[0],
        items=people.items[part],
        grades=people.grades[part],
        likes=people.likes[part],
        sizes=people.sizes[first:last],
        weights=people.weights[first:last],
    )


def proportional_up_to(people: TrainingPeople) -> NDArray[np.float64]:
    """Return the support size up to which each person's π grow in proportion to it: float64[n_people].

    Up to there no π is cut off: k ≤ n_u / 2 and k max c_i ≤ Σ c_i. Infinite without any item.
    """
    limits = MAX_PART * people.sizes.astype(np.float64)
    for block in blocks(people):
        counts = people.counts[block.items].astype(np.float64)
        greatest = np.zeros(block.n_people)
        np.maximum.at(greatest, block.own_rows, counts)
        evenly = np.bincount(block.own_rows, counts, block.n_people) / np.maximum(greatest, 1.0)
        part = slice(block.first, block.first + block.n_people)
        limits[part] = np.where(greatest > 0, np.minimum(limits[part], evenly), np.inf)
    return limits


def expected_supports(people: TrainingPeople, support_size: float) -> sparse.csr_array:
    """Return √w E[x̃] of everybody: sparse float32[n_people, m], the mean over the drawings."""
    expected = np.empty(len(people.items), dtype=np.float32)
    for block in blocks(people):
        expected[block.part] = block.expected(support_size) * np.sqrt(people.weights)[block.rows]
    return as_rows(people, expected)


def as_rows(people: TrainingPeople, values: NDArray[np.generic]) -> sparse.csr_array:
    """Return one value a rating as a sparse matrix people × items, values and items not copied."""
    starts = people.starts.astype(people.items.dtype) if len(people.items) < 2**31 else people.starts
    return sparse.csr_array((values, people.items, starts), shape=(len(people.sizes), len(people.counts)))
