"""Ratings as Parquet files: a number for the person, the film's id, the stars.

The people's numbers are drawn anew for each export and say nothing of who they are: what they were drawn with
is not kept. That is why two exports must never lie in one folder: a person would be two people.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.ratings import InvalidRatings, Ratings, build_ratings, row_blocks

PERSON, MOVIE, STARS = COLUMNS = ("person", "movie_id", "stars")
KINDS = {  # types as Arrow and Spark name them, the one that is written first
    PERSON: ("int64", "int32", "bigint", "int"),
    MOVIE: ("int32", "int64", "int", "bigint"),
    STARS: ("float", "double", "float32", "float64"),
}
RATINGS_A_FILE = 4_000_000
FOLDER_MODE = 0o700


class ParquetError(Exception):
    """Ratings cannot be written or read as Parquet; the message says why."""


class PyarrowMissing(ParquetError):
    """The library for Parquet files is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Parquet needs pyarrow, which is not installed:"
            " pip install --require-hashes -r requirements-spark.txt."
        )


def draw_person_numbers(n_people: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return 1 … n in a random order: int64[n]."""
    return rng.permutation(np.arange(1, n_people + 1, dtype=np.int64))


def usual_partitions(n_ratings: int) -> int:
    """Return how many files hold this many ratings, about four million each."""
    return max(-(-n_ratings // RATINGS_A_FILE), 1)


def write_partitions(
    ratings: Ratings,
    folder: Path,
    person_numbers: NDArray[np.int64],
    n_partitions: int,
    on_file: Callable[[], object] = lambda: None,
) -> int:
    """Write a file a partition, all or nothing, and return how many bytes they have.

    person_numbers: int64[n_users]; a person's ratings stand in one file, by film. on_file is called after
    each. Raises ParquetError when something is in the folder already, PyarrowMissing.
    """
    write_table = _writer()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ParquetError(
            f"{folder} is not empty: each export numbers people anew and needs a folder of its own."
        )
    unfinished = folder.absolute().with_name(f".{folder.name}.{os.getpid()}.part")
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    unfinished.mkdir(mode=FOLDER_MODE)
    try:
        for number, columns in enumerate(_partitions(ratings, person_numbers, n_partitions)):
            write_table(columns, unfinished / f"part-{number:05}.parquet")
            on_file()
        size = sum(path.stat().st_size for path in unfinished.iterdir())
        unfinished.replace(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return size


def _partitions(
    ratings: Ratings, person_numbers: NDArray[np.int64], n_partitions: int
) -> Iterator[dict[str, NDArray[Any]]]:
    """Yield the columns of each partition, by person and film."""
    partition_of_user = person_numbers % n_partitions
    for number in range(n_partitions):
        blocks = row_blocks(ratings.n_ratings)
        chosen = [
            np.flatnonzero(partition_of_user[ratings.user_rows[block]] == number) + block.start
            for block in blocks
        ]
        rows = np.concatenate([np.zeros(0, dtype=np.int64), *chosen])
        people = person_numbers[ratings.user_rows[rows]]
        order = np.argsort(people, kind="stable")  # of each person the films are in order already
        rows = rows[order]
        yield {
            PERSON: people[order],
            MOVIE: ratings.movie_ids[ratings.item_rows[rows]],
            STARS: ratings.stars[rows],
        }


def _writer() -> Callable[[dict[str, NDArray[Any]], Path], None]:
    """Return what writes columns to a file; PyarrowMissing when nothing can."""
    pa, parquet = _pyarrow()

    def write(columns: dict[str, NDArray[Any]], path: Path) -> None:
        parquet.write_table(pa.table(columns, schema=arrow_schema(pa)), path)

    return write


def _pyarrow() -> tuple[Any, Any]:
    """Return pyarrow and its Parquet module."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise PyarrowMissing from error
    return pa, parquet


def read_parquet(pattern: str, movie_ids: NDArray[np.int32]) -> tuple[Ratings, int]:
    """Return the ratings of local files, and how many stood there twice; movie_ids get an item row each.

    Raises ParquetError for files that are no ratings, PyarrowMissing, and InvalidRatings as
    `distinct_ratings` does.
    """
    pa, parquet = _pyarrow()
    tables = []
    for path in _paths(pattern):
        try:
            schema = parquet.read_schema(path)
            check_columns({field.name: str(field.type) for field in schema}, str(path))
            tables.append(parquet.read_table(path, columns=list(COLUMNS)).cast(arrow_schema(pa)))
        except (pa.ArrowException, OSError) as error:
            raise _unreadable(path, error) from error
    table = pa.concat_tables(tables)
    check_nulls([table.column(name).null_count for name in COLUMNS])
    columns = {name: table.column(name).to_numpy() for name in COLUMNS}
    del table, tables  # what follows needs the memory
    return distinct_ratings(columns, movie_ids)


def count_rows(pattern: str) -> int:
    """Return how many ratings local files hold, as each says of itself; ParquetError as `read_parquet`."""
    pa, parquet = _pyarrow()
    count = 0
    for path in _paths(pattern):
        try:
            count += parquet.read_metadata(path).num_rows
        except (pa.ArrowException, OSError) as error:
            raise _unreadable(path, error) from error
    return count


def _paths(pattern: str) -> list[Path]:
    place = Path(pattern)
    paths = sorted(place.glob("*.parquet") if place.is_dir() else place.parent.glob(place.name))
    if not paths:
        raise ParquetError(f"There are no files {pattern}.")
    return paths


def _unreadable(path: Path, error: Exception) -> ParquetError:
    return ParquetError(f"{path} cannot be read as Parquet ({_first_line(error)}).")


def check_columns(columns: Mapping[str, str], place: str) -> None:
    """Raise ParquetError unless the columns, types by name, are those of ratings."""
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        raise ParquetError(
            f"{place} has no column {' and no column '.join(missing)}; it has {', '.join(columns) or 'none'}."
            f" Ratings have {', '.join(COLUMNS)}, as scripts.export_ratings writes them."
        )
    for name, kinds in KINDS.items():
        if columns[name].lower() not in kinds:
            raise ParquetError(f"{place} has {columns[name]} in column {name} where {kinds[0]} belongs.")


def check_nulls(counts: Sequence[int]) -> None:
    """Raise InvalidRatings when values are missing; counts: how many in each of the columns."""
    missing = [f"{count:,} in {name}" for name, count in zip(COLUMNS, counts, strict=True) if count]
    if missing:
        raise InvalidRatings(f"values are missing: {', '.join(missing)}")


def distinct_ratings(
    columns: Mapping[str, NDArray[Any]], movie_ids: NDArray[np.int32]
) -> tuple[Ratings, int]:
    """Return each rating once, and how many there were more than that: files may overlap.

    Raises InvalidRatings when a person gave a film different stars (the files are not of one export), and as
    `build_ratings` does.
    """
    people, movies, stars = (columns[name] for name in COLUMNS)
    ratings = build_ratings(people, movies, stars, item_ids=movie_ids)
    repeated = len(stars) - ratings.n_ratings
    if repeated:
        _check_agreement(ratings, people, movies, stars)
    return ratings, repeated


def _check_agreement(
    ratings: Ratings, people: NDArray[np.int64], movies: NDArray[Any], stars: NDArray[Any]
) -> None:
    """Raise InvalidRatings unless every rating that came has the stars that were kept."""
    kept = ratings.user_rows.astype(np.int64) * ratings.n_items + ratings.item_rows
    rows = np.searchsorted(np.unique(people), people) * np.int64(ratings.n_items)
    places = np.searchsorted(kept, rows + np.searchsorted(ratings.movie_ids, movies))
    differing = np.flatnonzero(ratings.stars[places] != stars)
    if len(differing):
        one = differing[0]
        raise InvalidRatings(
            f"person {people[one]} gave film {movies[one]} both {stars[one]} and"
            f" {ratings.stars[places[one]]} stars: these files are not of one export"
        )


def arrow_schema(pa: Any) -> Any:
    """Return the columns of ratings with their types; pa is pyarrow, which is imported where it is needed."""
    types = (pa.int64(), pa.int32(), pa.float32())
    return pa.schema(list(zip(COLUMNS, types, strict=True)))


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")
