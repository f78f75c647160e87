"""What is summed up over one block of people, so that blocks can lie on different machines.

A first round counts: how often each film was rated, how many ratings a person has. What it finds goes to
every block, and the sums of a second round add up to those over all people at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.item_sums import ItemSums, item_sums
from recommender.quicker_sums import add_cross, add_gram
from recommender.ranking_training import count_likes, gather, weights_of
from recommender.ratings import Ratings, count_stars
from recommender.support_drawing import TrainingPeople, batches, expected_supports


@dataclass(frozen=True, eq=False)
class Totals:
    """Counts over people: of each item ratings int64[n_items], stars and likes float64[n_items].

    Each person's likes count √n_u, n_u being how many items they rated.
    """

    n_people: int
    counts: NDArray[np.int64]
    star_sums: NDArray[np.float64]
    likes: NDArray[np.float64]

    def __add__(self, other: Totals) -> Totals:
        """Return the counts over both blocks' people."""
        return Totals(
            self.n_people + other.n_people,
            self.counts + other.counts,
            self.star_sums + other.star_sums,
            self.likes + other.likes,
        )

    @property
    def n_ratings(self) -> int:
        """Return how many ratings there are."""
        return int(self.counts.sum())

    @property
    def mean_size(self) -> float:
        """Return how many items a person rated on the mean."""
        return self.n_ratings / max(self.n_people, 1)

    def weighted_likes(self) -> NDArray[np.float64]:
        """Return Σ w y of every item, w = (n_u / mean n)^½."""
        weighted: NDArray[np.float64] = self.likes / np.sqrt(max(self.mean_size, 1.0))
        return weighted


@dataclass(frozen=True, eq=False)
class Everybody:
    """What the sums of a block must know of all people: of the m items that take part, and on the mean.

    taking_part: int32[m] ascending; counts: float32[m], how many people rated each of them.
    """

    taking_part: NDArray[np.int32]
    counts: NDArray[np.float32]
    mean_size: float


def count_totals(ratings: Ratings) -> Totals:
    """Return what is counted over one block's people."""
    counts, stars = count_stars(ratings)
    sizes = np.bincount(ratings.user_rows, minlength=ratings.n_users).astype(np.float32)
    return Totals(ratings.n_users, counts, stars, count_likes(ratings, weights_of(sizes, 1.0)))


def people_of(ratings: Ratings, everybody: Everybody) -> TrainingPeople:
    """Return one block's people, weighted and drawn from as among everybody."""
    people = gather(ratings, everybody.taking_part)
    weights = weights_of(people.sizes, everybody.mean_size)
    return replace(people, weights=weights, counts=everybody.counts)


def sum_of_grams(blocks: Iterable[TrainingPeople], m: int, support_size: float) -> NDArray[np.float32]:
    """Return Σ w z zᵀ over some blocks of people, its lower half: float32[m, m] in Fortran order."""
    gram = np.zeros((m, m), dtype=np.float32, order="F")
    for people in blocks:
        add_grams(gram, people, support_size)
    return gram


def add_grams(gram: NDArray[np.float32], people: TrainingPeople, support_size: float) -> None:
    """Add Σ w z zᵀ of one block's people to the lower half of a matrix."""
    for some in batches(people, np.ones(len(people.sizes), dtype=bool)):
        add_gram(gram, some, support_size)


def sum_of_crosses(blocks: Iterable[TrainingPeople], m: int, support_size: float) -> NDArray[np.float32]:
    """Return Σ w z yᵀ over some blocks of people: float32[m, m] in Fortran order."""
    cross = np.zeros((m, m), dtype=np.float32, order="F")
    for people in blocks:
        add_crosses(cross, people, support_size)
    return cross


def add_crosses(cross: NDArray[np.float32], people: TrainingPeople, support_size: float) -> None:
    """Add Σ w z yᵀ of one block's people to a matrix."""
    for some in batches(people, np.ones(len(people.sizes), dtype=bool)):
        add_cross(cross, some, support_size)


def sum_of_items(blocks: Iterable[TrainingPeople], m: int, support_size: float) -> ItemSums:
    """Return what is summed up for each item alone, over some blocks of people."""
    return sum((item_sums(people, support_size) for people in blocks), ItemSums.nothing(m))


def sum_of_spreads(
    blocks: Iterable[TrainingPeople], directions: NDArray[np.float32], support_size: float
) -> NDArray[np.float32]:
    """Return Σ w E[x̃] E[x̃]ᵀ D over some blocks of people, of directions D float32[m, d]: float32[m, d]."""
    total = np.zeros_like(directions)
    for people in blocks:
        supports = expected_supports(people, support_size)
        total += supports.T @ (supports @ directions)
    return total
