"""CSV text to rows: any usual separator or none, quotes and line breaks in cells, a limit on rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.importing.errors import DamagedTable, EmptyFile, TooManyRows
from bot.importing.limits import MAX_ROWS
from bot.importing.records import InTurns

_SEPARATORS = (",", ";", "\t", "|")
_NO_SEPARATOR = "\x1f"  # stands in no file, so that the commas of titles stay where there is one column
_END = "\x1eend"  # no line has it: one that has this mark ends there
_LIST_OF_LETTERBOXD = "Letterboxd list export"
_LISTED = re.compile(r"^Position,Name,", re.MULTILINE)
_SEPARATOR_LINE = "sep="  # spreadsheets write and read it


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
    first_line, _, rest = text.partition("\n")
    separator = None
    if first_line.strip().strip('"').lower().startswith(_SEPARATOR_LINE):
        separator, text, skipped = first_line.strip().strip('"')[len(_SEPARATOR_LINE) :], rest, skipped + 1
    if separator is None or len(separator) != 1 or separator in '"\r\n ':
        separator = _separator_of(text)
    rows = list(in_turns(_rows(text, separator, skipped)))
    if not rows:
        raise EmptyFile
    return CsvTable(rows[0].cells, tuple(rows[1:]))


def _without_preamble(text: str) -> tuple[str, int]:
    """Return what stands below what Letterboxd tells of a list as such, and how many lines that was."""
    if not text.startswith(_LIST_OF_LETTERBOXD):
        return text, 0
    found = _LISTED.search(text)
    return (text[found.start() :], text.count("\n", 0, found.start())) if found else (text, 0)


def _separator_of(text: str) -> str:
    """Return the separator that makes most columns of the first row that says anything, if one does."""
    beginning = next((line for line in text.splitlines() if line.strip()), "")
    most = max(_SEPARATORS, key=lambda separator: _column_count(beginning, separator))
    return most if _column_count(beginning, most) > 1 else _NO_SEPARATOR


def _column_count(line: str, separator: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=separator), []))
    except csv.Error:
        return 0


def _rows(text: str, separator: str, skipped_lines: int) -> Iterator[CsvRow]:
    """Yield the rows that say anything; DamagedTable where a quote that opens is never closed."""
    reader = csv.reader([*text.splitlines(keepends=True), _END], delimiter=separator)
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
