"""Everything that is trained, of ratings that Spark holds: the twin of `recommender.training`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.attributes import find_attributes
from recommender.catalogue import Catalogue
from recommender.memory_budget import BYTES_A_RATING_READ, PROCESS_MB
from recommender.popularity import Popularity
from recommender.ranking_training import gather_attributes, learn_from_sums, most_rated, who_takes_part
from recommender.ratings import InvalidRatings
from recommender.spark.reading import PeopleOnSpark
from recommender.spark.sums import SumsOnSpark
from recommender.svd_training import train_star_model
from recommender.training import Progress, TrainingParameters

BYTES_A_PAIR = 16  # of films: two matrices of float32, and a third as bytes and as numbers while it arrives
MOST_FILMS = 23_000  # a matrix of more has 2³¹ bytes, and Spark hands nothing so large from task to task


@dataclass(frozen=True)
class DriverShare:
    """What fits the driver: the share of people from whom the SVD learns, how many films are ranked."""

    people: float
    films: int


def driver_share(n_ratings: int, memory_mb: int | None) -> DriverShare:
    """Return what fits into the driver's memory; the sums themselves are not held there before the end."""
    if memory_mb is None:
        return DriverShare(1.0, MOST_FILMS)
    free = max(memory_mb - PROCESS_MB, 0) * 1e6
    films = min(int(np.sqrt(free / BYTES_A_PAIR)), MOST_FILMS)
    return DriverShare(min(free / (BYTES_A_RATING_READ * max(n_ratings, 1)), 1.0), films)


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

    Where not all people's ratings fit memory_mb, the star model learns from a share of them. Raises
    InvalidRatings without any rating, SparkError when Spark gives up.
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
