"""CSV text to rows: any usual separator or none, quotes and line breaks in cells, a limit on rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from bot.importing.columns import are_names
from bot.importing.errors import DamagedTable, EmptyFile, TooManyRows
from bot.importing.limits import MAX_ROWS
from bot.importing.records import InTurns

MAX_LINES_ABOVE = 5  # of a table's names: its title, who made it, a blank line

_SEPARATORS = (",", ";", "\t", "|")
_NO_SEPARATOR = "\x1f"  # stands in no file, so that the commas of titles stay where there is one column
_END_MARK = "\x1e"
_END = f"{_END_MARK}end"  # a line that no text has, for the mark is taken out of it
_LIST_OF_LETTERBOXD = "Letterboxd list export"
_LISTED = re.compile(r"(?<![^\r\n])Position,Name,")
# Spreadsheets write and read it: the separator in a line of its own.
_SEPARATOR_LINE = re.compile(r'\s*"?sep\s*=(\\t|[^"\r\n])?[^\r\n]*(?:\r\n?|\n|$)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CsvRow:
    """The cells of one row and the line on which it ends."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class CsvTable:
    """The names of the columns and the rows below them; no row is wholly empty."""

    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]


def read_table(text: str, in_turns: InTurns = iter) -> CsvTable:
    """Return the rows of a CSV; an error of this package when there are none to be read."""
    text, skipped = _without_preamble(text)
    text, named, line_count = _without_separator_line(text)
    text, above = _without_title(text, named)
    separator = _separator_of(_first_line(text), named)
    skipped += line_count + above
    rows = list(in_turns(_rows(text, separator, skipped)))
    if not rows:
        raise EmptyFile
    return CsvTable(rows[0].cells, tuple(rows[1:]))


def _without_preamble(text: str) -> tuple[str, int]:
    """Return what stands below what Letterboxd tells of a list as such, and how many lines that was."""
    if not text.startswith(_LIST_OF_LETTERBOXD):
        return text, 0
    found = _LISTED.search(text)
    if found is None:
        return text, 0
    return text[found.start() :], sum(1 for _ in _lines(text[: found.start()]))


def _without_separator_line(text: str) -> tuple[str, str | None, int]:
    """Return what stands below a line that names the separator, which it is, and how many lines that was."""
    found = _SEPARATOR_LINE.match(text)
    if found is None:
        return text, None, 0
    named = "\t" if found[1] == "\\t" else found[1]
    is_one = named is not None and named != " "
    return text[found.end() :], named if is_one else None, sum(1 for _ in _lines(found[0]))


def _lines(text: str) -> Iterator[str]:
    """Return the lines of a text with their ends; other signs that may end a line stand in titles, too."""
    return io.StringIO(text, newline="")


def _first_line(text: str) -> str:
    """Return the first line that says anything, without its end."""
    return next((line.rstrip("\r\n") for line in _lines(text) if line.strip()), "")


def _without_title(text: str, named: str | None) -> tuple[str, int]:
    """Return what stands below the title of a table, and how many lines that was; most tables have none."""
    offset = 0
    for number, line in enumerate(islice(_lines(text), MAX_LINES_ABOVE + 1)):
        if are_names(_cells(line, _separator_of(line, named))):
            return text[offset:], number
        offset += len(line)
    return text, 0


def _separator_of(beginning: str, named: str | None) -> str:
    """Return the separator that makes most columns of a row, if one does; the named one, if it makes any."""
    if named is not None and _column_count(beginning, named) > 1:
        return named
    most = max(_SEPARATORS, key=lambda separator: _column_count(beginning, separator))
    return most if _column_count(beginning, most) > 1 else _NO_SEPARATOR


def _column_count(line: str, separator: str) -> int:
    return len(_cells(line, separator))


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _rows(text: str, separator: str, skipped_lines: int) -> Iterator[CsvRow]:
    """Yield the rows that say anything; DamagedTable where a quote that opens is never closed."""
    reader = csv.reader(chain(_lines(text.replace(_END_MARK, " ")), [_END]), delimiter=separator)
    count, begin = 0, 1
    try:
        for cells in reader:
            if cells == [_END]:
                return
            if cells and cells[-1].endswith(_END):
                raise DamagedTable(line=begin + skipped_lines)
            begin = reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            count += 1
            if count > MAX_ROWS + 1:  # the columns' names are a row, too
                raise TooManyRows(limit=MAX_ROWS)
            yield CsvRow(reader.line_num + skipped_lines, tuple(cells))
    except csv.Error as error:
        raise DamagedTable(line=reader.line_num + skipped_lines) from error
