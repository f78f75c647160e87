"""Which column says what: the spellings that programs and people use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

_NO_LETTER = re.compile(r"[\W_]+")

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
        "titles",
        "movies",
        "films",
        "movietitle",
        "filmtitle",
        "moviename",
        "filmname",
        "primarytitle",
        "originaltitle",
        *("titel", "filmtitel", "titre", "titulo", "titolo", "baslık", "baslik", "filmadı", "naslov"),
        *("tytuł", "nazev", "cim"),
        *("название", "фильм"),
    ),
    "year": (
        "year",
        "releaseyear",
        "filmyear",
        "movieyear",
        "startyear",
        *("jahr", "annee", "ano", "anno", "yıl", "yil", "godina", "rok", "ev", "год"),
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
        *("bewertung", "note", "nota", "puntuacion", "calificacion", "avaliacao", "voto", "puan"),
        *("ocjena", "ocena", "hodnoceni", "osztalyzat", "оценка"),
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
    """Return a column's name in small letters and digits only, accents left out."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return _NO_LETTER.sub("", "".join(sign for sign in decomposed if not unicodedata.combining(sign)))


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
