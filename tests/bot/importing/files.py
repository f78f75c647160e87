"""Small files as other services hand them out; all people and opinions in them are made up."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence

LETTERBOXD_RATINGS = ("Date", "Name", "Year", "Letterboxd URI", "Rating")
LETTERBOXD_FILMS = ("Date", "Name", "Year", "Letterboxd URI")
LETTERBOXD_DIARY = (*LETTERBOXD_RATINGS, "Rewatch", "Tags", "Watched Date")
IMDB_RATINGS = (
    "Const",
    "Your Rating",
    "Date Rated",
    "Title",
    "Original Title",
    "URL",
    "Title Type",
    "IMDb Rating",
    "Runtime (mins)",
    "Year",
    "Genres",
    "Num Votes",
    "Release Date",
    "Directors",
)
IMDB_WATCHLIST = (
    "Position",
    "Const",
    "Created",
    "Modified",
    "Description",
    *IMDB_RATINGS[3:],
    *IMDB_RATINGS[1:3],
)
MOVIELENS = ("movie_id", "imdb_id", "tmdb_id", "rating", "average_rating", "title")
SIMKL = (
    "SIMKL_ID",
    "Title",
    "Type",
    "Year",
    "Watchlist",
    "LastEpWatched",
    "WatchedDate",
    "Rating",
    "Memo",
    "TVDB",
    "TMDB",
    "IMDB",
)


def csv_text(
    columns: Sequence[str], *rows: Sequence[object] | Mapping[str, object], separator: str = ","
) -> str:
    """Return a CSV; a row is a sequence, or a mapping that leaves the other columns empty."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([row.get(name, "") for name in columns] if isinstance(row, Mapping) else row)
    return out.getvalue()


def csv_bytes(columns: Sequence[str], *rows: Sequence[object] | Mapping[str, object]) -> bytes:
    """Return a CSV as most programs write it."""
    return csv_text(columns, *rows).encode()


def json_bytes(content: object) -> bytes:
    """Return JSON."""
    return json.dumps(content).encode()


def zip_bytes(files: Iterable[tuple[str, bytes]] | Mapping[str, bytes]) -> bytes:
    """Return a zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in dict(files).items():
            archive.writestr(name, content)
    return out.getvalue()


def trakt_film(
    title: str, year: int, imdb: str | None = None, tmdb: int | None = None, **said: object
) -> object:
    """Return an item of a Trakt list."""
    return {
        "type": "movie",
        "movie": {"title": title, "year": year, "ids": {"trakt": 1, "imdb": imdb, "tmdb": tmdb}},
        **said,
    }
