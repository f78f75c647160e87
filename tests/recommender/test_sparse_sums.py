"""Sparse sums against dense ones, and against themselves in another order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recommender import sparse_sums, support_sums
from recommender.ranking_training import gather, participants
from recommender.sparse_sums import unit_for
from recommender.support_drawing import Moments, TrainingPeople
from recommender.support_sums import are_sparse, moments
from tests.recommender.worlds import ratings

SIZES = [2.0, 12.0, 75.0]


def people() -> TrainingPeople:
    return gather(ratings(), participants(ratings(), None))


def sums(
    monkeypatch: pytest.MonkeyPatch, some: TrainingPeople, size: float, *, sparsely: bool, **more: int
) -> Moments:
    monkeypatch.setattr(support_sums, "DENSE_STEPS_A_PAIR", 0.0 if sparsely else np.inf)
    return moments(some, size, **more)


@pytest.mark.parametrize("size", SIZES)
def test_sparse_sums_are_the_dense_ones(monkeypatch: pytest.MonkeyPatch, size: float) -> None:
    dense, found = (sums(monkeypatch, people(), size, sparsely=sparsely) for sparsely in (False, True))
    scale = float(np.abs(dense.gram).max())

    np.testing.assert_allclose(np.tril(found.gram), np.tril(dense.gram), rtol=1e-4, atol=1e-5 * scale)
    np.testing.assert_allclose(found.cross, dense.cross, rtol=1e-4, atol=1e-5 * scale)
    for name in ("spread", "given", "liked"):
        np.testing.assert_allclose(getattr(found, name), getattr(dense, name), rtol=1e-9)
    assert found.total == dense.total


def test_threads_strips_and_blocks_change_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sums(monkeypatch, people(), 5.0, sparsely=True)
    monkeypatch.setattr(sparse_sums, "ITEMS_A_STRIP", 7)
    other = sums(monkeypatch, people(), 5.0, sparsely=True, threads=3)

    np.testing.assert_array_equal(other.gram, whole.gram)
    np.testing.assert_array_equal(other.cross, whole.cross)


def test_the_order_of_people_changes_no_bit() -> None:
    one, other = (nothing(), nothing())
    sparse_sums.add_sparse_products(one, people(), 5.0)
    sparse_sums.add_sparse_products(other, in_another_order(people()), 5.0)

    np.testing.assert_array_equal(other.gram, one.gram)
    np.testing.assert_array_equal(other.cross, one.cross)


def nothing() -> Moments:
    m = len(people().counts)
    matrices = (np.zeros((m, m), dtype=np.float32, order="F") for _ in range(2))
    return Moments(*matrices, np.zeros(m), np.zeros(m), np.zeros(m), 0.0)


def in_another_order(some: TrainingPeople) -> TrainingPeople:
    order = np.random.default_rng(3).permutation(len(some.sizes))
    parts = [np.arange(some.starts[person], some.starts[person + 1]) for person in order]
    places = np.concatenate(parts)
    return replace(
        some,
        starts=np.concatenate(([0], np.cumsum([len(part) for part in parts]))),
        items=some.items[places],
        grades=some.grades[places],
        likes=some.likes[places],
        sizes=some.sizes[order],
        weights=some.weights[order],
    )


def test_where_people_rated_a_hundredth_of_the_films_sums_are_sparse() -> None:
    crowd = people()
    assert not are_sparse(crowd)
    assert are_sparse(replace(crowd, counts=np.ones(60_000, dtype=np.float32)))


def test_the_unit_leaves_room_for_ten_million_people() -> None:
    few = people()
    many = replace(few, weights=np.full(10, 1e6, dtype=np.float32))
    assert unit_for(few) > unit_for(many) >= 2**19
    assert 1e7 * 1.34 * unit_for(many) ** 2 < 2**63


def test_every_share_is_told_and_the_last_is_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    monkeypatch.setattr(support_sums, "DENSE_STEPS_A_PAIR", 0.0)
    moments(people(), 5.0, on_share=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)
