from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender import artifact
from recommender.evaluation.gate import non_finite_parts
from recommender.ratings import InvalidRatings, build_ratings
from recommender.recommender import Recommender
from recommender.svd_training import SvdParameters
from recommender.training import Progress, TrainingParameters, train
from tests.recommender.worlds import catalogue, ratings, world

PARAMETERS = TrainingParameters(svd=SvdParameters(n_factors=5, n_epochs=3))


def test_the_same_ratings_in_another_order_give_the_same_bytes():
    order = np.random.default_rng(5).permutation(len(world().stars))
    shuffled = build_ratings(
        world().user_ids[order],
        world().movie_ids[order],
        world().stars[order],
        item_ids=catalogue().movie_ids,
    )
    one, other = (
        artifact.pack(train(some, catalogue(), PARAMETERS, seed=4)) for some in (ratings(), shuffled)
    )
    assert one == other
    assert artifact.pack(train(ratings(), catalogue(), PARAMETERS, seed=5)) != one


def test_every_epoch_and_every_stage_is_reported():
    reported = []
    train(ratings(), catalogue(), PARAMETERS, seed=4, report=reported.append)
    assert reported[:3] == [Progress("svd", 1, 3), Progress("svd", 2, 3), Progress("svd", 3, 3)]
    ranking = [progress for progress in reported if progress.stage == "ranking"]
    steps = [progress.step for progress in ranking]
    assert steps == sorted(set(steps))
    assert steps[-1] == ranking[0].of > 20
    assert all(progress.note for progress in ranking)
    assert reported[-1] == Progress("popularity", 1, 1)


def test_everything_is_aligned_on_the_ratings_movies():
    some = build_ratings([1, 1, 2], [10, 17, 99], [4.0, 3.0, 2.0])
    model = train(some, catalogue(), PARAMETERS, seed=0)
    assert model.catalogue.movie_ids.tolist() == [10, 17, 99]
    assert model.catalogue.titles[2] == ""
    assert len(model.star_model.item_biases) == len(model.popularity.counts) == 3


def test_without_ratings_there_is_a_clear_refusal():
    with pytest.raises(InvalidRatings, match="no ratings to train on"):
        train(build_ratings([], [], [], item_ids=[10]), catalogue(), seed=0)


def test_one_rating_of_one_person_is_enough_to_train():
    model = train(build_ratings([7], [10], [5.0]), catalogue(), PARAMETERS, seed=0)
    assert np.isfinite(model.star_model.fold_in([0], [5.0]).scores()).all()


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 12),
    st.integers(1, 30),
    st.sampled_from([0.1, 0.5, 1.0]),
    st.sampled_from([(0.5,), (3.0,), (5.0,), (0.5, 5.0), (1.0, 3.5, 4.0)]),
    st.integers(0, 99),
)
def test_whatever_people_rate_the_model_is_finite_and_answers(people, films, share, stars, seed):
    """Few people, few films, all the same stars, everybody has rated everything …"""
    rng = np.random.default_rng(seed)
    rated = rng.random((people, films)) < share
    rated[0, 0] = True
    users, movies = np.nonzero(rated)
    some = build_ratings(users, movies, rng.choice(stars, len(users)), item_ids=range(films + 1))
    model = train(some, catalogue(), PARAMETERS, seed=0)
    assert non_finite_parts(model) == ()
    serving = Recommender(model)
    for person in ({}, {0: 5.0}, dict.fromkeys(range(films), 3.0)):
        items = serving.recommend(person, n=10, n_reasons=3).items
        assert all(np.isfinite(item.score) for item in items)
        assert not {item.movie_id for item in items} & {*person, films}
        assert len(serving.similar(0, n=5)) <= 5
        serving.next_question(person)
