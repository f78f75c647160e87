from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from surprise import SVD, Dataset, Reader

from recommender.ratings import build_ratings
from recommender.svd_training import SvdParameters, train_star_model
from tests.recommender.worlds import ratings

PARAMETERS = SvdParameters(n_factors=7, n_epochs=4)


def stock_svd(some_ratings, seed):
    """Train Surprise the ordinary way: a DataFrame, its own trainset, its own numbering."""
    table = pd.DataFrame({"u": some_ratings.user_rows, "i": some_ratings.item_rows, "r": some_ratings.stars})
    trainset = Dataset.load_from_df(table, Reader(rating_scale=(0.5, 5))).build_full_trainset()
    return trainset, SVD(n_factors=7, n_epochs=4, random_state=seed).fit(trainset)


@pytest.mark.parametrize("seed", [0, 11])
def test_factors_are_those_of_the_ordinary_trainset_to_the_last_bit(seed):
    trainset, stock = stock_svd(ratings(), seed)
    ours = train_star_model(ratings(), PARAMETERS, seed=seed)
    rows = [trainset.to_raw_iid(inner) for inner in range(trainset.n_items)]
    assert sorted(rows) == np.unique(ratings().item_rows).tolist()
    np.testing.assert_array_equal(ours.item_factors[rows], stock.qi.astype(np.float32))
    np.testing.assert_array_equal(ours.item_biases[rows], stock.bi.astype(np.float32))
    assert ours.global_mean == trainset.global_mean


def test_every_epoch_is_told_when_it_is_over():
    told = []
    train_star_model(ratings(), PARAMETERS, seed=0, on_epoch=told.append)
    assert told == [1, 2, 3, 4]


def test_a_movie_without_ratings_gets_no_made_up_taste():
    some = build_ratings([1, 2], [10, 30], [4.0, 2.0], item_ids=[10, 20, 30])
    model = train_star_model(some, PARAMETERS, seed=0)
    assert model.item_factors[1].tolist() == [0.0] * 7
    assert model.item_biases[1] == 0.0
    assert model.item_factors[0].any()


def test_without_ratings_there_is_nothing_to_train():
    with pytest.raises(ValueError, match="no ratings"):
        train_star_model(build_ratings([], [], []), PARAMETERS, seed=0)


@pytest.mark.parametrize("count", [1, 3])
def test_very_few_ratings_give_a_finite_model(count):
    some = build_ratings([1] * count, range(count), [4.5] * count)
    model = train_star_model(some, PARAMETERS, seed=0)
    assert np.isfinite(model.item_factors).all()
    assert np.isfinite(model.fold_in(range(count), [4.5] * count).scores()).all()
