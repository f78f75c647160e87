"""How much memory a training takes, counted before anything long begins.

What is held follows from how many ratings, people, films and factors there are, how many films are in the
ranking model and how many ratings those have; the bytes of each are measured (`python -m scripts.bench
scale`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PROCESS_MB = 190  # Python with NumPy, SciPy, pandas, surprise and SQLAlchemy
MIN_FILMS = 100  # fewer than these are not worth a ranking model
MIN_RATINGS = 4  # a film with fewer takes no part in it
BYTES_A_RATING_READ = 37  # ids, stars and sort keys while ratings are put in order
BYTES_A_RATING_OF_PARQUET = 60  # the same from Parquet files, whose people come in any order
BYTES_A_RATING = 12  # two int32 and a float32, all the time
BYTES_A_RATING_SVD = 5  # its own numbering and half stars
BYTES_A_PERSON_OR_FILM = 80  # a Python number for each, a few sums
BYTES_A_RATING_RANKED = 20  # items, grades, likes, expected supports
BYTES_A_RATING_SUMMED = 20  # both sides of a sparse product, of one batch of ratings at a time …
BATCH_BYTES = 80_000_000  # … and therefore at most this
BYTES_A_PAIR = 8  # two float32 matrices of m × m
BYTES_A_FILM_RANKED = 12_000  # strips and blocks
LOADING_MB = 100  # Python with NumPy, pandas and SQLAlchemy
BYTES_A_RATING_LOADED = 50  # ids, stars and times, twice while their pieces are joined
KEPT_SUMS_MB = 40  # people who changed, the gate
BYTES_A_FILM_KEPT = 11_000  # a few strips of kept sums, the weights learned before and now


class TooLittleMemory(ValueError):
    """The memory does not suffice for these ratings; the message says how much would."""

    def __init__(self, n_ratings: int, here_mb: int, least_mb: int) -> None:
        training = f"Training on {n_ratings:,} ratings" if n_ratings else "Training"
        super().__init__(
            f"{training} takes at least {least_mb:,} MB of memory and may take"
            f" {here_mb:,} MB here: raise TRAINING_MEMORY_MB where more is free, use a larger machine,"
            " or load a smaller MovieLens."
        )
        self.n_ratings, self.here_mb, self.least_mb = n_ratings, here_mb, least_mb


@dataclass(frozen=True)
class DataShape:
    """How many ratings, people and films there are; films may be unknown (0) before they are read."""

    n_ratings: int
    n_users: int = 0
    n_items: int = 0


def check_memory(
    shape: DataShape,
    memory_mb: int | None,
    *,
    n_factors: int,
    bytes_a_rating_read: int = BYTES_A_RATING_READ,
) -> None:
    """Raise TooLittleMemory unless star model, a small ranking model and (if still to do) reading fit."""
    least = least_mb(shape, n_factors, bytes_a_rating_read=bytes_a_rating_read)
    if memory_mb is not None and memory_mb < least:
        raise TooLittleMemory(shape.n_ratings, memory_mb, least)


def least_mb(shape: DataShape, n_factors: int, *, bytes_a_rating_read: int = BYTES_A_RATING_READ) -> int:
    """Return the memory below which training is not begun; no bytes are read of ratings that are at hand."""
    people_and_films = shape.n_users + shape.n_items
    factors = 8 * n_factors * people_and_films + 4 * n_factors * shape.n_items
    svd = (BYTES_A_RATING + BYTES_A_RATING_SVD) * shape.n_ratings + factors
    svd += BYTES_A_PERSON_OR_FILM * people_and_films
    return PROCESS_MB + int(np.ceil(max(svd, bytes_a_rating_read * shape.n_ratings) / 1e6))


def loading_mb(n_ratings: int) -> int:
    """Return the memory that reading so many ratings with their times takes, to be written to a database."""
    return LOADING_MB + int(np.ceil(BYTES_A_RATING_LOADED * n_ratings / 1e6))


def films_that_fit(counts: NDArray[np.int64], memory_mb: int, n_factors: int) -> int:
    """Return how many films fit into the ranking model, of films with these rating counts, descending."""
    return int(np.searchsorted(megabytes_needed(counts, n_factors), memory_mb, side="right"))


def megabytes_needed(counts: NDArray[np.int64], n_factors: int) -> NDArray[np.float64]:
    """Return what a training takes with 1, 2, … films in the ranking model: float64[n], ascending.

    counts: how many ratings each film has, descending.
    """
    ranked = np.cumsum(counts, dtype=np.float64)
    films = np.arange(1, len(counts) + 1, dtype=np.float64)
    held = BYTES_A_RATING * float(counts.sum()) + 4.0 * n_factors * len(counts)
    summed = BYTES_A_RATING_RANKED * ranked + np.minimum(BYTES_A_RATING_SUMMED * ranked, BATCH_BYTES)
    needed = held + summed + BYTES_A_PAIR * films**2 + BYTES_A_FILM_RANKED * films
    in_megabytes: NDArray[np.float64] = PROCESS_MB + needed / 1e6
    return in_megabytes


def kept_sums_mb(n_ranked: int, n_items: int, n_factors: int, n_compared: int = 0) -> int:
    """Return what a training takes that goes on from kept sums, with so many films in the ranking model.

    n_compared: how many ratings of people who may have changed are read and compared with those summed up.
    """
    pairs = BYTES_A_PAIR * float(n_ranked) ** 2 + BYTES_A_FILM_KEPT * n_ranked
    films = (12 * n_factors + 4 * BYTES_A_PERSON_OR_FILM) * n_items
    comparing = 2.0 * BYTES_A_RATING_READ * n_compared
    return PROCESS_MB + KEPT_SUMS_MB + int(np.ceil(max(pairs + films, comparing) / 1e6))
