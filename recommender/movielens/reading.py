"""Reads MovieLens as GroupLens ships it: .csv, ::-separated .dat, u.data, folders and zips of them.

A faulty line stops the reading with MovieLensFormatError, which names file, line and reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from recommender.movielens.movies import read_csv_movies, read_dat_movies, read_item_movies
from recommender.movielens.ratings import RatingColumns, last_of_each_pair, read_ratings
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


MAX_LINE_BYTES = 30  # bytes: 27.4 on the mean in MovieLens 32M, less in the others

_LAYOUTS = (
    _Layout("ratings.csv", "movies.csv", ",", "userId,movieId,rating,timestamp", read_csv_movies),
    _Layout("ratings.dat", "movies.dat", "::", None, read_dat_movies),
    _Layout("u.data", "u.item", "\t", None, read_item_movies),
)


def read_movielens(source: Path, *, with_times: bool = True) -> MovieLens:
    """Read a whole data set from a folder or a zip; of a pair rated twice the last counts.

    Without times, which training does not need, `rated_at` is empty.

    Raises MovieLensFormatError for a line that is no rating or film, a rating of an unlisted film, a damaged
    zip, or a place without MovieLens files.
    """
    files = MovieLensFiles(source)
    for layout in _LAYOUTS:
        if layout.ratings in files and layout.movies in files:
            movies = layout.read_movies(files)
            movie_ids = {movie.movie_id for movie in movies}
            place = (layout.ratings, layout.separator, layout.header)
            ratings = read_ratings(files, *place, movie_ids, with_times=with_times)
            return _assemble(ratings, movies)
    wanted = ", nor ".join(f"{layout.ratings} with {layout.movies}" for layout in _LAYOUTS)
    raise MovieLensFormatError(str(source), None, f"no MovieLens files there (neither {wanted})")


def read_movies(source: Path) -> tuple[MovieLensMovie, ...]:
    """Read only the films of a data set; MovieLensFormatError as `read_movielens` raises it."""
    files = MovieLensFiles(source)
    for layout in _LAYOUTS:
        if layout.movies in files:
            return layout.read_movies(files)
    wanted = ", nor ".join(layout.movies for layout in _LAYOUTS)
    raise MovieLensFormatError(str(source), None, f"no MovieLens films there (neither {wanted})")


def count_ratings_at_least(source: Path) -> int:
    """Return a number of ratings that a data set hardly falls short of, by the size of its file alone.

    Raises MovieLensFormatError where there are no MovieLens files.
    """
    files = MovieLensFiles(source)
    for layout in _LAYOUTS:
        if layout.ratings in files and layout.movies in files:
            return files.size(layout.ratings) // MAX_LINE_BYTES
    return 0


def _assemble(ratings: RatingColumns, movies: tuple[MovieLensMovie, ...]) -> MovieLens:
    """Return the data set without repeated pairs, in the order of the file."""
    kept = last_of_each_pair(ratings.user_ids, ratings.movie_ids)
    columns = vars(ratings)
    if kept is not None:
        columns = {name: column[kept] if len(column) else column for name, column in columns.items()}
    return MovieLens(**columns, movies=movies)
