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
_LATEST_YEAR, _LATEST_MOMENT = 9999, 253_402_300_799  # the last second of it


def read_snapshot(files: MovieLensFiles) -> tuple[pd.DataFrame, tuple[MovieLensMovie, ...]]:
    """Ratings (columns user, movie, stars, at) and films; a film without title is called by its number."""
    movies: dict[int, MovieLensMovie] = {}
    ratings: list[tuple[int, int, float, int]] = []
    for line, row in _rows(files):
        movie_id = whole_number(row["movieId"], "the movie id", SNAPSHOT_NAME, line)
        if movie_id not in movies:
            movies[movie_id] = _movie(movie_id, row, line)
        ratings.append(_rating(movie_id, row, line))
    frame = pd.DataFrame(ratings, columns=["user", "movie", "stars", "at"])
    return frame, tuple(sorted(movies.values(), key=lambda movie: movie.movie_id))


def _rows(files: MovieLensFiles) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and fields by column name; columns beside the known ones are ignored."""
    with files.open(SNAPSHOT_NAME) as file:
        reader = csv.DictReader(io.TextIOWrapper(file, encoding="utf-8-sig", newline=""), strict=True)
        try:
            yield from _checked(reader)
        except csv.Error as error:
            raise MovieLensFormatError(SNAPSHOT_NAME, reader.line_num, str(error)) from error
        except UnicodeDecodeError as error:  # decoded in blocks: the line is unknown
            raise MovieLensFormatError(SNAPSHOT_NAME, None, "the text is not UTF-8") from error


def _checked(reader: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and fields of rows that have all columns."""
    missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise MovieLensFormatError(SNAPSHOT_NAME, 1, f"columns are missing: {', '.join(missing)}")
    for row in reader:
        if None in row or None in row.values():
            raise MovieLensFormatError(SNAPSHOT_NAME, reader.line_num, "too many or too few fields")
        yield reader.line_num, row


def _movie(movie_id: int, row: dict[str, str], line: int) -> MovieLensMovie:
    """The film of a row."""
    title = f"MovieLens film {movie_id}" if row["title"] in _MISSING else split_title(row["title"])[0]
    year = None if row["year"] in _MISSING else _whole(row["year"], "the year", _LATEST_YEAR, line)
    return MovieLensMovie(movie_id, title, year, known_genres(row["genres"].split("|")), None, None)


def _rating(movie_id: int, row: dict[str, str], line: int) -> tuple[int, int, float, int]:
    """User, movie, stars and moment of a row."""
    user_id = whole_number(row["userId"], "the user id", SNAPSHOT_NAME, line)
    stars = _number(row["rating"], line)
    if not is_valid_star_count(stars):
        raise MovieLensFormatError(SNAPSHOT_NAME, line, f"{row['rating']!r} is no rating")
    return user_id, movie_id, stars, _whole(row["timestamp"], "the timestamp", _LATEST_MOMENT, line)


def _whole(text: str, what: str, largest: int, line: int) -> int:
    """A number from 0 on of a field, which R may have written as "1966.0", or MovieLensFormatError."""
    number = _number(text, line)
    if not 0 <= number <= largest:
        raise MovieLensFormatError(SNAPSHOT_NAME, line, f"{what} is {text!r}")
    return int(number)


def _number(text: str, line: int) -> float:
    """Any number of a field, or MovieLensFormatError."""
    try:
        return float(text)
    except ValueError as error:
        raise MovieLensFormatError(SNAPSHOT_NAME, line, str(error)) from error
