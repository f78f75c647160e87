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
        "titlename",
        "filmname",
        "primarytitle",
        "originaltitle",
        *("titel", "filmtitel", "titre", "titulo", "titolo", "baslık", "baslik", "filmadı", "naslov"),
        *("tytuł", "nazev", "cim"),
        *("оригинальноеназвание", "название", "русскоязычноеназвание", "фильм"),
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
        *("ocjena", "ocena", "hodnoceni", "osztalyzat", "оценка", "мояоценка"),
        *("meinebewertung", "meinenote", "manote", "minota", "minhanota", "miovoto", "puanım", "mojaocjena"),
    ),
    "time": (
        "watcheddate",
        "watchedat",
        "datewatched",
        "watchedon",
        "seenon",
        "dateseen",
        "lastviewed",
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
    "status": ("status", "state"),
    "is_seen": ("seen", "watched", "gesehen", "vu", "visto", "izlendi", "gledano", "просмотрено"),
    "simkl_list": ("watchlist",),
    "url": ("url", "link", "uri"),
}


FILM_COLUMNS = frozenset({"title", "imdb_id", "tmdb_id"})
"""What says which film is meant."""


def plain(name: str) -> str:
    """Return a column's name in small letters and digits only, accents left out."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return _NO_LETTER.sub("", "".join(sign for sign in decomposed if not unicodedata.combining(sign)))


def are_names(cells: Sequence[str]) -> bool:
    """Return whether a row is surely one of columns' names: it names a film's column, and another one."""
    known = find_columns(cells)
    return len(known) > 1 and not FILM_COLUMNS.isdisjoint(known)


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
