from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from recommender import matrix_file, quicker_sums, support_sums
from recommender.cross_sums import CrossSums
from recommender.support_drawing import (
    DRAWINGS,
    TrainingPeople,
    batches,
    expected_supports,
    proportional_up_to,
    select,
)
from recommender.support_regression import solve
from recommender.support_sums import Moments, SupportSums, moments


def a_few_people(seed: int = 0, people: int = 5, items: int = 6) -> TrainingPeople:
    rng = np.random.default_rng(seed)
    rated = [np.sort(rng.choice(items, rng.integers(2, items), replace=False)) for _ in range(people)]
    rows = np.concatenate(rated).astype(np.int32)
    return TrainingPeople(
        starts=np.concatenate(([0], np.cumsum([len(some) for some in rated]))),
        items=rows,
        grades=rng.uniform(0, 1.2, len(rows)).astype(np.float32),
        likes=rng.integers(0, 2, len(rows)).astype(np.float32),
        sizes=np.array([len(some) for some in rated], dtype=np.float32),
        weights=rng.uniform(0.5, 2, people).astype(np.float32),
        counts=np.bincount(rows, minlength=items).astype(np.float32),
    )


def whole(cross: CrossSums) -> NDArray[np.float32]:
    return cross.columns(np.arange(6))


def by_walking_all_supports(people: TrainingPeople, support_size: float) -> tuple[NDArray[np.float64], ...]:
    """Compute the sums from every subset of everybody's ratings with its probability."""
    m = len(people.counts)
    gram, cross, given, liked = np.zeros((m, m)), np.zeros((m, m)), np.zeros(m), np.zeros(m)
    for person, weight in enumerate(people.weights):
        part = slice(people.starts[person], people.starts[person + 1])
        items, grades = people.items[part], people.grades[part]
        likes = np.zeros(m)
        likes[items] = people.likes[part]
        liked += weight * likes
        for exponent, share in DRAWINGS:
            fame = people.counts[items] ** exponent
            size = min(support_size, people.sizes[person] / 2)
            chances = np.minimum(1, size * fame / fame.sum())
            for kept in product([0, 1], repeat=len(items)):
                chance = np.prod(np.where(kept, chances, 1 - chances))
                support = np.zeros(m)
                support[items] = np.array(kept) * grades
                gram += weight * share * chance * np.outer(support, support)
                cross += weight * share * chance * np.outer(support, likes)
                given += weight * share * chance * support
    total = people.weights.sum()
    return gram - np.outer(given, given) / total, cross - np.outer(given, liked) / total, given


@pytest.mark.parametrize("support_size", [1.0, 2.0, 10.0])
def test_the_closed_form_equals_a_walk_over_all_supports(support_size: float) -> None:
    people = a_few_people()
    sums = moments(people, support_size)
    gram, cross, given = by_walking_all_supports(people, support_size)

    np.testing.assert_allclose(whole(sums.cross), cross, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(sums.given, given, rtol=1e-4)
    np.testing.assert_allclose(np.tril(sums.gram + np.diag(sums.spread)), np.tril(gram), rtol=1e-4, atol=1e-5)
    assert sums.total == pytest.approx(float(people.weights.sum()))


@pytest.mark.parametrize("support_size", [1.0, 2.0, 10.0])
def test_the_expected_supports_add_up_to_what_is_given_away(support_size: float) -> None:
    people = a_few_people()
    root = np.sqrt(people.weights)
    expected = expected_supports(people, support_size).toarray()

    np.testing.assert_allclose(root @ expected, by_walking_all_supports(people, support_size)[2], rtol=1e-4)


def test_attributes_add_their_covariances_and_nothing_else() -> None:
    people, attributes = a_few_people(), a_few_people(seed=1, people=3)
    both, alone, attributes_alone = (
        moments(people, 2.0, attributes),
        moments(people, 2.0),
        moments(attributes, 2.0),
    )

    together = alone.gram + attributes_alone.gram
    np.testing.assert_allclose(np.tril(both.gram), np.tril(together), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(
        whole(both.cross), whole(alone.cross) + whole(attributes_alone.cross), rtol=1e-4, atol=1e-5
    )
    np.testing.assert_allclose(both.spread, alone.spread + attributes_alone.spread)
    np.testing.assert_array_equal(both.given, alone.given)
    np.testing.assert_array_equal(both.liked, alone.liked)
    assert both.total == alone.total


def column_without_its_own_item(sums: Moments, ridge: float, column: int) -> NDArray[np.float64]:
    """Regress one column on all other items, drawn to what each says by itself, by plain algebra."""
    covariance = np.tril(sums.gram) + np.tril(sums.gram, -1).T + np.diag(sums.spread)
    targets = sums.cross.columns(np.arange(len(covariance))).astype(np.float64)
    single = targets / (np.diag(covariance) + ridge)[:, None]
    np.fill_diagonal(single, 0.0)
    single *= (single * targets).sum() / (single * (covariance @ single)).sum()
    weights = np.zeros(len(covariance))
    others = np.delete(np.arange(len(covariance)), column)
    drawn_to = targets[others, column] + ridge * single[others, column]
    ridged = covariance[np.ix_(others, others)] + ridge * np.eye(len(others))
    weights[others] = np.linalg.solve(ridged, drawn_to)
    return weights


@pytest.mark.parametrize("ridge", [0.07, 0.7, 70.0])
def test_each_column_is_the_ridge_regression_on_the_other_items(ridge: float) -> None:
    people = a_few_people(seed=3, people=12, items=7)
    expected = [column_without_its_own_item(moments(people, 2.0), ridge, column) for column in range(7)]

    np.testing.assert_allclose(solve(moments(people, 2.0), ridge), np.array(expected).T, rtol=1e-3, atol=1e-5)


def test_blocks_of_people_and_columns_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    people = a_few_people(seed=4, people=9, items=8)
    at_once = solve(moments(people, 3.0), 1.0)
    monkeypatch.setattr("recommender.dense_sums.PEOPLE_A_BLOCK", 2)
    monkeypatch.setattr("recommender.triangles.COLUMNS_A_BLOCK", 3)

    np.testing.assert_allclose(solve(moments(people, 3.0), 1.0), at_once, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("sparsely", [False, True])
def test_sums_of_falling_sizes_are_those_of_each_size_alone(
    monkeypatch: pytest.MonkeyPatch, *, sparsely: bool
) -> None:
    monkeypatch.setattr(
        quicker_sums, "in_dense_blocks", lambda some, _: np.full(len(some.sizes), not sparsely)
    )
    monkeypatch.setattr("recommender.support_drawing.RATINGS_A_BATCH", 100)
    people, attributes = a_few_people(seed=6, people=40, items=60), a_few_people(seed=7, people=9, items=60)
    in_a_row = SupportSums(people, attributes)

    for size in (20.0, 9.0, 4.0, 1.5, 0.5):
        found, alone = in_a_row.moments(size), by_definition(people, attributes, size)
        np.testing.assert_allclose(np.tril(found.gram), np.tril(alone), rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("is_writable", [False, True])
def test_covariances_with_likes_of_falling_sizes_are_those_of_each_size_alone(
    monkeypatch: pytest.MonkeyPatch, *, is_writable: bool
) -> None:
    monkeypatch.setattr(support_sums, "factors_are_quicker", lambda _: False)
    if not is_writable:
        monkeypatch.setattr(matrix_file, "_open", _no_room)
    people, attributes = a_few_people(seed=6, people=40, items=60), a_few_people(seed=7, people=9, items=60)
    in_a_row, every = SupportSums(people, attributes), np.arange(60)

    for size in (20.0, 9.0, 4.0, 1.5, 0.5):
        found, alone = in_a_row.moments(size).cross, moments(people, size, attributes).cross
        np.testing.assert_allclose(found.columns(every), alone.columns(every), rtol=1e-3, atol=1e-5)
        found.columns(every)[:] = 7.0  # whoever asked may use it up


def _no_room() -> None:
    raise OSError(28, "No space left on device")


def by_definition(people: TrainingPeople, attributes: TrainingPeople, size: float) -> NDArray[np.float64]:
    total = np.zeros((len(people.counts),) * 2)
    for group in (people, attributes):
        supports = [np.zeros((len(group.sizes), len(group.counts))) for _ in DRAWINGS]
        for person, given in enumerate(group.sizes):
            part = slice(group.starts[person], group.starts[person + 1])
            for rows, (exponent, _) in zip(supports, DRAWINGS, strict=True):
                fame = group.counts[group.items[part]].astype(np.float64) ** exponent
                chances = np.minimum(1, min(size, given / 2) * fame / fame.sum())
                rows[person, group.items[part]] = chances * group.grades[part]
        shares = [share for _, share in DRAWINGS]
        mean = group.weights @ np.tensordot(shares, supports, 1)
        for share, rows in zip(shares, supports, strict=True):
            total += share * rows.T @ (group.weights[:, None] * rows)
        total -= np.outer(mean, mean) / group.weights.sum(dtype=np.float64)
    return total


def test_sizes_that_do_not_fall_are_refused() -> None:
    sums = SupportSums(a_few_people())
    sums.moments(2.0)

    with pytest.raises(ValueError, match="sizes must fall"):
        sums.moments(5.0)


@pytest.mark.parametrize("ratings_a_batch", [1, 7, 50, 10_000])
def test_batches_hold_everybody_chosen_once_and_in_order(
    monkeypatch: pytest.MonkeyPatch, ratings_a_batch: int
) -> None:
    monkeypatch.setattr("recommender.support_drawing.RATINGS_A_BATCH", ratings_a_batch)
    people = a_few_people(seed=6, people=40, items=60)
    chosen = np.arange(40) % 3 > 0
    some, expected = list(batches(people, chosen)), select(people, chosen)

    for name in ("items", "grades", "likes", "sizes", "weights"):
        together = np.concatenate([getattr(each, name) for each in some])
        np.testing.assert_array_equal(together, getattr(expected, name))
    assert max(len(each.items) for each in some) < ratings_a_batch + 60
    assert len(list(batches(people, np.zeros(40, dtype=bool)))) == 0


def test_batches_change_no_cross_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(support_sums, "factors_are_quicker", lambda _: False)
    people = a_few_people(people=40)
    at_once = whole(moments(people, 2.0).cross)
    monkeypatch.setattr("recommender.support_drawing.RATINGS_A_BATCH", 20)

    np.testing.assert_allclose(whole(moments(people, 2.0).cross), at_once, rtol=1e-4, atol=1e-5)


def test_all_but_the_smallest_sums_are_shared_by_somebody() -> None:
    people = a_few_people(seed=6, people=40, items=60)
    limits = proportional_up_to(people)

    assert (limits >= 0.5).all()
    assert 0 < (limits >= 9.0).sum() < 40
    assert (limits <= people.sizes / 2).all()


@pytest.mark.parametrize("threads", [1, 3])
def test_cross_sums_in_factors_solve_as_the_matrix_does(
    monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    people, attributes = a_few_people(seed=8, people=30, items=40), a_few_people(seed=9, people=6, items=40)
    found = []
    for in_factors in (True, False):
        monkeypatch.setattr(support_sums, "factors_are_quicker", lambda _, chosen=in_factors: chosen)
        found.append(solve(moments(people, 3.0, attributes), 0.5, threads))

    np.testing.assert_allclose(found[0], found[1], rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("in_factors", [False, True])
def test_solving_tells_every_share_and_the_last_is_the_whole(
    monkeypatch: pytest.MonkeyPatch, *, in_factors: bool
) -> None:
    monkeypatch.setattr(support_sums, "factors_are_quicker", lambda _: in_factors)
    told: list[float] = []
    solve(moments(a_few_people(), 2.0), 0.5, on_share=told.append)

    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_no_item_regresses_on_itself() -> None:
    weights = solve(moments(a_few_people(seed=5, people=20), 2.0), 0.5)

    np.testing.assert_allclose(np.diag(weights), 0, atol=1e-5)


def test_nobody_who_likes_anything_leaves_nothing_to_say() -> None:
    people = a_few_people()

    assert not solve(moments(replace(people, likes=np.zeros_like(people.likes)), 2.0), 0.5).any()


def test_no_items_make_no_weights() -> None:
    nobody = TrainingPeople(
        starts=np.zeros(3, dtype=np.int64),
        items=np.zeros(0, dtype=np.int32),
        grades=np.zeros(0, dtype=np.float32),
        likes=np.zeros(0, dtype=np.float32),
        sizes=np.ones(2, dtype=np.float32),
        weights=np.ones(2, dtype=np.float32),
        counts=np.zeros(0, dtype=np.float32),
    )

    assert solve(moments(nobody, 5.0), 1.0).shape == (0, 0)
