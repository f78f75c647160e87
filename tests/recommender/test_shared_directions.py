from __future__ import annotations

import numpy as np
import pytest

from recommender import shared_directions
from recommender.shared_directions import SHARE, shrink_to_shared_subspace

PEOPLE, ITEMS = 30, 12


@pytest.fixture(autouse=True)
def _three_directions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_directions, "RANK", 3)
    monkeypatch.setattr(shared_directions, "ROUNDS", 60)


def supports() -> np.ndarray:
    rng = np.random.default_rng(1)
    return (rng.random((PEOPLE, ITEMS)) * (rng.random((PEOPLE, ITEMS)) < 0.4)).astype(np.float32)


def weights(items: int = ITEMS) -> np.ndarray:
    return np.asfortranarray(np.random.default_rng(2).normal(size=(items, items)).astype(np.float32))


def leaning(some: np.ndarray, given: np.ndarray) -> np.ndarray:
    mean = given.sum(axis=0) / np.sqrt(len(given))
    return shrink_to_shared_subspace(some.copy(order="F"), lambda some: given.T @ (given @ some), mean)


def test_predictions_are_drawn_to_their_leading_principal_directions() -> None:
    given = supports()
    predictions = (given - given.mean(axis=0)) @ weights()
    leading = np.linalg.svd(predictions, full_matrices=False)[2][:3]
    expected = (1 - SHARE) * weights() + SHARE * weights() @ leading.T @ leading

    np.testing.assert_allclose(leaning(weights(), given), expected, atol=2e-3)


def test_weights_that_lie_in_few_directions_stay() -> None:
    few = np.asfortranarray(weights()[:, :2] @ weights()[:2])

    np.testing.assert_allclose(leaning(few, supports()), few, atol=1e-4)


@pytest.mark.parametrize("items", [0, 1, 2])
def test_hardly_any_items_have_no_directions_to_spare(items: int) -> None:
    some = weights(items)

    np.testing.assert_allclose(leaning(some, supports()[:, :items]), some, atol=1e-5)
