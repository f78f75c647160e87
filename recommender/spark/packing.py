"""The ratings of some people as one row of bytes, which Spark keeps and hands from task to task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.parquet_ratings import COLUMNS, arrow_schema, check_nulls, distinct_ratings
from recommender.ratings import InvalidRatings, Ratings

SCHEMA = "people binary, sizes binary, items binary, halves binary, repeated long, fault string"


@dataclass(frozen=True, eq=False)
class PackedPeople:
    """Ratings of people ascending: int64, how many each gave int32, item rows int32, half stars uint8.

    repeated: how many ratings stood there twice; fault: why they cannot be used, None when they can.
    """

    people: bytes = b""
    sizes: bytes = b""
    items: bytes = b""
    halves: bytes = b""
    repeated: int = 0
    fault: str | None = None

    def person_ids(self) -> NDArray[np.int64]:
        """Return whose ratings they are: int64[n_users]."""
        return np.frombuffer(self.people, dtype=np.int64)

    def ratings(self, movie_ids: NDArray[np.int32]) -> Ratings:
        """Return the ratings, of people numbered from 0."""
        sizes = np.frombuffer(self.sizes, dtype=np.int32)
        return Ratings(
            user_rows=np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
            item_rows=np.frombuffer(self.items, dtype=np.int32),
            stars=np.frombuffer(self.halves, dtype=np.uint8).astype(np.float32) / np.float32(2),
            movie_ids=movie_ids,
            n_users=len(sizes),
        )


def pack(columns: Mapping[str, NDArray[Any]], movie_ids: NDArray[np.int32]) -> PackedPeople:
    """Return one partition's ratings, packed; what is wrong with them is a fault, not an error.

    (Spark would try a task again that raises, and tell of a traceback.)
    """
    try:
        ratings, repeated = distinct_ratings(columns, movie_ids)
    except InvalidRatings as error:
        return PackedPeople(fault=str(error))
    return PackedPeople(
        people=np.unique(columns[COLUMNS[0]]).tobytes(),
        sizes=np.bincount(ratings.user_rows, minlength=ratings.n_users).astype(np.int32).tobytes(),
        items=ratings.item_rows.tobytes(),
        halves=np.rint(ratings.stars * 2).astype(np.uint8).tobytes(),
        repeated=repeated,
    )


def pack_batches(batches: Iterable[Any], movie_ids: NDArray[np.int32]) -> Iterator[Any]:
    """Yield one Arrow batch of a single row that holds all ratings of a partition, for `mapInArrow`."""
    import pyarrow as pa

    table = pa.Table.from_batches(list(batches), schema=arrow_schema(pa))
    try:
        check_nulls([table.column(name).null_count for name in COLUMNS])
        packed = pack({name: table.column(name).to_numpy() for name in COLUMNS}, movie_ids)
    except InvalidRatings as error:
        packed = PackedPeople(fault=str(error))
    values = {name: [value] for name, value in vars(packed).items()}
    types = (*[pa.binary()] * 4, pa.int64(), pa.string())
    yield pa.RecordBatch.from_pydict(values, schema=pa.schema(list(zip(values, types, strict=True))))
