from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.star_model import StarModel, displayed


@st.composite
def folded(draw):
    """Draw a random model and one person's ratings."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n_items, n_factors = draw(st.integers(1, 30)), draw(st.integers(1, 8))
    model = StarModel(
        global_mean=3.5,
        item_biases=rng.normal(0, 0.5, n_items).astype(np.float32),
        item_factors=rng.normal(0, draw(st.sampled_from([0.0, 0.1, 1.0])), (n_items, n_factors)).astype(
            np.float32
        ),
        ridge=draw(st.sampled_from([0.01, 1.0, 4.0])),
        bias_scale=draw(st.sampled_from([0.5, 1.0])),
    )
    rows = rng.choice(n_items, draw(st.integers(0, n_items)), replace=False)
    return model, rows, rng.integers(1, 11, len(rows)) / 2


def slow_fold_in(model, rows, stars):
    """Solve the same ridge regression as ordinary least squares with λ as extra rows."""
    factors = model.item_factors.astype(np.float64)
    n_factors = factors.shape[1]
    design = np.column_stack([np.full(len(rows), model.bias_scale), factors[rows]])
    penalty = np.sqrt(model.ridge) * np.eye(n_factors + 1)
    targets = stars - model.global_mean - model.item_biases[rows].astype(np.float64)
    stacked = np.vstack([design, penalty]), np.concatenate([targets, np.zeros(n_factors + 1)])
    return np.linalg.lstsq(*stacked, rcond=None)[0]


@settings(max_examples=60, deadline=None)
@given(folded())
def test_the_fold_in_is_the_ridge_solution(case):
    model, rows, stars = case
    person = model.fold_in(rows, stars)
    np.testing.assert_allclose(person.weights, slow_fold_in(model, rows, stars), atol=1e-8)
    assert person.bias == pytest.approx(person.weights[0] * model.bias_scale)


@settings(max_examples=60, deadline=None)
@given(folded())
def test_contributions_sum_to_the_score_of_every_item(case):
    model, rows, stars = case
    person = model.fold_in(rows, stars)
    everything = np.arange(len(model.item_biases))
    sums = person.contributions(everything).sum(axis=1)
    np.testing.assert_allclose(person.scores_of(everything) - person.baseline(everything), sums, atol=1e-9)
    np.testing.assert_allclose(person.scores(), person.scores_of(everything), atol=1e-4)
    assert person.scores().dtype == np.float32


@settings(max_examples=40, deadline=None)
@given(folded())
def test_the_share_of_doubt_is_the_ridge_posterior_and_shrinks_with_every_rating(case):
    model, rows, stars = case
    everything = np.arange(len(model.item_biases))
    design = np.column_stack([np.full(len(everything), model.bias_scale), model.item_factors]).astype(
        np.float64
    )
    covariance = np.linalg.inv(design[rows].T @ design[rows] + model.ridge * np.eye(design.shape[1]))
    unsure = model.ridge * np.einsum("if,fg,ig->i", design, covariance, design)
    shares = model.fold_in(rows, stars).share_of_doubt(everything)
    np.testing.assert_allclose(shares, unsure / np.maximum((design**2).sum(axis=1), 1e-300), atol=1e-6)
    assert ((shares >= 0) & (shares <= 1 + 1e-9)).all()
    if len(rows):
        before = model.fold_in(rows[1:], stars[1:]).share_of_doubt(everything)
        assert (shares <= before + 1e-9).all()
    np.testing.assert_allclose(model.fold_in([], []).share_of_doubt(everything), 1.0)


def test_without_ratings_everybody_is_average():
    model = StarModel(3.0, np.array([0.5, -0.5], np.float32), np.ones((2, 3), np.float32))
    nobody = model.fold_in([], [])
    assert nobody.scores().tolist() == [3.5, 2.5]
    assert nobody.contributions([0]).tolist() == [[]]


def test_one_rating_by_hand():
    """One item with factor 1, λ = 1: x = (1, 1), y = 5 − 3 − 0 = 2, w = x·y / (x·x + λ) = 2/3 each."""
    model = StarModel(3.0, np.zeros(2, np.float32), np.ones((2, 1), np.float32), ridge=1.0)
    person = model.fold_in([0], [5.0])
    np.testing.assert_allclose(person.weights, [2 / 3, 2 / 3])
    np.testing.assert_allclose(person.scores_of([1]), [3 + 4 / 3])


def test_opposite_stars_move_a_score_in_opposite_directions():
    model = StarModel(3.0, np.zeros(2, np.float32), np.ones((2, 1), np.float32))
    liked, hated = (model.fold_in([0], [stars]).scores()[1] for stars in (5.0, 1.0))
    assert hated < 3.0 < liked


def test_shown_stars_stay_between_half_and_five():
    assert [displayed(score) for score in (-1.0, 3.21, 7.0)] == [0.5, 3.21, 5.0]
