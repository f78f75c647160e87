"""Fields of an OMDb answer as values in one spelling; what cannot be read is unknown. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from recommender.facts.records import Facts
from recommender.facts.spellings import spelled

UNKNOWN = frozenset({"", "n/a", "none", "null", "unknown", "#dupe#"})
MERGED_TITLE = "#DUPE#"
TYPES = frozenset({"movie", "series", "episode", "game"})
MAX_NAMES = 12
MAX_NAME_LENGTH = 80
_IMDB_ID = re.compile(r"tt0*([1-9]\d{0,9})", re.ASCII)
_RUNTIME = re.compile(r"(?:(\d{1,2})\s*h\w*)?\s*(?:([\d,]{1,6})\s*m\w*)?", re.ASCII | re.IGNORECASE)
_ROLE = re.compile(r"\s*\([^)]*\)\s*")


def read_omdb_facts(answer: Mapping[str, object]) -> tuple[str, Facts] | None:
    """Return IMDb id and facts of one answer; None for an error, a merged id or an answer without an id."""
    imdb_id = imdb_id_of(answer.get("imdbID"))
    if imdb_id is None or _text(answer.get("Title")) == MERGED_TITLE:
        return None
    film_type = _text(answer.get("Type")).casefold()
    return imdb_id, Facts(
        film_type=film_type if film_type in TYPES else "movie",
        directors=names(answer.get("Director")),
        writers=names(answer.get("Writer")),
        actors=names(answer.get("Actors")),
        languages=names(answer.get("Language"), spell=spelled),
        countries=names(answer.get("Country"), spell=spelled),
        runtime_minutes=minutes(answer.get("Runtime")),
        certificate=next(iter(names(answer.get("Rated"), spell=_rated)), None),
        imdb_rating=rating(answer.get("imdbRating")),
        imdb_votes=votes(answer.get("imdbVotes")),
    )


def _rated(certificate: str) -> str:
    """Return an age rating in one spelling: two words of sources mean that there is none."""
    return "Not Rated" if certificate.casefold() in ("unrated", "not rated", "nr") else certificate


def imdb_id_of(value: object) -> str | None:
    """Return `tt` and at least seven digits; None for anything that is no IMDb id."""
    found = _IMDB_ID.fullmatch(_text(value).casefold())
    return f"tt{int(found[1]):07d}" if found else None


def names(
    value: object, separator: str = ",", spell: Callable[[str], str] = lambda name: name
) -> tuple[str, ...]:
    """Return the names of a list without roles, each once, as they are to be spelled.

    "X (story), Y, X" is X, Y.
    """
    found: dict[str, str] = {}
    for part in _ROLE.sub("", _text(value)).split(separator):
        name = " ".join(part.split())
        if name.casefold() not in UNKNOWN and len(name) <= MAX_NAME_LENGTH:
            found.setdefault(spell(name).casefold(), spell(name))
    return tuple(found.values())[:MAX_NAMES]


def minutes(value: object) -> int:
    """Return a runtime such as "112 min", "1 h 52 min", "2 h" in minutes, 0 for an unknown one."""
    found = _RUNTIME.fullmatch(_text(value))
    if found is None:
        return 0
    digits = (found[2] or "0").replace(",", "") or "0"
    return 60 * int(found[1] or 0) + int(digits)


def rating(value: object) -> float | None:
    """Return IMDb's rating, 1.0 to 10.0."""
    try:
        number = float(_text(value))
    except ValueError:
        return None
    return number if 1.0 <= number <= 10.0 else None


def votes(value: object) -> int:
    """Return how many people voted: "1,234" is 1234."""
    digits = _text(value).replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


def _text(value: object) -> str:
    """Return one line without control characters; nothing for what is no text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)[:4000]
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return " ".join(unicodedata.normalize("NFC", text).split())
