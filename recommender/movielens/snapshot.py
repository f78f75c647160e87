"""MovieLens as one table, film and rating in one row: the snapshot of 2016 of the R package dslabs."""

import csv
import io
from collections.abc import Iterator

import pandas as pd

from recommender.movielens.movies import known_genres, whole_number
from recommender.movielens.records import MovieLensMovie
from recommender.movielens.source import MovieLensFiles, MovieLensFormatError
from recommender.movielens.titles import split_title
from recommender.ratings import is_valid_star_count

SNAPSHOT_NAME = "movielens.csv"
_COLUMNS = ("movieId", "title", "year", "genres", "userId", "rating", "timestamp")
_MISSING = ("", "NA", "nan")


def read_snapshot(files: MovieLensFiles) -> tuple[pd.DataFrame, tuple[MovieLensMovie, ...]]:
    """Ratings (columns user, movie, stars, at) and films; a film without title is called by its number."""
    movies: dict[int, MovieLensMovie] = {}
    ratings: list[tuple[int, int, float, int]] = []
    for line, row in _rows(files):
        movie_id = whole_number(row["movieId"], "the movie id", SNAPSHOT_NAME, line)
        if movie_id not in movies:
            movies[movie_id] = _movie(movie_id, row)
        ratings.append(_rating(movie_id, row, line))
    frame = pd.DataFrame(ratings, columns=["user", "movie", "stars", "at"])
    return frame, tuple(sorted(movies.values(), key=lambda movie: movie.movie_id))


def _rows(files: MovieLensFiles) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and fields by column name; columns beside the known ones are ignored."""
    with files.open(SNAPSHOT_NAME) as file:
        reader = csv.DictReader(io.TextIOWrapper(file, encoding="utf-8-sig", newline=""), strict=True)
        missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise MovieLensFormatError(SNAPSHOT_NAME, 1, f"columns are missing: {', '.join(missing)}")
        for row in reader:
            if None in row or None in row.values():
                raise MovieLensFormatError(SNAPSHOT_NAME, reader.line_num, "too many or too few fields")
            yield reader.line_num, row


def _movie(movie_id: int, row: dict[str, str]) -> MovieLensMovie:
    """The film of a row."""
    title = f"MovieLens film {movie_id}" if row["title"] in _MISSING else split_title(row["title"])[0]
    year = None if row["year"] in _MISSING else int(float(row["year"]))
    return MovieLensMovie(movie_id, title, year, known_genres(row["genres"].split("|")), None, None)


def _rating(movie_id: int, row: dict[str, str], line: int) -> tuple[int, int, float, int]:
    """User, movie, stars and moment of a row."""
    user_id = whole_number(row["userId"], "the user id", SNAPSHOT_NAME, line)
    try:
        stars, rated_at = float(row["rating"]), int(float(row["timestamp"]))
    except ValueError as error:
        raise MovieLensFormatError(SNAPSHOT_NAME, line, str(error)) from error
    if not is_valid_star_count(stars):
        raise MovieLensFormatError(SNAPSHOT_NAME, line, f"{row['rating']!r} is no rating")
    return user_id, movie_id, stars, rated_at
