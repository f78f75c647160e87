"""What each MovieLens data set takes, computed: memory by the training's own budget, time from unit costs.

Nothing is trained here. The unit costs are processor time, measured by `scripts.bench scale`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.memory_budget import DataShape, least_mb
from recommender.movielens.sizes import SIZES, assumed_counts, films_taking_part
from recommender.quicker_sums import DENSE_STEPS_A_CROSS_PAIR, DENSE_STEPS_A_FACTOR, DENSE_STEPS_A_PAIR
from recommender.ranking_levels import RANK, WEIGHTS_A_ROW
from recommender.ranking_training import SUPPORT_SIZES
from recommender.star_biases import MAX_RATINGS_FOR_FACTORS
from scripts.benches.measuring import Bench, Options, Row
from scripts.benches.synthetic import FACTORS

MEMORY_MB = (512, 1_000, 2_000, 4_000)
SECONDS_A_RATING = 1e-5  # of the SVD's twenty epochs
STEPS_A_SECOND = 40e9  # multiply-adds of dense blocks: 26 to 55 from 1M to 32M
BYTES_A_RATING_STORED = 75  # in PostgreSQL with its index: `scripts.bench database-size`


@dataclass(frozen=True)
class TrainingEstimate:
    """What a training within some memory would come to."""

    films: int
    share_of_ratings: float
    minutes: float
    model_mb: float


def estimate(shape: DataShape, memory_mb: int) -> TrainingEstimate | None:
    """Return what a training comes to; None where the memory does not suffice to begin."""
    if memory_mb < least_mb(shape, FACTORS):
        return None
    counts = assumed_counts(shape)
    films = films_taking_part(counts, memory_mb, FACTORS)
    ranked = float(counts[:films].sum())
    factorised = min(shape.n_ratings, MAX_RATINGS_FOR_FACTORS)
    seconds = SECONDS_A_RATING * factorised + ranking_steps(shape, films, ranked) / STEPS_A_SECOND
    return TrainingEstimate(films, ranked / shape.n_ratings, seconds / 60, model_mb(shape, films))


def ranking_steps(shape: DataShape, films: int, ranked: float) -> float:
    """Return the ranking model's work in multiply-adds: sums once, a regression a support size."""
    pairs = 2.7 * ranked**2 / shape.n_users  # people differ: the mean of squares is 2.7 squares of the mean
    sums = min(DENSE_STEPS_A_PAIR * pairs, shape.n_users * films**2)
    product = min(DENSE_STEPS_A_FACTOR * 1.5 * ranked * films, films**3 + DENSE_STEPS_A_CROSS_PAIR * pairs)
    return sums * 2 + len(SUPPORT_SIZES) * (films**3 / 2 + product)


def model_mb(shape: DataShape, films: int) -> float:
    """Return the artifact's size without titles."""
    a_film_and_size = WEIGHTS_A_ROW * (2 + (2 if films < 2**15 else 4)) + 2 * RANK * 4
    return (
        len(SUPPORT_SIZES) * (films * a_film_and_size + 4 * shape.n_items) + 4 * FACTORS * shape.n_items
    ) / 1e6


def run(_: Options) -> Iterator[Row]:
    """Compute each data set within each memory, until all films take part."""
    for size in SIZES:
        name, shape = size.name, size.shape
        stored = BYTES_A_RATING_STORED * shape.n_ratings / 1e6
        yield Row(f"{name}: at least, to train / in PostgreSQL", _at_least(shape, stored))
        told: TrainingEstimate | None = None
        for memory_mb in MEMORY_MB:
            found = estimate(shape, memory_mb)
            if found is not None and found == told:
                break
            told = found
            yield Row(f"{name}: trained within {memory_mb:,} MB", _told(found))


def _at_least(shape: DataShape, stored_mb: float) -> str:
    return f"{least_mb(shape, FACTORS):,} MB / {stored_mb:,.0f} MB"


def _told(found: TrainingEstimate | None) -> str:
    if found is None:
        return "refused at the start"
    part = f"{found.films:,} films with {found.share_of_ratings:.0%} of the ratings"
    return f"{part}, {found.minutes:,.1f} min of processor time, model of {found.model_mb:,.0f} MB"


BENCH = Bench("sizes", "What each MovieLens data set takes, computed", run)
