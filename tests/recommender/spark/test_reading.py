"""Files that are no ratings, and tasks that die: a sentence each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recommender.block_sums import Totals
from recommender.parquet_ratings import COLUMNS, ParquetError
from recommender.ratings import InvalidRatings
from recommender.spark.packing import PackedPeople, pack
from recommender.spark.reading import PeopleOnSpark, read_people
from recommender.spark.session import SparkError

MOVIES = np.array([10, 20, 30], dtype=np.int32)
SOUND = {"person": [1, 1, 2], "movie_id": [10, 20, 10], "stars": [4.0, 3.5, 1.0]}


def write(folder: Path, name: str, columns: dict[str, Any]) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed (requirements-spark.txt)")
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table(columns), folder / f"{name}.parquet")


def read(spark: Any, folder: Path) -> PeopleOnSpark:
    return read_people(spark, [f"{folder}/*.parquet"], MOVIES, partitions=3)


def test_people_are_whole_wherever_their_ratings_lie(spark: Any, tmp_path: Path) -> None:
    write(tmp_path, "a", SOUND)
    write(tmp_path, "b", {"person": [1], "movie_id": [30], "stars": [5.0]})
    people = read(spark, tmp_path)
    assert (people.totals.n_people, people.totals.n_ratings, people.repeated) == (2, 4, 0)
    assert people.totals.counts.tolist() == [2, 1, 1]


def test_the_same_ratings_in_two_files_count_once(spark: Any, tmp_path: Path) -> None:
    write(tmp_path, "a", SOUND)
    write(tmp_path, "b", SOUND)
    people = read(spark, tmp_path)
    assert (people.totals.n_ratings, people.repeated) == (3, 3)


@pytest.mark.parametrize(
    ("columns", "error", "message"),
    [
        ({"person": [1], "movie_id": [10]}, InvalidRatings, "values are missing: 1 in stars"),
        ({"userId": [1], "rating": [4.0]}, InvalidRatings, "values are missing: 1 in person, 1 in movie_id"),
        ({**SOUND, "stars": [4.0, None, None]}, InvalidRatings, "values are missing: 2 in stars"),
        ({**SOUND, "stars": [4.0, 3.0, 1.0]}, InvalidRatings, "person 1 gave film 20 both"),
        ({**SOUND, "stars": [4.0, 3.3, 1.0]}, InvalidRatings, "allowed are 0.5 to 5.0 by halves"),
        ({**SOUND, "movie_id": [10, 20, 99]}, InvalidRatings, "1 ratings are of unknown movies"),
        ({**SOUND, "stars": ["a", "b", "c"]}, ParquetError, "cannot be read together"),
        ({**SOUND, "movie_id": [2**40, 20, 10]}, (ParquetError, SparkError), "movie_id|overflow|OVERFLOW"),
    ],
)
def test_a_file_that_does_not_belong_there_is_one_sentence(
    spark: Any, tmp_path: Path, columns: dict[str, Any], error: type[Exception], message: str
) -> None:
    write(tmp_path, "a", SOUND)
    write(tmp_path, "b", columns)
    with pytest.raises(error, match=message) as told:
        read(spark, tmp_path)
    assert "\n" not in str(told.value)


def test_files_of_another_kind_are_refused_before_anything_is_read(spark: Any, tmp_path: Path) -> None:
    write(tmp_path, "a", {"userId": [1], "movieId": [10], "rating": [4.0]})
    with pytest.raises(ParquetError, match="has no column person and no column movie_id and no column stars"):
        read(spark, tmp_path)


def test_no_files_and_a_damaged_one_are_one_sentence(spark: Any, tmp_path: Path) -> None:
    with pytest.raises(ParquetError, match="cannot be read"):
        read(spark, tmp_path)
    (tmp_path / "a.parquet").write_bytes(b"nothing of that kind")
    with pytest.raises(ParquetError, match="cannot be read") as told:
        read(spark, tmp_path)
    assert "\n" not in str(told.value)


def one_person() -> PackedPeople:
    return pack(dict(zip(COLUMNS, map(np.array, ([1], [10], [4.0])), strict=True)), MOVIES)


def test_a_task_that_always_dies_is_one_sentence(spark: Any) -> None:
    def die(_: PackedPeople) -> Totals:
        os._exit(7)

    dying = spark.sparkContext.parallelize([one_person()], 1).map(die)
    with pytest.raises(SparkError, match="Spark gave up: ") as told:
        _ = PeopleOnSpark(dying, MOVIES, 0).totals
    assert "\n" not in str(told.value)


def test_a_task_that_dies_once_is_done_again(spark: Any, tmp_path: Path) -> None:
    marker = str(tmp_path / "died")

    def die_once(people: PackedPeople) -> PackedPeople:
        if not os.path.exists(marker):  # noqa: PTH110 - nothing of the tests is on the workers
            os.mkdir(marker)  # noqa: PTH102
            os._exit(7)
        return people

    packed = spark.sparkContext.parallelize([one_person()], 1).map(die_once)
    assert PeopleOnSpark(packed, MOVIES, 0).totals.n_ratings == 1
    assert Path(marker).exists()
