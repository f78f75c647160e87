"""What a person said of films, as files that this bot and others read.

Letterboxd's importer takes imdbID, tmdbID, Title, Year, Rating (0.5 to 5) and WatchedDate; MovieLens takes
IMDb's form: Const and Your Rating (1 to 10). One file has the columns of both, and both say the same.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.importing.cells import escape_formula
from bot.importing.json_files import MATINEE_FORMAT

_FILM = ("Title", "Year", "imdbID", "tmdbID")
_RATED = ("Const", "Your Rating", "Date Rated", *_FILM, "Rating", "WatchedDate", "List")
_LISTED = ("Const", "Created", *_FILM, "List")


@dataclass(frozen=True, slots=True)
class WrittenFilm:
    """One film as it stands in a file; stars only where it was rated."""

    movie_id: int
    title: str
    year: int | None
    imdb_id: str | None
    tmdb_id: int | None
    at: datetime
    stars: float | None = None


def write_ratings(films: Iterable[WrittenFilm]) -> bytes:
    """Return ratings as CSV."""
    return _csv(_RATED, (_rated(film) for film in films))


def write_list(name: str, films: Iterable[WrittenFilm]) -> bytes:
    """Return a list of films as CSV; its name (watchlist, seen, hidden) stands in every row."""
    return _csv(_LISTED, ((film.imdb_id, _day(film.at), *_film(film), name) for film in films))


def write_json(
    lists: Mapping[str, Sequence[WrittenFilm]],
    stored: Mapping[str, Any],
    exported_at: datetime,
    data_set: str | None,
) -> bytes:
    """Return everything as JSON: the films by list (ratings among them), and every stored row by table.

    data_set is the digest of the MovieLens data set whose users are meant: each release numbers them anew.
    """
    content: dict[str, Any] = {"format": MATINEE_FORMAT, "version": 1, "exported_at": exported_at.isoformat()}
    content["movielens_data_set"] = data_set
    for name, films in lists.items():
        content[name] = [_json_film(film) for film in films]
    return json.dumps(content | {"stored": stored}, ensure_ascii=False, default=_as_text).encode()


def write_zip(files: Mapping[str, bytes], written_at: datetime) -> bytes:
    """Return the files in one zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=written_at.timetuple()[:6])
            archive.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _rated(film: WrittenFilm) -> tuple[object, ...]:
    stars, day = film.stars or 0.0, _day(film.at)
    return (film.imdb_id, round(stars * 2), day, *_film(film), stars, day, "ratings")


def _film(film: WrittenFilm) -> tuple[object, ...]:
    return film.title, film.year, film.imdb_id, film.tmdb_id


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([escape_formula(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode()


def _json_film(film: WrittenFilm) -> dict[str, Any]:
    said = {
        "movie_id": film.movie_id,
        "title": film.title,
        "year": film.year,
        "imdb_id": film.imdb_id,
        "tmdb_id": film.tmdb_id,
        "at": film.at.isoformat(),
    }
    return said if film.stars is None else said | {"stars": film.stars}


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


def _as_text(value: object) -> str:
    """Return what JSON has no form for (times) as text."""
    return value.isoformat() if isinstance(value, datetime) else str(value)
