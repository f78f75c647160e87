"""Everything that is trained, in order: star model, ranking model, popularity."""

from collections.abc import Callable
from dataclasses import dataclass, field

from recommender.artifact import TrainedModel
from recommender.catalogue import Catalogue
from recommender.popularity import Popularity
from recommender.ratings import InvalidRatings, Ratings
from recommender.svd_training import SvdParameters, train_star_model


@dataclass(frozen=True)
class TrainingParameters:
    """What may be chosen about a training."""

    svd: SvdParameters = field(default_factory=SvdParameters)


@dataclass(frozen=True)
class Progress:
    """Where the training is: step of `of` steps of a stage ("svd", "ranking", "popularity")."""

    stage: str
    step: int
    of: int


def train(
    ratings: Ratings,
    catalogue: Catalogue,
    parameters: TrainingParameters | None = None,
    *,
    seed: int,
    memory_mb: int | None = None,
    report: Callable[[Progress], None] = lambda _: None,
) -> TrainedModel:
    """The whole model from ratings; the same ratings, parameters and seed give the same model.

    The catalogue is laid out anew for the ratings' movies. Raises InvalidRatings without any rating.
    """
    if ratings.n_ratings == 0:
        raise InvalidRatings("there are no ratings to train on")
    chosen = parameters or TrainingParameters()
    epochs = chosen.svd.n_epochs
    star_model = train_star_model(
        ratings, chosen.svd, seed=seed, on_epoch=lambda epoch: report(Progress("svd", epoch, epochs))
    )
    popularity = Popularity.from_ratings(ratings)
    report(Progress("popularity", 1, 1))
    return TrainedModel(star_model, None, popularity, catalogue.reorder_to(ratings.movie_ids))
