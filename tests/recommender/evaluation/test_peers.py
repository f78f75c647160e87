from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest

from recommender.evaluation.peers.autoencoder import input_layer
from recommender.evaluation.peers.knn_baseline import train_knn_baseline
from recommender.evaluation.peers.linear import Popular, train_ease, train_edlae
from recommender.evaluation.peers.product import ProductOfExperts
from recommender.evaluation.peers.rec_vae import log_prior
from recommender.evaluation.peers.tuning import PEERS, Choice, Peer, choose, tuned
from recommender.evaluation.splits import strong_generalization_split
from recommender.ratings import Ratings, build_ratings
from tests.recommender.worlds import catalogue, fan_of, ratings, world

PERSONAL = {"PureSVD", "EASE", "EDLAE", "TF-IDF/BM25 item-item", "iALS"}
PERSONAL |= {"Mult-VAE", "RecVAE", "Mult-VAE × EDLAE"}


@cache
def a_split() -> tuple[Ratings, Any]:
    return strong_generalization_split(ratings(), seed=0, fewest=15)


def first_choice(peer: Peer) -> Choice:
    choice = peer.usual
    return choice | {name: value for name, value in [("epochs", 30), ("strength", 2.0)] if name in choice}


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning", "ignore::UserWarning")
def test_a_peer_learns_who_likes_what(peer: Peer) -> None:
    if not peer.is_installed:
        pytest.skip(f"{peer.needs} is not installed")
    contender = peer.train(a_split()[0], 0, **first_choice(peer))
    given = fan_of("space", "love")
    rows = catalogue().item_rows_of(sorted(given)).astype(np.int64)
    stars = np.array([given[movie_id] for movie_id in sorted(given)])
    scores = np.array(contender.scores(rows, stars), dtype=float)
    scores[rows] = -np.inf
    best = catalogue().movie_ids[np.argsort(-scores)[:5]].tolist()
    groups = [world().group_of_movie[movie_id] for movie_id in best]
    predicted = contender.predicted_stars(rows, stars)

    assert scores.shape == (ratings().n_items,)
    assert predicted is None or ((predicted >= 0.5) & (predicted <= 5)).all()
    if peer.name in PERSONAL:
        assert groups.count("space") + groups.count("love") >= 3


def test_ease_has_the_zero_diagonal_and_ridge_of_its_paper() -> None:
    ease = train_ease(ratings(), 0, threshold=4.0, ridge=10.0)
    liked = np.zeros((ratings().n_users, ratings().n_items))
    liked[ratings().user_rows, ratings().item_rows] = ratings().stars >= 4
    liked = liked[:, ease.taking_part]
    column, others = 3, np.delete(np.arange(liked.shape[1]), 3)
    gram = liked[:, others].T @ liked[:, others] + 10 * np.eye(len(others))
    expected = np.linalg.solve(gram, liked[:, others].T @ liked[:, column])

    np.testing.assert_allclose(ease.weights[others, column], expected, atol=1e-4)
    assert ease.weights[column, column] == 0


def test_edlae_is_the_best_regression_from_rows_of_which_half_was_dropped() -> None:
    """Every way to drop is tried: of five items one is to be told, each other one is kept or not."""
    keep, n = 0.5, 5
    rows = np.random.default_rng(3).random((30, n)) < 0.6
    users, items = np.nonzero(rows)
    some = build_ratings(users, items, np.full(len(users), 5.0), item_ids=np.arange(n))
    edlae = train_edlae(some, 0, threshold=4.0, dropout=1 - keep, ridge=0.0)
    for item in range(n):
        others = np.delete(np.arange(n), item)
        kept = np.array(list(product([0, 1], repeat=n - 1)))
        inputs = np.concatenate([rows[:, others] * mask for mask in kept])
        best = np.linalg.lstsq(inputs, np.tile(rows[:, item], len(kept)).astype(float), rcond=None)[0]

        np.testing.assert_allclose(edlae.weights[others, item], keep * best, atol=1e-5)


def test_without_dropout_edlae_is_ease() -> None:
    edlae = train_edlae(ratings(), 0, threshold=4.0, dropout=0.0, ridge=10.0)

    np.testing.assert_array_equal(edlae.weights, train_ease(ratings(), 0, threshold=4.0, ridge=10.0).weights)


def test_a_product_follows_either_expert_when_it_has_all_the_say() -> None:
    linear = train_edlae(ratings(), 0, threshold=4.0, dropout=0.5, ridge=10.0)
    network: Any = Popular(np.arange(ratings().n_items, dtype=float))
    rows, stars = np.array([3, 7]), np.array([5.0, 5.0])
    alone = linear.scores(rows, stars)
    by_linear = ProductOfExperts(network, linear, 1.0).scores(rows, stars)
    by_network = ProductOfExperts(network, linear, 0.0).scores(rows, stars)
    takes_part = alone > -np.inf

    np.testing.assert_allclose(np.exp(by_linear[takes_part]), np.maximum(alone[takes_part], 1e-3), rtol=1e-6)
    np.testing.assert_array_equal(by_network[takes_part], np.arange(ratings().n_items)[takes_part])
    assert (by_linear[~takes_part] == -np.inf).all()


def test_adding_up_the_weights_of_films_that_are_there_is_a_dense_layer_over_rows_of_length_one() -> None:
    torch = pytest.importorskip("torch")
    layer = input_layer(50, 7, 0.5)
    rows = (torch.rand(9, 50) < 0.2).float()
    rows[3] = 0  # somebody who liked nothing
    dense = torch.nn.functional.normalize(rows) @ layer.weights.weight + layer.bias
    assert torch.allclose(layer.eval()(rows), dense, atol=1e-6)
    drawn = layer.train()(rows)
    assert torch.allclose(drawn[3], layer.bias)
    assert not torch.allclose(drawn, dense, atol=1e-6)  # films were dropped


def test_the_composite_prior_of_rec_vae_is_a_density_that_remembers() -> None:
    torch = pytest.importorskip("torch")
    z = torch.linspace(-1500.0, 1500.0, 600_001, dtype=torch.float64)
    mean, log_variance = torch.full_like(z, 2.0), torch.full_like(z, -3.0)
    density = log_prior(z, mean, log_variance).exp()

    assert float(torch.trapezoid(density, z)) == pytest.approx(1.0, abs=1e-3)
    assert float(z[density.argmax()]) == pytest.approx(2.0, abs=0.01)


def test_tuning_takes_the_choice_that_serves_held_out_people_best(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "recommender.evaluation.peers.tuning.strong_generalization_split",
        lambda some, *, seed: strong_generalization_split(some, seed=seed, fewest=15),
    )
    by_fame = Peer("by fame", _train_by_fame, grid={"sign": (-1.0, 1.0, 0.0)})

    assert choose(by_fame, ratings()) == {"sign": 1.0}


def test_tuning_goes_round_until_no_parameter_can_be_bettered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "recommender.evaluation.peers.tuning.strong_generalization_split",
        lambda some, *, seed: strong_generalization_split(some, seed=seed, fewest=15),
    )
    trained: list[tuple[float, float]] = []

    def train(some: Ratings, seed: int, *, first: float, second: float) -> Popular:
        trained.append((first, second))
        # the best `first` shows only beside the best `second`
        return _train_by_fame(some, seed, sign=second if first == second else -1.0)

    valley = Peer("valley", train, grid={"first": (0.0, 1.0), "second": (0.0, 1.0, 0.5)})

    assert choose(valley, ratings()) == {"first": 0.0, "second": 0.0}
    assert len(trained) == len(set(trained)) == 4


def test_knn_baseline_has_the_similarities_and_predictions_of_surprise() -> None:
    from surprise import Dataset, KNNBaseline, Reader

    frame = pd.DataFrame({"user": ratings().user_rows, "item": ratings().item_rows, "stars": ratings().stars})
    trainset = Dataset.load_from_df(frame, Reader(rating_scale=(0.5, 5.0))).build_full_trainset()
    options = {"name": "pearson_baseline", "user_based": False}
    theirs = KNNBaseline(k=5, sim_options=options, bsl_options={"method": "als"}, verbose=False)
    theirs.fit(trainset)
    ours = train_knn_baseline(ratings(), 0, neighbours=5)
    rows = [trainset.to_raw_iid(inner) for inner in range(trainset.n_items)]
    person = int(ratings().user_rows[0])
    mine = ratings().user_rows == person
    predicted = ours.predicted_stars(
        ratings().item_rows[mine].astype(np.int64), ratings().stars[mine].astype(np.float64)
    )
    similarity = np.array(theirs.sim)
    np.fill_diagonal(similarity, np.diag(ours.similarity[np.ix_(rows, rows)]))

    np.testing.assert_allclose(ours.similarity[np.ix_(rows, rows)], similarity, atol=1e-5)
    for item in np.setdiff1d(rows, ratings().item_rows[mine])[:20].tolist():
        assert predicted[item] == pytest.approx(theirs.predict(person, item).est, abs=0.01)


def _train_by_fame(some: Ratings, seed: int, *, sign: float) -> Popular:
    return Popular(sign * np.bincount(some.item_rows, some.stars >= 4, minlength=some.n_items))


def test_a_peer_is_tuned_once_and_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Ratings] = []
    monkeypatch.setattr(
        "recommender.evaluation.peers.tuning.choose",
        lambda peer, some: calls.append(some) or {"threshold": 4.0},
    )
    said: list[str] = []
    entry = tuned(PEERS[0], said.append)
    entry.train(ratings(), 0)
    entry.train(ratings(), 1)

    assert len(calls) == 1
    assert said == ["popularity: {'threshold': 4.0}"]


def test_a_missing_package_is_noticed() -> None:
    assert not replace(PEERS[0], needs="a_package_nobody_has").is_installed
