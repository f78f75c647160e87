"""Single values of an OMDb answer; whatever cannot be read is None, as is "N/A". Pure."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

IMDB_ID = re.compile(r"tt([0-9]{1,10})")
# OMDb's genres under the names that MovieLens has; those it lacks (Biography, Sport, News …) are left out.
GENRES = {
    **{name.casefold(): name for name in ("Action", "Adventure", "Animation", "Comedy", "Crime")},
    **{name.casefold(): name for name in ("Documentary", "Drama", "Fantasy", "Film-Noir", "Horror")},
    **{name.casefold(): name for name in ("Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western")},
    "family": "Children",
    "music": "Musical",
    "musical": "Musical",
}
NOTHING = {"", "n/a", "none", "null"}
RUNTIME = re.compile(
    r"(?:(\d{1,3})\s*h(?:rs?|ours?)?\.?)?\s*(?:(\d{1,3},\d{3}|\d{1,5})\s*(?:m(?:ins?|inutes?)?\.?)?)?",
    re.IGNORECASE | re.ASCII,
)
YEAR = re.compile(r"((?:18|19|20)\d\d)(?!\d)", re.ASCII)
RATING = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)(?:/10)?", re.ASCII)
MAX_TEXT_LENGTH = 4000
MAX_URL_LENGTH = 2048


def normalised_imdb_id(text: str | None) -> str | None:
    """Return `tt` and at least seven digits, as OMDb wants it; None for anything that is no IMDb id."""
    match = IMDB_ID.fullmatch((text or "").strip().lower())
    if match is None or not int(match[1]):
        return None
    return f"tt{int(match[1]):07d}"


def text(value: object) -> str | None:
    """Return one line without control characters or halves of surrogate pairs; numbers become text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    line = " ".join("".join(_readable(character) for character in str(value)).split())
    return None if line.casefold() in NOTHING else line[:MAX_TEXT_LENGTH]


def minutes(value: object) -> int | None:
    """Return a runtime such as "136 min", "1 h 32 min", "1 h" or "1,020 min" in minutes."""
    match = RUNTIME.fullmatch(text(value) or "")
    if match is None:
        return None
    hours, rest = match[1] or "0", (match[2] or "0").replace(",", "")
    return 60 * int(hours) + int(rest) or None


def year(value: object) -> int | None:
    """Return the first year of "1999", "2019–" or "2011–2019"."""
    match = YEAR.match(text(value) or "")
    return int(match[1]) if match else None


def rating(value: object) -> float | None:
    """Return IMDb's rating, 1.0 to 10.0."""
    match = RATING.fullmatch(text(value) or "")
    if match is None or not 1 <= float(match[1]) <= 10:
        return None
    return float(match[1])


def genres(value: object) -> tuple[str, ...]:
    """Return the genres of "Action, Family, Sport" under MovieLens's names, each once."""
    named = (GENRES.get(word.strip().casefold()) for word in (text(value) or "").split(","))
    return tuple(dict.fromkeys(genre for genre in named if genre is not None))


def poster_url(value: object) -> str | None:
    """Return a web address that can be handed on; anything else is no poster."""
    url = text(value)
    if url is None or len(url) > MAX_URL_LENGTH or " " in url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and "." in host else None


def _readable(character: str) -> str:
    return " " if unicodedata.category(character) in ("Cc", "Cs") else character
