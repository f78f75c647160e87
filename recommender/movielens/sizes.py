"""How large the data sets of MovieLens are, and which of them a machine could train on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.memory_budget import MIN_RATINGS, DataShape, films_that_fit, least_mb, loading_mb

WORTH_A_STEP = 2  # so many times the ratings that are loaded
SHARE_WORTH_TRAINING = 0.9  # of all ratings, those of the films in the ranking model


@dataclass(frozen=True)
class DataSetSize:
    """What is known of a data set without loading it; last_year is that of its newest films."""

    name: str
    shape: DataShape
    last_year: int


SIZES = (
    DataSetSize("ml-latest-small", DataShape(100_836, 610, 9_742), 2018),
    DataSetSize("ml-1m", DataShape(1_000_209, 6_040, 3_706), 2000),
    DataSetSize("ml-10m", DataShape(10_000_054, 69_878, 10_677), 2008),
    DataSetSize("ml-20m", DataShape(20_000_263, 138_493, 26_744), 2015),
    DataSetSize("ml-25m", DataShape(25_000_095, 162_541, 59_047), 2019),
    DataSetSize("ml-32m", DataShape(32_000_204, 200_948, 84_432), 2023),
)


def larger_that_fits(memory_mb: int | None, n_ratings: int, name: str, n_factors: int) -> DataSetSize | None:
    """Return the largest data set that training has room for, with films as new as those of the loaded one.

    None where nothing is known of memory, or nothing larger than n_ratings fits whose films are as new.
    """
    if memory_mb is None:
        return None
    newest = max((each.last_year for each in SIZES if each.name == name), default=0)
    fitting = [
        each
        for each in SIZES
        if each.shape.n_ratings >= WORTH_A_STEP * n_ratings
        and each.last_year >= newest
        and is_room_for(each.shape, memory_mb, n_factors)
    ]
    return max(fitting, key=lambda each: each.shape.n_ratings, default=None)


def is_room_for(shape: DataShape, memory_mb: int, n_factors: int) -> bool:
    """Return whether it can be loaded, training may begin, and films with most of the ratings take part."""
    if memory_mb < max(loading_mb(shape.n_ratings), least_mb(shape, n_factors)):
        return False
    counts = assumed_counts(shape)
    return float(counts[: films_taking_part(counts, memory_mb, n_factors)].sum()) >= (
        SHARE_WORTH_TRAINING * float(counts[counts >= MIN_RATINGS].sum())
    )


def films_taking_part(counts: NDArray[np.int64], memory_mb: int, n_factors: int) -> int:
    """Return how many films the ranking model would hold; their rating counts descend."""
    return min(films_that_fit(counts, memory_mb, n_factors), int((counts >= MIN_RATINGS).sum()))


def assumed_counts(shape: DataShape) -> NDArray[np.int64]:
    """Return how ratings may be spread over the films: int64[n_items], descending.

    As (200 + rank)^-1.6, which gives ml-latest-small's best known film 334 ratings (it has 329) and 2,978
    films four or more (4,180 have). Nobody rates a film twice.
    """
    fame = (200.0 + np.arange(shape.n_items)) ** -1.6
    counts: NDArray[np.float64] = np.minimum(fame / fame.sum() * shape.n_ratings, shape.n_users)
    return counts.astype(np.int64)
