"""The popular list: films many people know and like, by damped mean."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.ratings import Ratings


@dataclass(frozen=True, eq=False)
class Popularity:
    """How liked and how known each film is: scores float32[n] in stars, counts int32[n] of ratings."""

    scores: NDArray[np.float32]
    counts: NDArray[np.int32]

    @classmethod
    def from_ratings(cls, ratings: Ratings) -> "Popularity":
        """Counted over training ratings."""
        counts = np.bincount(ratings.item_rows, minlength=ratings.n_items)
        sums = np.bincount(ratings.item_rows, ratings.stars.astype(np.float64), ratings.n_items)
        return cls.from_aggregates(counts, sums)

    @classmethod
    def from_aggregates(cls, counts: NDArray[Any], star_sums: NDArray[Any]) -> "Popularity":
        """From the number and the sum of stars of each film; a film without ratings gets the overall mean."""
        scores = damped_means(counts, star_sums)
        return cls(scores=scores.astype(np.float32), counts=counts.astype(np.int32))


def damped_means(counts: NDArray[Any], star_sums: NDArray[Any]) -> NDArray[np.float64]:
    """(Σ stars + k·μ) / (count + k) in stars, float64[n]; k, the weight of the mean μ, grows with the data.

    k is the count of the film in the middle of all ratings (half of all ratings are of films with at least as
    many), so that only films people know can lead the list, in data of any size.
    """
    total = int(counts.sum())
    if total == 0:
        return np.zeros(len(counts))
    mean = float(star_sums.sum()) / total
    known_first = np.sort(counts)[::-1]
    weight = float(known_first[np.searchsorted(np.cumsum(known_first), total / 2)])
    return (star_sums + weight * mean) / (counts + weight)
