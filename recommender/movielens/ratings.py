"""The ratings of a MovieLens data set as columns user, movie, stars, at.

pandas reads them; only when something is wrong are the lines walked through one by one, for the one to blame.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Set as AbstractSet
from typing import IO, BinaryIO, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from recommender.movielens.movies import whole_number
from recommender.movielens.source import MovieLensFiles, MovieLensFormatError
from recommender.ratings import are_valid_stars, is_valid_star_count

_COLUMNS = ("user", "movie", "stars", "at")
_DTYPES: dict[str, type[np.generic]] = {
    "user": np.int32,
    "movie": np.int32,
    "stars": np.float32,
    "at": np.int64,
}


def read_ratings(
    files: MovieLensFiles, name: str, separator: str, header: str | None, movie_ids: AbstractSet[int]
) -> pd.DataFrame:
    """Return every rating of a file, checked: positive ids, half stars, a listed movie, a whole timestamp."""
    try:
        ratings = _read_fast(files, name, separator, header)
    except (ValueError, OverflowError) as error:  # pandas' own errors are ValueErrors
        _blame(files, name, separator, header, movie_ids)
        raise MovieLensFormatError(name, None, str(error)) from error
    if not _is_sound(ratings, movie_ids):
        _blame(files, name, separator, header, movie_ids)
        raise MovieLensFormatError(name, None, "the ratings are not sound")
    return ratings


def last_of_each_pair(users: NDArray[np.int32], movies: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which ratings no later one of the same user and movie replaces: bool[n]."""
    keys = (users.astype(np.int64) << 32) | movies
    kept = np.ones(len(keys), dtype=bool)
    if (keys[1:] > keys[:-1]).all():
        return kept
    order = np.argsort(keys, kind="stable")
    repeated = keys[order][:-1] == keys[order][1:]
    kept[order[:-1][repeated]] = False
    return kept


def _read_fast(files: MovieLensFiles, name: str, separator: str, header: str | None) -> pd.DataFrame:
    """Return all rows by pandas' C parser; "::" is read as ":" with empty columns between."""
    columns = list(_COLUMNS)
    between = [] if len(separator) == 1 else ["between 1", "between 2", "between 3"]
    for position, column in enumerate(between):
        columns.insert(2 * position + 1, column)
    with files.open(name) as file:
        _pass_header(file, name, header)
        table: pd.DataFrame = pd.read_csv(
            cast("BinaryIO", file),
            sep=separator[0],
            header=None,
            names=columns,
            dtype=dict(_DTYPES) | dict.fromkeys(between, np.float32),
            encoding="latin-1",
            quoting=csv.QUOTE_NONE,
        )
    if not isinstance(table.index, pd.RangeIndex):
        raise ValueError("more fields in every line than belong there")  # pandas takes them for row names
    if table[between].notna().to_numpy().any():
        raise ValueError("a single colon where two belong")
    return table[list(_COLUMNS)]


def _is_sound(ratings: pd.DataFrame, movie_ids: AbstractSet[int]) -> bool:
    """Return whether ids are positive, stars allowed, movies listed."""
    listed = np.fromiter(movie_ids, dtype=np.int64)
    movies = ratings["movie"].to_numpy()
    return bool(
        (ratings["user"].to_numpy() > 0).all()
        and are_valid_stars(ratings["stars"].to_numpy()).all()
        and np.isin(np.unique(movies), listed).all()
    )


def _blame(
    files: MovieLensFiles, name: str, separator: str, header: str | None, movie_ids: AbstractSet[int]
) -> None:
    """Walk through the lines and raise MovieLensFormatError for the first faulty one."""
    with files.open(name) as file:
        _pass_header(file, name, header)
        for number, text in enumerate(file, start=1 if header is None else 2):
            line = text.decode("latin-1").rstrip("\r\n")
            if line.strip():
                _check_line(line.split(separator), name, number, movie_ids)


def _pass_header(file: IO[bytes], name: str, header: str | None) -> None:
    """Read the header line, if there must be one, and check it."""
    if header is None:
        return
    line = file.readline(1000).decode("utf-8-sig", errors="replace").rstrip("\r\n")
    if line != header:
        raise MovieLensFormatError(name, 1, f"the header is {line!r}, not {header!r}")


def _check_line(fields: list[str], name: str, number: int, movie_ids: AbstractSet[int]) -> None:
    """Raise MovieLensFormatError unless the fields are a rating."""
    if len(fields) != len(_COLUMNS):
        raise MovieLensFormatError(name, number, f"{len(fields)} fields where {len(_COLUMNS)} belong")
    whole_number(fields[0], "the user id", name, number)
    if whole_number(fields[1], "the movie id", name, number) not in movie_ids:
        raise MovieLensFormatError(name, number, f"movie {fields[1]} is not in the list of movies")
    if not is_valid_star_count(_number(fields[2])):
        raise MovieLensFormatError(
            name, number, f"{fields[2]!r} is no rating; allowed are 0.5 to 5.0 by halves"
        )
    if not fields[3].lstrip("-").isdigit():
        raise MovieLensFormatError(name, number, f"the timestamp is {fields[3]!r}, not a whole number")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
