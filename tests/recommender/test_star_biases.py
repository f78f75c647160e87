from __future__ import annotations

import numpy as np
import pytest

from recommender import star_biases
from recommender.ratings import count_stars
from recommender.star_biases import people_for_factors, share_for_factors, with_damped_biases
from recommender.svd_training import SvdParameters, train_star_model
from recommender.training import TrainingParameters, train
from tests.recommender.worlds import catalogue, ratings

PARAMETERS = SvdParameters(n_factors=8, n_epochs=5)


def test_a_star_model_of_some_people_takes_the_biases_of_all() -> None:
    some = train_star_model(ratings().restrict_to_users(range(40)), PARAMETERS, seed=0)
    counts, star_sums = count_stars(ratings())
    found = with_damped_biases(some, counts, star_sums)
    film = int(np.argmax(counts))
    stars = ratings().stars[ratings().item_rows == film].astype(float)
    mean = float(ratings().stars.astype(float).mean())

    assert found.global_mean == pytest.approx(mean)
    assert found.item_biases[film] == pytest.approx((stars - mean).sum() / (len(stars) + 5), abs=1e-5)
    np.testing.assert_array_equal(found.item_factors, some.item_factors)


def test_a_film_that_nobody_rated_has_no_bias() -> None:
    counts, star_sums = count_stars(ratings())
    counts[3], star_sums[3] = 0, 0.0
    model = train_star_model(ratings(), PARAMETERS, seed=0)

    assert with_damped_biases(model, counts, star_sums).item_biases[3] == 0.0


def test_few_ratings_are_all_learned_from() -> None:
    assert share_for_factors(8_000_000) == 1.0
    assert people_for_factors(ratings(), seed=0) is ratings()
    model = train(ratings(), catalogue(), TrainingParameters(svd=PARAMETERS), seed=1).star_model
    stock = train_star_model(ratings(), PARAMETERS, seed=1)
    np.testing.assert_array_equal(model.item_biases, stock.item_biases)


def test_of_many_ratings_factors_come_from_some_people_and_biases_from_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(star_biases, "MAX_RATINGS_FOR_FACTORS", ratings().n_ratings // 2)
    some = people_for_factors(ratings(), seed=1)
    counts, star_sums = count_stars(ratings())

    model = train(ratings(), catalogue(), TrainingParameters(svd=PARAMETERS), seed=1).star_model

    assert 0.3 * ratings().n_users < some.n_users < 0.7 * ratings().n_users
    expected = with_damped_biases(train_star_model(some, PARAMETERS, seed=1), counts, star_sums)
    np.testing.assert_array_equal(model.item_factors, expected.item_factors)
    np.testing.assert_array_equal(model.item_biases, expected.item_biases)
