"""Reads MovieLens as GroupLens ships it: .csv, ::-separated .dat, u.data, folders and zips of them.

A faulty line stops the reading with MovieLensFormatError, which names file, line and reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from recommender.movielens.movies import read_csv_movies, read_dat_movies, read_item_movies
from recommender.movielens.ratings import last_of_each_pair, read_ratings
from recommender.movielens.records import MovieLens, MovieLensMovie
from recommender.movielens.source import MovieLensFiles, MovieLensFormatError

__all__ = ["MovieLens", "MovieLensFormatError", "MovieLensMovie", "read_movielens"]


@dataclass(frozen=True)
class _Layout:
    """One way GroupLens ships ratings: files, separator, header line, and how to read its movies."""

    ratings: str
    movies: str
    separator: str
    header: str | None
    read_movies: Callable[[MovieLensFiles], tuple[MovieLensMovie, ...]]


_LAYOUTS = (
    _Layout("ratings.csv", "movies.csv", ",", "userId,movieId,rating,timestamp", read_csv_movies),
    _Layout("ratings.dat", "movies.dat", "::", None, read_dat_movies),
    _Layout("u.data", "u.item", "\t", None, read_item_movies),
)


def read_movielens(source: Path) -> MovieLens:
    """Read a whole data set from a folder or a zip; of a pair rated twice the last counts.

    Raises MovieLensFormatError for a line that is no rating or film, a rating of an unlisted film, a damaged
    zip, or a place without MovieLens files.
    """
    files = MovieLensFiles(source)
    for layout in _LAYOUTS:
        if layout.ratings in files and layout.movies in files:
            movies = layout.read_movies(files)
            movie_ids = {movie.movie_id for movie in movies}
            ratings = read_ratings(files, layout.ratings, layout.separator, layout.header, movie_ids)
            return _assemble(ratings, movies)
    wanted = ", nor ".join(f"{layout.ratings} with {layout.movies}" for layout in _LAYOUTS)
    raise MovieLensFormatError(str(source), None, f"no MovieLens files there (neither {wanted})")


def _assemble(ratings: pd.DataFrame, movies: tuple[MovieLensMovie, ...]) -> MovieLens:
    """Return the data set without repeated pairs, in the order of the file."""
    users, movie_ids = ratings["user"].to_numpy(np.int32), ratings["movie"].to_numpy(np.int32)
    kept = last_of_each_pair(users, movie_ids)
    return MovieLens(
        user_ids=users[kept],
        movie_ids=movie_ids[kept],
        stars=ratings["stars"].to_numpy(np.float32)[kept],
        rated_at=ratings["at"].to_numpy(np.int64)[kept],
        movies=movies,
    )
