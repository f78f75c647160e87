"""What a typed text may mean: a title, a title with its year, a title with a usual abbreviation in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.search.normalising import MAX_TEXT_LENGTH, TitleKey, split_key

_YEAR = re.compile(r"(?<![\w/.-])\(?((?:18[89]|19\d|20[0-4])\d)\)?(?![\w/.-])")
_MAX_WORDS_WITH_ABBREVIATION = 4
_ABBREVIATIONS = {
    "dkr": "dark knight rises",
    "ff": "fast and furious",
    "hp": "harry potter",
    "ij": "indiana jones",
    "jp": "jurassic park",
    "jw": "john wick",
    "mi": "mission impossible",
    "sw": "star wars",
    "t1": "the terminator",
    "t2": "terminator 2 judgment day",
    "t3": "terminator 3 rise of the machines",
}


@dataclass(frozen=True, slots=True)
class Query:
    """One reading of a text; discount is what is taken off its scores because it needed an interpretation."""

    key: TitleKey
    year: int | None = None
    discount: float = 0.0


def written_out(words: str) -> str:
    """Return what a usual abbreviation stands for: "hp" is Harry Potter."""
    return _ABBREVIATIONS.get(words, words)


def split_year(text: str) -> tuple[str, int | None]:
    """Return a title without the year in it, and that year: "dune 2021", "Dune (2021)"."""
    query = next(_with_year(text), None)
    if query is None or not query.key.words:
        return text, None
    found = list(_YEAR.finditer(text))[-1]
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split()), query.year


def read_queries(text: str, expand: Callable[[str], tuple[str, ...]]) -> tuple[Query, ...]:
    """Return the readings of a text; expand returns what initials may stand for."""
    text = text[:MAX_TEXT_LENGTH]
    readings = (Query(split_key(text)), *_with_year(text), *_with_abbreviation(text, expand))
    return tuple(dict.fromkeys(reading for reading in readings if reading.key.words))


def _with_year(text: str) -> Iterator[Query]:
    """Yield the text without its last year ("heat 1995", "(1995)"), if there is more than a year."""
    found = list(_YEAR.finditer(text))
    if found:
        without = text[: found[-1].start()] + " " + text[found[-1].end() :]
        yield Query(split_key(without), year=int(found[-1][1]))


def _with_abbreviation(text: str, expand: Callable[[str], tuple[str, ...]]) -> Iterator[Query]:
    """Yield the text with its first word written out: "lotr two towers", "hp", "t2"."""
    words = text.casefold().split()
    if not 0 < len(words) <= _MAX_WORDS_WITH_ABBREVIATION:
        return
    first = words[0].strip(".,!?:;\"'")
    known = _ABBREVIATIONS.get(first)
    is_plausible = len(words) == 1 or 3 * sum(letter in "aeiou" for letter in first) < len(first)
    for meaning in (known,) if known else expand(first) if is_plausible else ():
        yield Query(split_key(" ".join((meaning, *words[1:]))), discount=0.03)
