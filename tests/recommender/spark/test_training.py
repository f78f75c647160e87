"""Spark's model against the one-machine model of the same files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recommender.artifact import TrainedModel
from recommender.memory_budget import TooLittleMemory
from recommender.parquet_ratings import draw_person_numbers, read_parquet, write_partitions
from recommender.ratings import InvalidRatings, Ratings
from recommender.recommender import Recommender
from recommender.spark.reading import read_people
from recommender.spark.training import (
    MAX_FILMS,
    DriverShare,
    driver_share,
    train_on_spark,
)
from recommender.svd_training import SvdParameters
from recommender.training import Progress, TrainingParameters, train
from tests.recommender.worlds import catalogue, ratings

pytestmark = pytest.mark.slow

PARAMETERS = TrainingParameters(svd=SvdParameters(n_factors=8, n_epochs=5))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed (requirements-spark.txt)")
    path = tmp_path_factory.mktemp("ratings") / "out"
    numbers = draw_person_numbers(ratings().n_users, np.random.default_rng(0))
    write_partitions(ratings(), path, numbers, 3)
    return path


def trained_on_spark(spark: Any, folder: Path, **more: Any) -> TrainedModel:
    people = read_people(spark, [f"{folder}/*.parquet"], catalogue().movie_ids, partitions=5)
    return train_on_spark(people, catalogue(), PARAMETERS, seed=3, **more)


REPORTED: list[Progress] = []


@cache
def both(spark: Any, folder: Path) -> tuple[Ratings, TrainedModel, TrainedModel]:
    here, _ = read_parquet(str(folder), catalogue().movie_ids)
    one = train(here, catalogue(), PARAMETERS, seed=3)
    return here, one, trained_on_spark(spark, folder, report=REPORTED.append)


def test_the_top_ten_are_those_of_one_machine(spark: Any, folder: Path) -> None:
    here, one, other = both(spark, folder)
    recommenders = [Recommender(one), Recommender(other)]
    same = 0
    for user in range(here.n_users):
        mine = here.user_rows == user
        profile = dict(
            zip(here.movie_ids[here.item_rows[mine]].tolist(), here.stars[mine].tolist(), strict=True)
        )
        few = dict(list(profile.items())[:8])
        lists = [[film.movie_id for film in each.recommend(few, n=10).items] for each in recommenders]
        same += lists[0] == lists[1]
    assert same >= 0.995 * here.n_users


def test_stars_and_popularity_are_the_same_and_weights_are_near(spark: Any, folder: Path) -> None:
    _, one, other = both(spark, folder)
    np.testing.assert_array_equal(one.star_model.item_factors, other.star_model.item_factors)
    np.testing.assert_array_equal(one.popularity.scores, other.popularity.scores)
    assert one.ranking_model is not None
    assert other.ranking_model is not None
    np.testing.assert_array_equal(one.ranking_model.item_rows, other.ranking_model.item_rows)
    np.testing.assert_allclose(one.ranking_model.bases, other.ranking_model.bases, atol=1e-4)
    np.testing.assert_array_equal(one.ranking_model.counts, other.ranking_model.counts)


def test_where_not_everybody_fits_the_star_model_learns_from_some(spark: Any, folder: Path) -> None:
    people = read_people(spark, [str(folder)], catalogue().movie_ids)
    some, everybody = people.sample(0.5), people.sample(1.0)
    assert 40 < some.n_users < 110
    assert everybody.n_users == ratings().n_users
    assert people.totals.n_ratings == everybody.n_ratings == ratings().n_ratings


def test_what_fits_the_driver_follows_its_memory() -> None:
    assert driver_share(10**9, None) == DriverShare(0.008, MAX_FILMS)
    assert driver_share(10**6, 4_000).people == 1.0
    large = driver_share(10**9, 8_000)
    assert large.people == 0.008
    assert driver_share(10**7, 400).people < 0.7
    assert 20_000 < large.films <= MAX_FILMS
    with pytest.raises(TooLittleMemory, match="takes at least 240 MB of memory and may take 100 MB here"):
        driver_share(10**9, 100)


def test_every_stage_is_reported(spark: Any, folder: Path) -> None:
    both(spark, folder)
    assert [each.stage for each in REPORTED[:5]] == ["svd"] * 5
    ranking = [each for each in REPORTED if each.stage == "ranking"]
    assert ranking[-1].step == ranking[-1].of
    assert REPORTED[-1] == Progress("popularity", 1, 1)


def test_files_without_ratings_are_refused(spark: Any, tmp_path: Path) -> None:
    numbers = draw_person_numbers(0, np.random.default_rng(0))
    write_partitions(ratings().restrict_to_users([]), tmp_path / "none", numbers, 1)
    with pytest.raises(InvalidRatings, match="there are no ratings to train on"):
        trained_on_spark(spark, tmp_path / "none")
