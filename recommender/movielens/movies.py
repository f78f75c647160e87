"""The films of a MovieLens data set, from movies.csv and links.csv, movies.dat or u.item."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from recommender.genres import GENRES
from recommender.movielens.records import MovieLensMovie
from recommender.movielens.source import MovieLensFiles, MovieLensFormatError
from recommender.movielens.titles import split_title

_ITEM_GENRES = ("unknown", *(genre for genre in GENRES if genre != "IMAX"))
_ITEM_TEXT_FIELDS = 5
_MAX_DIGITS = 10  # of 2³¹; Python refuses to read numbers of thousands of digits
_RENAMED = {"Children's": "Children"}


def read_csv_movies(files: MovieLensFiles) -> tuple[MovieLensMovie, ...]:
    """Read movies.csv, with the ids of links.csv where there is one."""
    links = _read_links(files) if "links.csv" in files else {}
    rows = _csv_rows(files, "movies.csv", ["movieId", "title", "genres"])
    return _movies("movies.csv", ((line, row[0], row[1], row[2].split("|")) for line, row in rows), links)


def read_dat_movies(files: MovieLensFiles) -> tuple[MovieLensMovie, ...]:
    """Read movies.dat: movie id::title::genres."""
    return _movies("movies.dat", _dat_rows(files), {})


def read_item_movies(files: MovieLensFiles) -> tuple[MovieLensMovie, ...]:
    """Read u.item: movie id|title|release date|video date|URL|19 genre flags."""
    return _movies("u.item", _item_rows(files), {})


def known_genres(names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the names that are MovieLens genres, in today's spelling."""
    spelled = (_RENAMED.get(name, name) for name in names)
    return tuple(name for name in spelled if name in GENRES)


def whole_number(text: str, what: str, file: str, line: int) -> int:
    """Return the positive whole number in a field, or raise MovieLensFormatError."""
    digits = text.lstrip("0")
    if not (text.isascii() and text.isdigit() and 0 < len(digits) <= _MAX_DIGITS and int(digits) < 2**31):
        raise MovieLensFormatError(file, line, f"{what} is {text[:40]!r}, not a positive whole number")
    return int(digits)


def _movies(
    file: str,
    rows: Iterable[tuple[int, str, str, list[str]]],
    links: dict[int, tuple[str | None, int | None]],
) -> tuple[MovieLensMovie, ...]:
    """Return films from (line, movie id, title, genres); a movie id twice is an error."""
    movies: dict[int, MovieLensMovie] = {}
    for line, id_text, title_text, genres in rows:
        movie_id = whole_number(id_text, "the movie id", file, line)
        title, year = split_title(title_text)
        if not title:
            raise MovieLensFormatError(file, line, "the title is empty")
        if "\0" in title:
            raise MovieLensFormatError(file, line, "the title holds a NUL")  # no PostgreSQL stores it
        if movie_id in movies:
            raise MovieLensFormatError(file, line, f"movie {movie_id} was listed before")
        movies[movie_id] = MovieLensMovie(
            movie_id, title, year, known_genres(genres), *links.get(movie_id, (None, None))
        )
    return tuple(movies.values())


def _read_links(files: MovieLensFiles) -> dict[int, tuple[str | None, int | None]]:
    """Return IMDb and TMDB ids by movie id; IMDb ids are "tt" and at least seven digits."""
    links: dict[int, tuple[str | None, int | None]] = {}
    for line, (movie, imdb, tmdb) in _csv_rows(files, "links.csv", ["movieId", "imdbId", "tmdbId"]):
        imdb_id = f"tt{whole_number(imdb, 'the IMDb id', 'links.csv', line):07d}" if imdb else None
        tmdb_id = whole_number(tmdb, "the TMDB id", "links.csv", line) if tmdb else None
        links[whole_number(movie, "the movie id", "links.csv", line)] = (imdb_id, tmdb_id)
    return links


def _csv_rows(files: MovieLensFiles, name: str, header: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and fields of each row of a UTF-8 CSV with this header."""
    reader = csv.reader(io.StringIO(_text(files, name, "utf-8-sig")), strict=True)
    try:
        for number, row in enumerate(reader):
            if number == 0 and row != header:
                raise MovieLensFormatError(
                    name, 1, f"the header is {','.join(row)!r}, not {','.join(header)!r}"
                )
            if number > 0 and row:
                yield reader.line_num, _exactly(row, len(header), name, reader.line_num)
    except csv.Error as error:
        raise MovieLensFormatError(name, reader.line_num, str(error)) from error


def _dat_rows(files: MovieLensFiles) -> Iterator[tuple[int, str, str, list[str]]]:
    for line, text in _lines(files, "movies.dat"):
        movie, title, genres = _exactly(text.split("::"), 3, "movies.dat", line)
        yield line, movie, title, genres.split("|")


def _item_rows(files: MovieLensFiles) -> Iterator[tuple[int, str, str, list[str]]]:
    for line, text in _lines(files, "u.item"):
        fields = _exactly(text.split("|"), _ITEM_TEXT_FIELDS + len(_ITEM_GENRES), "u.item", line)
        flags = fields[_ITEM_TEXT_FIELDS:]
        yield (
            line,
            fields[0],
            fields[1],
            [genre for genre, flag in zip(_ITEM_GENRES, flags, strict=True) if flag == "1"],
        )


def _exactly(fields: list[str], count: int, file: str, line: int) -> list[str]:
    """Return the fields if there are as many as there must be."""
    if len(fields) != count:
        raise MovieLensFormatError(file, line, f"{len(fields)} fields where {count} belong")
    return fields


def _lines(files: MovieLensFiles, name: str) -> Iterator[tuple[int, str]]:
    """Yield line number and text of each line that is not blank."""
    for number, line in enumerate(_text(files, name, "utf-8").splitlines(), start=1):
        if line.strip():
            yield number, line


def _text(files: MovieLensFiles, name: str, encoding: str) -> str:
    """Return a whole file as text; a .csv must be UTF-8, older layouts may be Latin-1 (ml-10m is not)."""
    with files.open(name) as file:
        content = file.read()
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if not name.endswith(".csv"):
            return content.decode("latin-1")
        line = content.count(b"\n", 0, error.start) + 1
        raise MovieLensFormatError(name, line, "the text is not UTF-8") from error
