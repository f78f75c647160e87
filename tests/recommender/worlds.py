"""Trained small worlds, made once a test run."""

from __future__ import annotations

from functools import cache

from recommender.artifact import TrainedModel
from recommender.catalogue import Catalogue, build_catalogue
from recommender.ratings import Ratings, build_ratings
from recommender.recommender import Recommender
from recommender.svd_training import SvdParameters
from recommender.training import TrainingParameters, train
from tests.support.small_world import SmallWorld, small_world


@cache
def world() -> SmallWorld:
    return small_world(seed=0)


@cache
def ratings() -> Ratings:
    return build_ratings(world().user_ids, world().movie_ids, world().stars, item_ids=catalogue().movie_ids)


@cache
def catalogue() -> Catalogue:
    return build_catalogue(
        (movie.movie_id, movie.title, movie.year, movie.genres) for movie in world().movies
    )


@cache
def trained() -> TrainedModel:
    parameters = TrainingParameters(svd=SvdParameters(n_factors=12, n_epochs=30))
    return train(ratings(), catalogue(), parameters, seed=1)


@cache
def recommender() -> Recommender:
    return Recommender(trained())


def fan_of(group: str, hater_of: str, films: int = 4) -> dict[int, float]:
    """Rate as somebody who loves the best known films of one group and dislikes those of another."""
    loved, hated = world().movie_ids_of(group)[:films], world().movie_ids_of(hater_of)[:films]
    return dict.fromkeys(loved, 5.0) | dict.fromkeys(hated, 1.0)
