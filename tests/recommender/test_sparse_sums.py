"""Sparse sums against dense ones, and against themselves in another order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender import quicker_sums, sparse_sums, support_sums
from recommender.cross_sums import CrossSums
from recommender.quicker_sums import DENSE_STEPS_A_PAIR, in_dense_blocks
from recommender.ranking_training import gather, participants
from recommender.sparse_sums import unit_for
from recommender.support_drawing import TrainingPeople
from recommender.support_sums import Moments, SupportSums, moments
from tests.recommender.worlds import ratings

SIZES = [2.0, 12.0, 75.0]


def people() -> TrainingPeople:
    return gather(ratings(), participants(ratings(), None))


def sums(
    monkeypatch: pytest.MonkeyPatch, some: TrainingPeople, size: float, *, sparsely: bool, **more: int
) -> Moments:
    take(monkeypatch, sparsely=sparsely)
    return moments(some, size, **more)


def take(monkeypatch: pytest.MonkeyPatch, *, sparsely: bool) -> None:
    monkeypatch.setattr(
        quicker_sums, "in_dense_blocks", lambda some, _: np.full(len(some.sizes), not sparsely)
    )
    monkeypatch.setattr(support_sums, "factors_are_quicker", lambda _: False)


def whole(cross: CrossSums) -> NDArray[np.float32]:
    return cross.columns(np.arange(len(people().counts)))


@pytest.mark.parametrize("size", SIZES)
def test_sparse_sums_are_the_dense_ones(monkeypatch: pytest.MonkeyPatch, size: float) -> None:
    dense, found = (sums(monkeypatch, people(), size, sparsely=sparsely) for sparsely in (False, True))
    scale = float(np.abs(dense.gram).max())

    np.testing.assert_allclose(np.tril(found.gram), np.tril(dense.gram), rtol=1e-4, atol=1e-5 * scale)
    np.testing.assert_allclose(whole(found.cross), whole(dense.cross), rtol=1e-4, atol=1e-5 * scale)
    for name in ("spread", "given", "liked"):
        np.testing.assert_allclose(getattr(found, name), getattr(dense, name), rtol=1e-9)
    assert found.total == dense.total


def test_threads_strips_and_blocks_change_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    one = sums(monkeypatch, people(), 5.0, sparsely=True)
    monkeypatch.setattr(sparse_sums, "ITEMS_A_STRIP", 7)
    monkeypatch.setattr(sparse_sums, "STRIPS_A_BAND", 3)
    other = sums(monkeypatch, people(), 5.0, sparsely=True, threads=3)

    np.testing.assert_array_equal(other.gram, one.gram)
    np.testing.assert_array_equal(whole(other.cross), whole(one.cross))


def test_the_order_of_people_changes_no_bit() -> None:
    for add in (sparse_sums.add_sparse_gram, sparse_sums.add_sparse_cross):
        one, other = (np.zeros((len(people().counts),) * 2, dtype=np.float32, order="F") for _ in range(2))
        add(one, people(), 5.0)
        add(other, in_another_order(people()), 5.0)

        np.testing.assert_array_equal(other, one)


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
    crowd, few = people(), replace(people(), counts=np.ones(60_000, dtype=np.float32))
    assert in_dense_blocks(crowd, DENSE_STEPS_A_PAIR).all()
    assert in_dense_blocks(few, DENSE_STEPS_A_PAIR).all()  # of so few people
    assert not in_dense_blocks(twenty_times(few), DENSE_STEPS_A_PAIR).any()


def test_whoever_rated_much_stands_in_dense_blocks_and_whoever_rated_little_does_not() -> None:
    sizes = np.repeat([3, 900], [3_000, 20])
    some = replace(
        people(),
        starts=np.concatenate(([0], np.cumsum(sizes))),
        counts=np.ones(1_000, dtype=np.float32),
    )
    assert in_dense_blocks(some, DENSE_STEPS_A_PAIR).tolist() == (sizes > 3).tolist()


def test_sums_of_both_ways_together_are_those_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    one = sums(monkeypatch, people(), 12.0, sparsely=False)
    monkeypatch.setattr(quicker_sums, "in_dense_blocks", lambda some, _: np.diff(some.starts) > 12)
    both = moments(people(), 12.0)
    scale = float(np.abs(one.gram).max())

    np.testing.assert_allclose(np.tril(both.gram), np.tril(one.gram), rtol=1e-4, atol=1e-5 * scale)
    np.testing.assert_allclose(whole(both.cross), whole(one.cross), rtol=1e-4, atol=1e-5 * scale)


def twenty_times(some: TrainingPeople) -> TrainingPeople:
    return replace(
        some,
        starts=np.concatenate(([0], np.cumsum(np.tile(np.diff(some.starts), 20)))),
        items=np.tile(some.items, 20),
        sizes=np.tile(some.sizes, 20),
    )


def test_the_unit_leaves_room_for_ten_million_people() -> None:
    few = people()
    many = replace(few, weights=np.full(10, 1e6, dtype=np.float32))
    assert unit_for(few) > unit_for(many) >= 2**19
    assert 1e7 * 1.34 * unit_for(many) ** 2 < 2**63


def test_every_share_is_told_and_the_last_is_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    take(monkeypatch, sparsely=True)
    SupportSums(people()).moments(5.0, told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)
