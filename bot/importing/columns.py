"""Which column says what: the spellings that programs and people use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")

# Of several that a file has the first that says something counts.
SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "imdb_id": ("imdbid", "imdb", "const", "tconst", "imdbtitleid", "imdburl", "imdblink", "imdburi"),
    "tmdb_id": ("tmdbid", "tmdb", "themoviedbid", "moviedbid", "idtmdb"),
    "movie_id": ("movieid", "movielensid"),
    "title": (
        "title",
        "name",
        "movie",
        "film",
        "movietitle",
        "filmtitle",
        "moviename",
        "filmname",
        "primarytitle",
        "originaltitle",
        "titel",
        "titre",
        "titulo",
    ),
    "year": (
        "year",
        "releaseyear",
        "filmyear",
        "movieyear",
        "startyear",
        "jahr",
        "annee",
        "ano",
        "releasedate",
    ),
    "rating": (
        "yourrating",
        "myrating",
        "userrating",
        "rating",
        "rating10",
        "rating5",
        "rating100",
        "stars",
        "score",
        "myscore",
        "personalrating",
        "bewertung",
        "note",
        "nota",
    ),
    "time": (
        "watcheddate",
        "watchedat",
        "datewatched",
        "daterated",
        "ratedat",
        "rateddate",
        "dateadded",
        "addedat",
        "lastwatchedat",
        "listedat",
        "created",
        "date",
        "timestamp",
    ),
    "type": ("titletype", "type", "mediatype", "contenttype"),
    "list": ("list",),
    "simkl_list": ("watchlist",),
    "url": ("url", "link", "uri"),
}


def plain(name: str) -> str:
    """Return a column's name in small letters and digits only."""
    return _NOT_A_LETTER.sub("", name.lower())


def find_columns(names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return where each thing stands that the columns say: the places of its spellings, the best first."""
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(plain(name), place)
    return {
        meaning: known
        for meaning, spellings in SPELLINGS.items()
        if (known := tuple(places[spelling] for spelling in spellings if spelling in places))
    }
