"""JSON files: what Trakt and Simkl hand out, and Matinee's own export."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Mapping
from itertools import islice
from typing import Any

from bot.importing.cells import imdb_id_of, number_of, time_of, title_and_year
from bot.importing.errors import DamagedJson, TooManyRows, UnknownFile
from bot.importing.films import is_series, key_of
from bot.importing.limits import MAX_ROWS
from bot.importing.merging import film_key
from bot.importing.records import (
    EntryKind,
    FileSource,
    ImportedEntry,
    ImportedFile,
    InTurns,
    RowProblem,
)
from bot.importing.scales import read_rating

MATINEE_FORMAT = "matinee"
_SERIES_KEYS = ("show", "shows", "episode", "episodes", "season", "seasons", "anime", "person", "list")
_STATUSES: Mapping[str, EntryKind] = {
    "completed": "seen",
    "dropped": "seen",
    "watching": "seen",
    "plantowatch": "watchlist",
    "notinteresting": "hidden",
}
_MATINEE_LISTS: tuple[tuple[str, EntryKind], ...] = (
    ("ratings", "rated"),
    ("watchlist", "watchlist"),
    ("seen", "seen"),
    ("hidden", "hidden"),
)
_TRAKT_TIMES: tuple[tuple[str, EntryKind], ...] = (
    ("watched_at", "seen"),
    ("last_watched_at", "seen"),
    ("listed_at", "watchlist"),
    ("hidden_at", "hidden"),
)
_Item = Mapping[str, Any]
_Read = ImportedEntry | RowProblem


def read_json(text: str, in_turns: InTurns = iter) -> ImportedFile:
    """Return the films of a JSON file; UnknownFile when it is none of those known here."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedJson from error
    source, scale, read = _recognise(content)
    found = list(islice(in_turns(read), MAX_ROWS + 1))
    if len(found) > MAX_ROWS:
        raise TooManyRows(limit=MAX_ROWS)
    entries = tuple(one for one in found if isinstance(one, ImportedEntry))
    problems = tuple(one for one in found if isinstance(one, RowProblem))
    has_stars = any(entry.stars is not None for entry in entries)
    return ImportedFile(source, entries, problems, scale if has_stars else None)


def _recognise(content: object) -> tuple[FileSource, int, Iterator[_Read]]:
    if isinstance(content, dict):
        if content.get("format") == MATINEE_FORMAT:
            return "matinee", 5, _matinee(content)
        items, series = _items(content.get("movies")), _count_series(content)
        is_simkl = any("status" in item or "user_rating" in item for item in items)
        if items or series:
            source: FileSource = "simkl" if is_simkl else "trakt"
            return source, 10, _with_series(_entries(items), series)
    items = _items(content)
    if any(_is_trakt(item) for item in items):
        return "trakt", 10, _entries(items)
    raise UnknownFile


def _items(content: object) -> list[_Item]:
    return [item for item in content if isinstance(item, dict)] if isinstance(content, list) else []


def _is_trakt(item: _Item) -> bool:
    has_film = isinstance(item.get("movie"), dict) or isinstance(item.get("ids"), dict)
    return has_film or any(isinstance(item.get(key), dict) for key in _SERIES_KEYS)


def _count_series(content: _Item) -> int:
    return sum(len(_items(content.get(key))) for key in ("shows", "anime", "episodes", "seasons"))


def _with_series(read: Iterator[_Read], series: int) -> Iterator[_Read]:
    yield from read
    for _ in range(series):
        yield RowProblem(0, "series")


def _entries(items: list[_Item]) -> Iterator[_Read]:
    for line, item in enumerate(items, start=1):
        if is_series(item.get("type")) or any(isinstance(item.get(key), dict) for key in _SERIES_KEYS):
            yield RowProblem(line, "series", _series_of(item))
        else:
            yield from _entry(item, line)


def _series_of(item: _Item) -> Hashable:
    """Return which series an item is of: its episodes are one."""
    series = next((item[key] for key in _SERIES_KEYS if isinstance(item.get(key), dict)), item)
    ids = series.get("ids")
    imdb_id = imdb_id_of(ids.get("imdb")) if isinstance(ids, dict) else None
    return key_of(*title_and_year(series.get("title"), series.get("year")), imdb_id, None)


def _entry(item: _Item, line: int) -> Iterator[_Read]:
    """Yield the film of an item of Trakt's or Simkl's; one that says nothing of watching is passed over."""
    cell = item.get("rating", item.get("user_rating"))
    rating = read_rating(cell)
    stars = rating.stars(10) if rating else None
    kind: EntryKind | None = "rated" if stars is not None else _kind_of(item)
    if kind is None:
        return
    times = (item.get(key) for key in ("rated_at", "user_rated_at", *(key for key, _ in _TRAKT_TIMES)))
    film = item.get("movie")
    read = _film(film if isinstance(film, dict) else item, kind, stars, next(filter(None, times), None), line)
    if cell and stars is None and isinstance(read, ImportedEntry):
        yield RowProblem(line, "bad_rating", film_key(read))
    yield read


def _kind_of(item: _Item) -> EntryKind | None:
    status = item.get("status")
    if isinstance(status, str) and status in _STATUSES:
        return _STATUSES[status]
    return next((kind for key, kind in _TRAKT_TIMES if item.get(key)), None)


def _film(film: _Item, kind: EntryKind, stars: float | None, time: object, line: int) -> _Read:
    ids = film.get("ids")
    ids = ids if isinstance(ids, dict) else film
    title, year = title_and_year(film.get("title"), film.get("year"))
    imdb_id = imdb_id_of(ids.get("imdb", ids.get("imdb_id")))
    tmdb_id = number_of(ids.get("tmdb", ids.get("tmdb_id")))
    if key_of(title, year, imdb_id, tmdb_id) is None:
        return RowProblem(line, "no_title")
    movie_id = number_of(film.get("movie_id"))
    return ImportedEntry(title, year, imdb_id, tmdb_id, stars, kind, time_of(time), line, movie_id)


def _matinee(content: _Item) -> Iterator[_Read]:
    line = 0
    for name, kind in _MATINEE_LISTS:
        for item in _items(content.get(name)):
            line += 1
            rating = read_rating(item.get("stars")) if kind == "rated" else None
            stars = rating.stars(5) if rating else None
            if kind == "rated" and stars is None:
                yield RowProblem(line, "bad_rating")
            else:
                yield _film(item, kind, stars, item.get("at"), line)
