"""The gate that a new model passes before it serves."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.catalogue import build_catalogue
from recommender.coded_text import coded
from recommender.evaluation.gate import (
    HeldOutPerson,
    Scores,
    decide,
    held_out_examples,
    non_finite_parts,
    personal_ranker,
    popular_ranker,
    score,
)
from recommender.ratings import build_ratings
from recommender.recommender import Recommender
from recommender.svd_training import SvdParameters
from recommender.training import TrainingParameters, train
from tests.support.small_world import small_world


def scores_of(ndcg: list[float]) -> Scores:
    return Scores(np.array(ndcg), np.full(len(ndcg), math.nan))


def slow_ndcg(films: list[int], liked: set[int]) -> float:
    dcg = sum(1 / math.log2(rank + 1) for rank, film in enumerate(films[:10], start=1) if film in liked)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(10, len(liked)) + 1))
    return dcg / ideal


@given(st.permutations(range(30)), st.sets(st.integers(0, 40), min_size=1))
def test_ndcg_is_what_its_definition_says(films: list[int], liked: set[int]) -> None:
    person = HeldOutPerson({99: 4.0}, dict.fromkeys(liked, 5.0) | {100: 1.0})
    result = score([person], lambda _: tuple(films))
    assert result.ndcg[0] == pytest.approx(slow_ndcg(films, liked))


def test_the_stars_of_a_list_are_those_of_its_rated_films() -> None:
    person = HeldOutPerson({9: 4.0}, {1: 5.0, 2: 2.0, 3: 4.0})
    assert score([person], lambda _: (1, 2, 7)).stars[0] == 3.5
    assert math.isnan(score([person], lambda _: (7, 8)).stars[0])
    assert score([person], lambda _: (7, 8)).means() == {"ndcg_at_10": 0.0}


def test_people_give_half_of_their_ratings_at_most_ten_and_are_asked_about_the_rest() -> None:
    world = small_world()
    ratings = build_ratings(world.user_ids, world.movie_ids, world.stars)
    people = held_out_examples(ratings)
    assert {len(person.support) for person in people} == {10}
    for person in people:
        assert not person.support.keys() & person.query.keys()
        assert max(person.query.values()) >= 4.0


def test_somebody_with_one_rating_or_no_liked_film_is_not_asked() -> None:
    ratings = build_ratings([1, 2, 2, 2], [10, 10, 11, 12], [5.0, 1.0, 2.0, 3.0])
    assert held_out_examples(ratings) == []


def test_a_challenger_as_good_as_the_live_model_passes() -> None:
    live = scores_of([0.5, 0.7] * 10)
    assert decide(live, live, scores_of([0.4] * 20)).passes


def test_a_challenger_slightly_worse_within_noise_passes() -> None:
    live = scores_of([0.5, 0.7] * 10)
    challenger = scores_of([0.7, 0.49] * 10)
    assert challenger.ndcg.mean() < live.ndcg.mean()
    assert decide(challenger, live, scores_of([0.4] * 20)).passes


def test_a_challenger_worse_beyond_noise_is_turned_away_with_both_numbers() -> None:
    verdict = decide(scores_of([0.50, 0.51] * 10), scores_of([0.6, 0.62] * 10), scores_of([0.4] * 20))
    assert not verdict.passes
    assert verdict.reason.code == "worse_than_live"
    assert verdict.reason.values["mine"] == pytest.approx(0.505)
    assert verdict.reason.values["live"] == pytest.approx(0.61)


def test_a_challenger_no_better_than_the_popular_list_is_turned_away_even_without_a_live_model() -> None:
    verdict = decide(scores_of([0.4] * 20), None, scores_of([0.4] * 20))
    assert not verdict.passes
    assert verdict.reason.code == "not_better_than_popular"


def test_after_a_roll_back_as_good_is_not_enough() -> None:
    live, popular = scores_of([0.5, 0.7] * 10), scores_of([0.4] * 20)
    better = scores_of([0.6, 0.8] * 10)
    assert not decide(live, live, popular, must_be_better=True).passes
    assert decide(better, live, popular, must_be_better=True).passes


def test_after_a_roll_back_without_a_model_to_compare_with_nothing_passes() -> None:
    verdict = decide(scores_of([0.9] * 20), None, scores_of([0.4] * 20), must_be_better=True)
    assert not verdict.passes


def test_too_few_people_decide_nothing() -> None:
    verdict = decide(scores_of([0.9] * 9), None, scores_of([0.1] * 9))
    assert not verdict.passes
    assert verdict.reason == coded("too_few_people", people=9, needed=10)


def test_numbers_that_are_not_finite_are_named() -> None:
    world = small_world()
    ratings = build_ratings(world.user_ids, world.movie_ids, world.stars)
    catalogue = build_catalogue((m.movie_id, m.title, m.year, m.genres) for m in world.movies)
    model = train(ratings, catalogue, TrainingParameters(svd=SvdParameters(n_factors=4, n_epochs=2)), seed=0)
    assert non_finite_parts(model) == ()
    recommender = Recommender(model)
    people = held_out_examples(ratings)[:3]
    for ranker in (personal_ranker(recommender), popular_ranker(recommender)):
        for person in people:
            films = ranker(person.support)
            assert len(films) == 10
            assert not set(films) & person.support.keys()
    assert model.star_model is not None
    model.star_model.item_biases[3] = np.nan
    assert non_finite_parts(model) == ("star_model",)
