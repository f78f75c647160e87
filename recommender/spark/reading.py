"""Parquet files -> blocks of people on Spark's machines, checked and kept there."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.block_sums import Totals, count_totals
from recommender.evaluation.holding_out import draws
from recommender.parquet_ratings import COLUMNS, ParquetError, check_columns
from recommender.ratings import InvalidRatings, Ratings, build_ratings
from recommender.spark.packing import SCHEMA, PackedPeople, pack_batches
from recommender.spark.session import SparkError, told_in_short

RATINGS_A_PARTITION = 2_000_000


@dataclass(frozen=True, eq=False)
class PeopleOnSpark:
    """Everybody's ratings, people hashed into partitions: an RDD of `PackedPeople`, one a partition."""

    packed: Any
    movie_ids: NDArray[np.int32]
    repeated: int

    @cached_property
    def totals(self) -> Totals:
        """Return what is counted over everybody."""
        movie_ids = self.movie_ids
        with told_in_short():
            counted: Totals = self.packed.map(lambda some: count_totals(some.ratings(movie_ids))).treeReduce(
                operator.add
            )
        return counted

    def sample(self, share: float) -> Ratings:
        """Bring the ratings of a share of all people here, chosen by their numbers; of all for 1."""
        with told_in_short():
            parts = self.packed.map(partial(_some, movie_ids=self.movie_ids, share=share)).collect()
        people, movies, stars = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        return build_ratings(people, movies, stars, item_ids=self.movie_ids)


def read_people(
    session: Any, paths: Sequence[str], movie_ids: NDArray[np.int32], partitions: int | None = None
) -> PeopleOnSpark:
    """Return the ratings of Parquet files, whose films are all among these (int32 ascending).

    Raises ParquetError for columns that are not those of ratings, InvalidRatings for values that are not, and
    SparkError when Spark gives up.
    """
    frame = _open(session, paths)
    with told_in_short():
        types = ("bigint", "int", "float")
        frame = frame.selectExpr(
            *(f"CAST({name} AS {kind}) AS {name}" for name, kind in zip(COLUMNS, types, strict=True))
        )
        count = partitions or _usual_partitions(frame.count(), session.sparkContext.defaultParallelism)
        packed = frame.repartition(count, COLUMNS[0]).mapInArrow(
            partial(pack_batches, movie_ids=movie_ids), SCHEMA
        )
        rows = packed.rdd.map(lambda row: PackedPeople(*row)).persist(_storage_level())
        checked = rows.map(lambda some: (some.fault, some.repeated)).collect()
    faults = sorted(fault for fault, _ in checked if fault is not None)
    if faults:
        raise InvalidRatings(faults[0])
    return PeopleOnSpark(rows, movie_ids, sum(repeated for _, repeated in checked))


def _open(session: Any, paths: Sequence[str]) -> Any:
    """Return the files as a table, whose columns are those of ratings; ParquetError otherwise."""
    place = ", ".join(paths)
    try:
        with told_in_short():
            # The columns of all files: one that lacks a column has nulls there, other types are refused.
            frame = session.read.option("mergeSchema", "true").parquet(*paths)
    except SparkError as error:
        raise ParquetError(f"{place} cannot be read together: {error.reason}") from error
    check_columns(dict(frame.dtypes), place)
    return frame


def _usual_partitions(n_ratings: int, cores: int) -> int:
    """Return a partition a core, more for very many ratings."""
    return max(cores, -(-n_ratings // RATINGS_A_PARTITION))


def _some(
    packed: PackedPeople, movie_ids: NDArray[np.int32], share: float
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    """Return person, film and stars of each rating of a share of people."""
    ratings = packed.ratings(movie_ids)
    chosen = draws(packed.person_ids()) < share
    kept = chosen[ratings.user_rows]
    people = packed.person_ids()[ratings.user_rows[kept]]
    return people, movie_ids[ratings.item_rows[kept]], ratings.stars[kept]


def _storage_level() -> Any:
    from pyspark import StorageLevel

    return StorageLevel.MEMORY_AND_DISK
