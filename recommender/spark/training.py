"""Everything that is trained, of ratings that Spark holds: the twin of `recommender.training`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.attributes import find_attributes
from recommender.catalogue import Catalogue
from recommender.memory_budget import BYTES_A_RATING_READ, PROCESS_MB, TooLittleMemory
from recommender.popularity import Popularity
from recommender.ranking_training import gather_attributes, learn_from_sums, most_rated, who_takes_part
from recommender.ratings import InvalidRatings
from recommender.spark.reading import PeopleOnSpark
from recommender.spark.sums import SumsOnSpark
from recommender.star_biases import share_for_factors, with_damped_biases
from recommender.svd_training import train_star_model
from recommender.training import Progress, TrainingParameters

BYTES_A_PAIR = 16  # of films: two matrices of float32, and a third as bytes and as numbers while it arrives
MIN_MB = PROCESS_MB + 50  # room for a star model of a million ratings, or of two thousand films
MAX_FILMS = 23_000  # a matrix of more has 2³¹ bytes, and Spark hands nothing so large from task to task


@dataclass(frozen=True)
class DriverShare:
    """What fits the driver: the share of people from whom the SVD learns, how many films are ranked."""

    people: float
    films: int


def driver_share(n_ratings: int, memory_mb: int | None) -> DriverShare:
    """Return what fits into the driver's memory; raise TooLittleMemory where that is nothing sensible."""
    if memory_mb is None:
        return DriverShare(share_for_factors(n_ratings), MAX_FILMS)
    if memory_mb < MIN_MB:
        raise TooLittleMemory(n_ratings, memory_mb, MIN_MB)
    free = (memory_mb - PROCESS_MB) * 1e6
    films = min(int(np.sqrt(free / BYTES_A_PAIR)), MAX_FILMS)
    fitting = free / (BYTES_A_RATING_READ * max(n_ratings, 1))
    return DriverShare(min(fitting, share_for_factors(n_ratings)), films)


def train_on_spark(
    people: PeopleOnSpark,
    catalogue: Catalogue,
    parameters: TrainingParameters | None = None,
    *,
    seed: int,
    memory_mb: int | None = None,
    threads: int = 1,
    report: Callable[[Progress], None] = lambda _: None,
) -> TrainedModel:
    """Return the whole model, equal to the one of `train` but for the order of additions.

    The star model's factors are learnt from a share of the people where there are more ratings than it takes,
    or than fit memory_mb.
    Raises InvalidRatings without any rating, TooLittleMemory, and SparkError when Spark gives up.
    """
    chosen = parameters or TrainingParameters()
    totals = people.totals
    if totals.n_ratings == 0:
        raise InvalidRatings("there are no ratings to train on")
    share = driver_share(totals.n_ratings, memory_mb)
    epochs = chosen.svd.n_epochs
    star_model = train_star_model(
        people.sample(share.people),
        chosen.svd,
        seed=seed,
        on_epoch=lambda epoch: report(Progress("svd", epoch, epochs)),
    )
    if share.people < 1:
        star_model = with_damped_biases(star_model, totals.counts, totals.star_sums)
    films = catalogue.reorder_to(people.movie_ids)
    taking_part = most_rated(totals.counts, share.films)
    ranking_model = learn_from_sums(
        _sums(people, taking_part, films),
        taking_part,
        who_takes_part(totals.counts, taking_part, memory_mb),
        threads=threads,
        on_step=lambda step, of, note: report(Progress("ranking", step, of, note)),
    )
    popularity = Popularity.from_aggregates(totals.counts, totals.star_sums)
    report(Progress("popularity", 1, 1))
    return TrainedModel(star_model, ranking_model, popularity, films)


def _sums(people: PeopleOnSpark, taking_part: NDArray[np.int32], films: Catalogue) -> SumsOnSpark:
    """Return the sums over people and over attributes of films."""
    counts = people.totals.counts[taking_part].astype(np.float32)
    attributes = gather_attributes(find_attributes(films), taking_part, counts, people.totals.mean_size)
    return SumsOnSpark(people, taking_part, attributes)
