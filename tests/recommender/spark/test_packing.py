"""Packed people need no Spark."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.parquet_ratings import COLUMNS
from recommender.spark.packing import PackedPeople, pack
from tests.recommender.worlds import ratings, world


def packed() -> PackedPeople:
    values = (world().user_ids.astype(np.int64), world().movie_ids, world().stars)
    order = np.random.default_rng(0).permutation(len(world().stars))
    columns = dict(zip(COLUMNS, (each[order] for each in values), strict=True))
    return pack(columns, ratings().movie_ids)


def test_ratings_come_out_as_they_went_in() -> None:
    again = packed().ratings(ratings().movie_ids)
    for name in ("user_rows", "item_rows", "stars", "movie_ids", "n_users"):
        np.testing.assert_array_equal(getattr(again, name), getattr(ratings(), name))
        assert np.asarray(getattr(again, name)).dtype == np.asarray(getattr(ratings(), name)).dtype
    assert packed().person_ids().tolist() == list(range(1, 151))
    assert (packed().repeated, packed().fault) == (0, None)


def test_a_partition_without_anybody_is_no_fault() -> None:
    nobody = {name: np.zeros(0, dtype=np.int64) for name in COLUMNS}
    assert pack(nobody, ratings().movie_ids).ratings(ratings().movie_ids).n_ratings == 0


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([(1, 10, 4.0), (1, 10, 4.0)], None),
        ([(1, 10, 4.0), (1, 10, 2.0)], "person 1 gave film 10 both"),
        ([(1, 10, 4.2)], "allowed are 0.5 to 5.0 by halves"),
        ([(1, 9_999_999, 4.0)], "1 ratings are of unknown movies"),
    ],
)
def test_what_is_wrong_is_a_fault_and_no_error(rows: list[tuple[int, int, float]], fault: str | None) -> None:
    columns = dict(zip(COLUMNS, map(np.array, zip(*rows, strict=True)), strict=True))
    found = pack(columns, ratings().movie_ids)
    assert (found.fault is None) if fault is None else (fault in str(found.fault))
    assert found.repeated == (1 if fault is None else 0)
