"""What each MovieLens data set takes, computed: memory by the training's own budget, time from unit costs.

Nothing is loaded, trained or served here. The unit costs are measured by `scripts.bench scale` (processor
time), `scale-database`, `api-cold` and `database-size`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.runtime.free_memory import SHARE_TO_USE
from recommender.memory_budget import DataShape, least_mb, loading_mb
from recommender.movielens.sizes import SIZES, assumed_counts, films_taking_part, is_room_for
from recommender.quicker_sums import DENSE_STEPS_A_CROSS_PAIR, DENSE_STEPS_A_FACTOR, DENSE_STEPS_A_PAIR
from recommender.ranking_levels import RANK, WEIGHTS_A_ROW
from recommender.ranking_training import SUPPORT_SIZES
from recommender.star_biases import MAX_RATINGS_FOR_FACTORS
from scripts.benches.measuring import Bench, Options, Row
from scripts.benches.synthetic import FACTORS

MEMORY_MB = (512, 1_000, 2_000, 4_000)
SECONDS_A_RATING = 1e-5  # of the SVD's twenty epochs
STEPS_A_SECOND = 40e9  # multiply-adds of dense blocks: 26 to 55 from 1M to 32M
BYTES_A_RATING_STORED = 75  # in PostgreSQL with its index
SECONDS_TO_LOAD, SECONDS_A_RATING_LOADED = 2.0, 1.5e-6  # by the clock, from files into PostgreSQL
SERVING_MB, SERVING_KB_A_FILM = 150, 0.9
DYNOS = (("basic", 512), ("standard-2x", 1_024), ("performance-m", 2_560), ("performance-l", 14_336))


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


def serving_mb(shape: DataShape) -> float:
    """Return what a process that serves holds."""
    return SERVING_MB + SERVING_KB_A_FILM * shape.n_items / 1_000


def smallest_dyno(shape: DataShape) -> str:
    """Return the smallest dyno on which a worker loads such a data set, trains on it and serves it."""
    for name, has_mb in DYNOS:
        budget = int(SHARE_TO_USE * has_mb - serving_mb(shape))
        if is_room_for(shape, budget, FACTORS):
            return name
    return "none"


def run(_: Options) -> Iterator[Row]:
    """Compute each data set within each memory, until all films take part."""
    for size in SIZES:
        name, shape = size.name, size.shape
        yield Row(f"{name}: loaded", _loaded(shape))
        yield Row(f"{name}: served, and the smallest dyno that trains beside it", _served(shape))
        yield Row(f"{name}: trained, at least", f"{least_mb(shape, FACTORS):,} MB")
        told: TrainingEstimate | None = None
        for memory_mb in MEMORY_MB:
            found = estimate(shape, memory_mb)
            if found is not None and found == told:
                break
            told = found
            yield Row(f"{name}: trained within {memory_mb:,} MB", _told(found))


def _loaded(shape: DataShape) -> str:
    seconds = SECONDS_TO_LOAD + SECONDS_A_RATING_LOADED * shape.n_ratings
    stored_mb = BYTES_A_RATING_STORED * shape.n_ratings / 1e6
    return f"{seconds:,.0f} s, {loading_mb(shape.n_ratings):,} MB; {stored_mb:,.0f} MB in PostgreSQL"


def _served(shape: DataShape) -> str:
    return f"{serving_mb(shape):,.0f} MB, {smallest_dyno(shape)}"


def _told(found: TrainingEstimate | None) -> str:
    if found is None:
        return "refused at the start"
    part = f"{found.films:,} films with {found.share_of_ratings:.0%} of the ratings"
    return f"{part}, {found.minutes:,.1f} min of processor time, model of {found.model_mb:,.0f} MB"


BENCH = Bench("sizes", "What each MovieLens data set takes, computed", run)
