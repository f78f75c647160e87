"""The ratings of a MovieLens data set as columns user, movie, stars, at.

pandas reads them; only when something is wrong are the lines walked through one by one, for the one to blame.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import IO, Any, BinaryIO, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from recommender.movielens.movies import whole_number
from recommender.movielens.source import MovieLensFiles, MovieLensFormatError
from recommender.ratings import are_valid_stars, is_valid_star_count

LINES_A_PIECE = 2**20
_COLUMNS = ("user", "movie", "stars", "at")
_DTYPES: dict[str, type[np.generic]] = {
    "user": np.int32,
    "movie": np.int32,
    "stars": np.float32,
    "at": np.int64,
}


@dataclass(frozen=True, eq=False)
class RatingColumns:
    """The columns of a file: int32, int32, float32 stars, int64 unix seconds (none where not asked for)."""

    user_ids: NDArray[np.int32]
    movie_ids: NDArray[np.int32]
    stars: NDArray[np.float32]
    rated_at: NDArray[np.int64]


def read_ratings(
    files: MovieLensFiles,
    name: str,
    separator: str,
    header: str | None,
    movie_ids: AbstractSet[int],
    *,
    with_times: bool = True,
) -> RatingColumns:
    """Return every rating of a file, checked: positive ids, half stars, a listed movie, a whole timestamp.

    A million lines at a time, so that of all ratings only the finished columns are held.
    """
    pieces: dict[str, list[NDArray[Any]]] = {column: [] for column in _COLUMNS}
    try:
        for part in _read_fast(files, name, separator, header):
            _blame_unless(_is_sound(part, movie_ids), files, name, separator, header, movie_ids)
            for column in _COLUMNS if with_times else _COLUMNS[:-1]:
                pieces[column].append(part[column].to_numpy(_DTYPES[column]).copy())
    except (ValueError, OverflowError) as error:  # pandas' own errors are ValueErrors
        _blame(files, name, separator, header, movie_ids)
        raise MovieLensFormatError(name, None, str(error)) from error
    return RatingColumns(*(_joined(pieces.pop(column), _DTYPES[column]) for column in _COLUMNS))


def last_of_each_pair(users: NDArray[np.int32], movies: NDArray[np.int32]) -> NDArray[np.bool_] | None:
    """Return which ratings no later one of the same user and movie replaces: bool[n]; None for all."""
    if _are_ascending(users, movies):
        return None
    keys = (users.astype(np.int64) << 32) | movies
    kept = np.ones(len(keys), dtype=bool)
    order = np.argsort(keys, kind="stable")
    repeated = keys[order][:-1] == keys[order][1:]
    kept[order[:-1][repeated]] = False
    return kept


def _are_ascending(users: NDArray[np.int32], movies: NDArray[np.int32]) -> bool:
    """Return whether no pair comes after a larger or an equal one, looked at a million at a time."""
    for first in range(0, len(users), LINES_A_PIECE):
        part = slice(first, first + LINES_A_PIECE + 1)
        keys = (users[part].astype(np.int64) << 32) | movies[part]
        if not (keys[1:] > keys[:-1]).all():
            return False
    return True


def _joined(pieces: list[NDArray[Any]], dtype: type[np.generic]) -> NDArray[Any]:
    """Return one array of all pieces, which are given up."""
    whole = np.concatenate([np.empty(0, dtype), *pieces])
    pieces.clear()
    return whole


def _read_fast(
    files: MovieLensFiles, name: str, separator: str, header: str | None
) -> Iterator[pd.DataFrame]:
    """Yield all rows by pandas' C parser, a piece at a time; "::" is ":" with empty columns between."""
    columns = list(_COLUMNS)
    between = [] if len(separator) == 1 else ["between 1", "between 2", "between 3"]
    for position, column in enumerate(between):
        columns.insert(2 * position + 1, column)
    with files.open(name) as file:
        _pass_header(file, name, header)
        parts = pd.read_csv(
            cast("BinaryIO", file),
            sep=separator[0],
            header=None,
            names=columns,
            dtype=dict(_DTYPES) | dict.fromkeys(between, np.float32),
            encoding="latin-1",
            quoting=csv.QUOTE_NONE,
            chunksize=LINES_A_PIECE,
        )
        for part in parts:
            if not isinstance(part.index, pd.RangeIndex):
                raise ValueError("more fields in every line than belong there")  # pandas takes them for names
            if part[between].notna().to_numpy().any():
                raise ValueError("a single colon where two belong")
            yield part


def _blame_unless(  # noqa: PLR0917 - as above
    is_sound: bool,
    files: MovieLensFiles,
    name: str,
    separator: str,
    header: str | None,
    movie_ids: AbstractSet[int],
) -> None:
    """Raise MovieLensFormatError for the first faulty line unless a piece is sound."""
    if not is_sound:
        _blame(files, name, separator, header, movie_ids)
        raise MovieLensFormatError(name, None, "the ratings are not sound")


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
