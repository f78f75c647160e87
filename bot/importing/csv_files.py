"""CSV files of every source: told apart by their columns, read row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.importing.cells import (
    imdb_id_in_address,
    imdb_id_of,
    number_of,
    text_of,
    time_of,
    title_and_year,
    tmdb_id_in_address,
)
from bot.importing.columns import FILM_COLUMNS, find_columns, plain
from bot.importing.csv_tables import CsvRow, CsvTable, read_table
from bot.importing.errors import DataSetFile, OneColumn, UnclearKind, UnknownColumns
from bot.importing.films import is_series, key_of
from bot.importing.kinds import kind_in_name
from bot.importing.records import (
    EntryKind,
    FileSource,
    ImportedEntry,
    ImportedFile,
    InTurns,
    RowProblem,
)
from bot.importing.scales import ReadRating, guess_scale, read_rating

MATINEE_COLUMNS = frozenset({"const", "imdbid", "tmdbid", "list"})
_LISTS: Mapping[str, EntryKind] = {
    "watchlist": "watchlist",
    "plantowatch": "watchlist",
    "towatch": "watchlist",
    "seen": "seen",
    "watched": "seen",
    "completed": "seen",
    "watching": "seen",
    "dropped": "seen",
    "hidden": "hidden",
    "notinteresting": "hidden",
    "notinterested": "hidden",
    "wanttowatch": "watchlist",
    "wanttosee": "watchlist",
    "unwatched": "watchlist",
    "notwatched": "watchlist",
    "notseen": "watchlist",
}
_YES = frozenset(
    {"yes", "y", "true", "1", "x", "✓", "✔", "ja", "oui", "sí", "si", "sì", "sim", "evet", "da", "да"}
)
_NO = frozenset({"no", "n", "false", "0", "nein", "non", "não", "hayır", "ne", "нет"})
_SCALES: Mapping[FileSource, int] = {"letterboxd": 5, "imdb": 10, "movielens": 5, "simkl": 10, "matinee": 10}
_SCALES_IN_NAMES = {"rating10": 10, "rating5": 5, "rating100": 100}
_SHOWN_COLUMNS = 6


@dataclass(frozen=True)
class _Form:
    """What is known before the first row: where things stand and what a row without stars means.

    answer is what the person said of rows of which nothing in the file does.
    """

    source: FileSource
    places: Mapping[str, tuple[int, ...]]
    kind: EntryKind | None
    answer: EntryKind | None
    scale: int
    scale_is_guessed: bool

    def cell(self, row: CsvRow, meaning: str) -> str:
        """Return what a row says of something; the empty text when it says nothing."""
        said = (row.cells[place] for place in self.places.get(meaning, ()) if place < len(row.cells))
        return next((cell for cell in said if cell.strip()), "")


def read_csv(text: str, file_name: str, kind: EntryKind | None, in_turns: InTurns = iter) -> ImportedFile:
    """Return the films of a CSV; kind says what films without stars are, where somebody was asked."""
    table = _with_a_name(read_table(text, in_turns))
    places = find_columns(table.columns)
    if "rating" in places:
        places["rating"] = places["rating"][:1]  # two may be on two scales
    names = {plain(name) for name in table.columns}
    _refuse_data_sets(names)
    if FILM_COLUMNS.isdisjoint(places) and not _has_addresses(table, places):
        if len(table.columns) < 2:
            raise OneColumn
        raise UnknownColumns(columns=tuple(text_of(name)[:40] for name in table.columns[:_SHOWN_COLUMNS]))
    source = _source_of(names)
    scale, is_guessed = _scale_of(table, places, source)
    form = _Form(source, places, _kind_of(source, places, file_name), kind, scale, is_guessed)
    read = [one for row in in_turns(table.rows) for one in _read_row(row, form)]
    entries = tuple(one for one in read if isinstance(one, ImportedEntry))
    problems = tuple(one for one in read if isinstance(one, RowProblem))
    has_stars = any(entry.stars is not None for entry in entries)
    return ImportedFile(source, entries, problems, scale if has_stars else None, is_guessed and has_stars)


def _with_a_name(table: CsvTable) -> CsvTable:
    """Return a table that begins with its columns' names; a list of IMDb ids alone needs none."""
    (first, *others) = table.columns
    if others or "tt" not in first.lower() or imdb_id_of(first) is None:
        return table
    return CsvTable(("imdb_id",), (CsvRow(1, table.columns), *table.rows))


def _has_addresses(table: CsvTable, places: Mapping[str, tuple[int, ...]]) -> bool:
    """Return whether addresses say which films are meant, where nothing else does."""
    cells = [
        row.cells[place] for place in places.get("url", ()) for row in table.rows if place < len(row.cells)
    ]
    return any(imdb_id_in_address(cell) or tmdb_id_in_address(cell) for cell in cells)


def _refuse_data_sets(names: set[str]) -> None:
    is_of_many = "userid" in names and "movieid" in names
    is_catalogue = "movieid" in names and "genres" in names and "rating" not in names
    if is_of_many or is_catalogue or names == {"movieid", "imdbid", "tmdbid"}:
        raise DataSetFile


def _source_of(names: set[str]) -> FileSource:
    if names >= MATINEE_COLUMNS:
        return "matinee"
    if "letterboxduri" in names:
        return "letterboxd"
    if "const" in names:
        return "imdb"
    if "simklid" in names:
        return "simkl"
    if {"movieid", "imdbid", "averagerating"} <= names:
        return "movielens"
    return "csv"


def _scale_of(table: CsvTable, places: Mapping[str, tuple[int, ...]], source: FileSource) -> tuple[int, bool]:
    """Return out of how many the ratings are, and whether that was decided from their values."""
    if "rating" not in places or source in _SCALES:
        return _SCALES.get(source, 5), False
    (place,) = places["rating"]
    named = _SCALES_IN_NAMES.get(plain(table.columns[place]))
    if named:
        return named, False
    ratings = [read_rating(row.cells[place]) for row in table.rows if place < len(row.cells)]
    return guess_scale(ratings), any(rating is not None and rating.out_of is None for rating in ratings)


def _kind_of(source: FileSource, places: Mapping[str, tuple[int, ...]], file_name: str) -> EntryKind | None:
    """Return what a row without stars means that does not say it itself; None when nothing does."""
    named = kind_in_name(file_name)
    if "list" in places or source == "simkl":
        return named
    if "rating" in places and source != "imdb":
        return "seen"
    return "watchlist" if source == "imdb" and named is None else named


def _read_row(row: CsvRow, form: _Form) -> Iterator[ImportedEntry | RowProblem]:
    """Yield the film of a row, or why there is none; a film whose stars cannot be read counts as seen."""
    title, year = title_and_year(form.cell(row, "title"), form.cell(row, "year"))
    imdb_id = imdb_id_of(form.cell(row, "imdb_id")) or imdb_id_in_address(form.cell(row, "url"))
    tmdb_id = number_of(form.cell(row, "tmdb_id")) or tmdb_id_in_address(form.cell(row, "url"))
    film = key_of(title, year, imdb_id, tmdb_id)
    if is_series(form.cell(row, "type")):
        yield RowProblem(row.line, "series", film)
        return
    if film is None:
        yield RowProblem(row.line, "no_title")
        return
    stars, is_bad = _stars_of(form.cell(row, "rating"), form.scale)
    if is_bad:
        yield RowProblem(row.line, "bad_rating", film)
    kind, time = _row_kind(row, form, stars), _time(row, form)
    movie_id = number_of(form.cell(row, "movie_id"))
    yield ImportedEntry(title, year, imdb_id, tmdb_id, stars, kind, time, row.line, movie_id)


def _row_kind(row: CsvRow, form: _Form, stars: float | None) -> EntryKind:
    if stars is not None:
        return "rated"
    said = plain(form.cell(row, "list") or form.cell(row, "simkl_list"))
    kind = _LISTS.get(said) or _LISTS.get(plain(form.cell(row, "status")))
    kind = kind or _kind_by_tick(form.cell(row, "is_seen")) or form.kind
    kind = kind or ("seen" if _is_watched(row, form) else form.answer)
    if kind is None:
        raise UnclearKind(line=row.line)
    return kind


def _kind_by_tick(cell: str) -> EntryKind | None:
    """Return what a column says that asks whether a film was seen: yes, no, or on which day."""
    said = text_of(cell).casefold()
    if said in _NO:
        return "watchlist"
    return "seen" if said in _YES or time_of(cell) else None


def _is_watched(row: CsvRow, form: _Form) -> bool:
    """Return whether a row says when; Letterboxd dates films of the watchlist, too."""
    return form.source != "letterboxd" and bool(form.cell(row, "time").strip())


def _stars_of(cell: str, scale: int) -> tuple[float | None, bool]:
    """Return the stars, and whether something stands there that is no rating; zero means none was given."""
    rating: ReadRating | None = read_rating(cell)
    if rating is None:
        return None, bool(text_of(cell))
    stars = rating.stars(scale)
    return stars, stars is None and rating.value > 0


def _time(row: CsvRow, form: _Form) -> datetime | None:
    return time_of(form.cell(row, "time"))
