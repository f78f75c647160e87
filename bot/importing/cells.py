"""One cell to one value: ids, years, times, titles. What cannot be read is None, never a guess."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_IMDB_ID = re.compile(r"(?:^|/)\s*tt\s*0*(\d{1,10})\b", re.IGNORECASE)
_TMDB_ADDRESS = re.compile(r"themoviedb\.org/movie/(\d{1,10})")
_NUMBER = re.compile(r"^\s*0*(\d{1,10})(?:\.0+)?\s*$")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_TITLE_WITH_YEAR = re.compile(r"^(.*\S)\s*\((1[89]\d\d|20\d\d)\)\s*$", re.DOTALL)
_DAY_FIRST = re.compile(r"^(\d{1,2})[./](\d{1,2})[./](\d{4})$")
_WHITE_SPACE = re.compile(r"\s+")
_FORMULA_BEGINNINGS = ("=", "+", "-", "@", "'")
_MAX_INTEGER = 2**31 - 1
_MAX_TITLE = 300


def text_of(value: object) -> str:
    """Return a value as text on one line; nothing at all is the empty text."""
    if value is None or isinstance(value, dict | list | bool):
        return ""
    text = _WHITE_SPACE.sub(" ", str(value).replace("\0", "").replace("\ufeff", "")).strip()
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in _FORMULA_BEGINNINGS else text


def escape_formula(text: str) -> str:
    """Return a cell that no spreadsheet runs: an apostrophe before what it would take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_BEGINNINGS) else text


def imdb_id_of(value: object) -> str | None:
    """Return `tt` and at least seven digits, whatever stands around the number."""
    text = text_of(value)
    found = _IMDB_ID.search(text) or _NUMBER.match(text)
    return f"tt{int(found[1]):07d}" if found and int(found[1]) else None


def imdb_id_in_address(address: object) -> str | None:
    """Return the id of the film that an address at IMDb is of."""
    return imdb_id_of(address) if "/title/tt" in text_of(address) else None


def tmdb_id_in_address(address: object) -> int | None:
    """Return the number of the film that an address at TMDB is of."""
    found = _TMDB_ADDRESS.search(text_of(address))
    return number_of(found[1]) if found else None


def number_of(value: object) -> int | None:
    """Return a positive whole number that fits a column of the database."""
    found = _NUMBER.match(text_of(value))
    number = int(found[1]) if found else 0
    return number if 0 < number <= _MAX_INTEGER else None


def year_of(value: object) -> int | None:
    """Return the first year in a cell."""
    found = _YEAR.search(text_of(value))
    return int(found[1]) if found else None


def title_and_year(title: object, year: object) -> tuple[str, int | None]:
    """Return both; a year in brackets behind the title counts where the year's own cell has none."""
    text, known_year = text_of(title)[:_MAX_TITLE], year_of(year)
    found = _TITLE_WITH_YEAR.match(text)
    if found and known_year in {None, int(found[2])}:
        return found[1].strip(), int(found[2])
    return text, known_year


def time_of(value: object) -> datetime | None:
    """Return a UTC time from ISO 8601, seconds since 1970, or a day that comes first."""
    text = text_of(value)
    try:
        return _time_of(text) if text else None
    except (ValueError, OverflowError, OSError):
        return None


def _time_of(text: str) -> datetime | None:
    day_first = _DAY_FIRST.match(text)
    if day_first:
        day, month, year = (int(part) for part in day_first.groups())
        moment = datetime(year, month, day, tzinfo=UTC)
    elif text.isascii() and text.isdigit() and len(text) in {9, 10}:
        moment = datetime.fromtimestamp(int(text), tz=UTC)
    else:
        moment = datetime.fromisoformat(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    moment = moment.astimezone(UTC)
    return moment if moment.year >= 1970 else None
