"""Everything that is trained, in order: star model, ranking model, popularity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from recommender.artifact import TrainedModel
from recommender.attributes import Attribute, find_attributes
from recommender.catalogue import Catalogue
from recommender.coded_text import NOTHING, CodedText
from recommender.memory_budget import DataShape, check_memory
from recommender.popularity import Popularity
from recommender.ranking_model import RankingModel
from recommender.ranking_training import train_ranking_model
from recommender.ratings import InvalidRatings, Ratings, count_stars
from recommender.star_biases import people_for_factors, share_for_factors, with_damped_biases
from recommender.svd_training import SvdParameters, train_star_model


@dataclass(frozen=True)
class TrainingParameters:
    """What may be chosen about a training."""

    svd: SvdParameters = field(default_factory=SvdParameters)


@dataclass(frozen=True)
class Progress:
    """Where training is: step of `of` steps of a stage ("svd", "ranking", "popularity"), and a finding."""

    stage: str
    step: int
    of: int
    note: CodedText = NOTHING


class RankingTrainer(Protocol):
    """Makes a ranking model, as `train_ranking_model` does."""

    def __call__(
        self,
        ratings: Ratings,
        *,
        attributes: Sequence[Attribute],
        memory_mb: int | None,
        n_factors: int,
        threads: int,
        on_step: Callable[[int, int, CodedText], None],
    ) -> RankingModel:
        """Train a ranking model."""


def train(
    ratings: Ratings,
    catalogue: Catalogue,
    parameters: TrainingParameters | None = None,
    *,
    seed: int,
    memory_mb: int | None = None,
    threads: int = 1,
    report: Callable[[Progress], None] = lambda _: None,
    rank: RankingTrainer = train_ranking_model,
) -> TrainedModel:
    """Return the whole model from ratings; the same ratings, parameters and seed give the same model.

    (Byte for byte on the same libraries with as many threads: more threads add in another order.)
    The catalogue is laid out anew for the ratings' movies. memory_mb bounds the whole process, threads what
    sums of sparse ratings use; rank trains the ranking model. Raises InvalidRatings without any rating, and
    TooLittleMemory before anything long begins.
    """
    if ratings.n_ratings == 0:
        raise InvalidRatings("there are no ratings to train on")
    chosen = parameters or TrainingParameters()
    shape = DataShape(ratings.n_ratings, ratings.n_users, ratings.n_items)
    check_memory(shape, memory_mb, n_factors=chosen.svd.n_factors, bytes_a_rating_read=0)
    epochs = chosen.svd.n_epochs
    counts, star_sums = count_stars(ratings)
    star_model = train_star_model(
        people_for_factors(ratings, seed),
        chosen.svd,
        seed=seed,
        on_epoch=lambda epoch: report(Progress("svd", epoch, epochs)),
    )
    if share_for_factors(ratings.n_ratings) < 1:
        star_model = with_damped_biases(star_model, counts, star_sums)
    films = catalogue.reorder_to(ratings.movie_ids)
    ranking_model = rank(
        ratings,
        attributes=find_attributes(films),
        memory_mb=memory_mb,
        n_factors=chosen.svd.n_factors,
        threads=threads,
        on_step=lambda step, of, note: report(Progress("ranking", step, of, note)),
    )
    popularity = Popularity.from_aggregates(counts, star_sums)
    report(Progress("popularity", 1, 1))
    return TrainedModel(star_model, ranking_model, popularity, films)
