"""JSON files: what Trakt and Simkl hand out, and Matinee's own export."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Mapping
from itertools import islice
from typing import Any

from bot.importing.cells import imdb_id_of, number_of, time_of, title_and_year
from bot.importing.errors import DamagedJson, TooManyRows, UnclearKind, UnknownFile
from bot.importing.films import is_series, key_of
from bot.importing.kinds import KindOfList, kind_of_list
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
_SETTINGS = {
    "movielens_user_id": "movielens_user_id",
    "filters": "filters",
    "asked_filters": "asked_filters",
    "boldness": "boldness",
    "chosen_language": "language",
}
"""What a person chose, by the column that it is stored in; no other column of theirs is looked at."""
_TRAKT_TIMES: Mapping[str, EntryKind] = {
    "watched_at": "seen",
    "last_watched_at": "seen",
    "listed_at": "watchlist",
    "hidden_at": "hidden",
}
_Item = Mapping[str, Any]
_Read = ImportedEntry | RowProblem


def read_json(
    text: str, file_name: str = "", kind: EntryKind | None = None, in_turns: InTurns = iter
) -> ImportedFile:
    """Return the films of a JSON file; UnknownFile when it is none of those known here.

    kind is what the films of a list are of which only the person can say (after UnclearKind).
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedJson from error
    source, scale, read = _recognise(content, kind_of_list(file_name, kind))
    found = list(islice(in_turns(read), MAX_ROWS + 1))
    if len(found) > MAX_ROWS:
        raise TooManyRows(limit=MAX_ROWS)
    entries = tuple(one for one in found if isinstance(one, ImportedEntry))
    problems = tuple(one for one in found if isinstance(one, RowProblem))
    has_stars = any(entry.stars is not None for entry in entries)
    settings = _settings(content) if source == "matinee" else {}
    return ImportedFile(source, entries, problems, scale if has_stars else None, settings=settings)


def _recognise(content: object, listed: KindOfList) -> tuple[FileSource, int, Iterator[_Read]]:
    if isinstance(content, dict):
        if content.get("format") == MATINEE_FORMAT:
            return "matinee", 5, _matinee(content)
        if _items(content.get("items")):  # a list with what it is called
            return _recognise(content["items"], listed.named_by(content.get("name")))
        items, series = _items(content.get("movies")), _count_series(content)
        is_simkl = any("status" in item or "user_rating" in item for item in items)
        if items or series:
            source: FileSource = "simkl" if is_simkl else "trakt"
            return source, 10, _with_series(_entries(items, listed), series)
    items = _items(content)
    if any(_is_trakt(item) for item in items):
        return "trakt", 10, _entries(items, listed)
    raise UnknownFile


def _items(content: object) -> list[_Item]:
    return [item for item in content if isinstance(item, dict)] if isinstance(content, list) else []


def _is_trakt(item: _Item) -> bool:
    has_film = isinstance(item.get("movie"), dict) or isinstance(item.get("ids"), dict)
    is_list = "item_count" in item  # its films stand in another file
    return not is_list and (has_film or any(isinstance(item.get(key), dict) for key in _SERIES_KEYS))


def _count_series(content: _Item) -> int:
    return sum(len(_items(content.get(key))) for key in ("shows", "anime", "episodes", "seasons"))


def _with_series(read: Iterator[_Read], series: int) -> Iterator[_Read]:
    yield from read
    for _ in range(series):
        yield RowProblem(0, "series")


def _entries(items: list[_Item], listed: KindOfList) -> Iterator[_Read]:
    for line, item in enumerate(items, start=1):
        if is_series(item.get("type")) or any(isinstance(item.get(key), dict) for key in _SERIES_KEYS):
            yield RowProblem(line, "series", _series_of(item))
        else:
            yield from _entry(item, line, listed)


def _series_of(item: _Item) -> Hashable:
    """Return which series an item is of: its episodes are one."""
    series = next((item[key] for key in _SERIES_KEYS if isinstance(item.get(key), dict)), item)
    ids = series.get("ids")
    imdb_id = imdb_id_of(ids.get("imdb")) if isinstance(ids, dict) else None
    return key_of(*title_and_year(series.get("title"), series.get("year")), imdb_id, None)


def _entry(item: _Item, line: int, listed: KindOfList) -> Iterator[_Read]:
    """Yield the film of an item of Trakt's or Simkl's, or that it says nothing of watching."""
    cell = item.get("rating", item.get("user_rating"))
    rating = read_rating(cell)
    stars = rating.stars(10) if rating else None
    kind: EntryKind | None = "rated" if stars is not None else _kind_of(item, line, listed) or listed.answer
    times = (item.get(key) for key in ("rated_at", "user_rated_at", *_TRAKT_TIMES))
    film = item.get("movie")
    read = _film(
        film if isinstance(film, dict) else item, kind or "seen", stars, next(filter(None, times), None), line
    )
    if kind is None:
        yield RowProblem(line, "unsaid", film_key(read) if isinstance(read, ImportedEntry) else None)
        return
    if cell and stars is None and isinstance(read, ImportedEntry):
        yield RowProblem(line, "bad_rating", film_key(read))
    yield read


def _kind_of(item: _Item, line: int, listed: KindOfList) -> EntryKind | None:
    status = item.get("status")
    if isinstance(status, str) and status in _STATUSES:
        return _STATUSES[status]
    key = next((key for key in _TRAKT_TIMES if item.get(key)), None)
    if key != "listed_at":
        return None if key is None else _TRAKT_TIMES[key]
    if listed.kind is None:
        raise UnclearKind(line=line)
    return listed.kind


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


def _settings(content: _Item) -> dict[str, object]:
    """Return what our own export says was chosen besides films; its owner has one row of each table."""
    stored = content.get("stored")
    tables = stored if isinstance(stored, dict) else {}
    person, daily = (next(iter(_items(tables.get(name))), {}) for name in ("chat_users", "daily_picks"))
    chosen = {name: person.get(column) for column, name in _SETTINGS.items()}
    if person.get("movielens_user_id") and content.get("movielens_data_set"):
        chosen["movielens_user_id"] = [person["movielens_user_id"], content["movielens_data_set"]]
    chosen["daily"] = [daily.get("hour"), daily.get("zone")] if daily else None
    return {name: value for name, value in chosen.items() if value}
