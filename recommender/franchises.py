"""Which films belong to one franchise, told from their titles.

Titles say it in few ways: a number behind ("Toy Story 2", "Rocky IV", "The Godfather: Part III"), a subtitle
behind a colon or dash ("Kill Bill: Vol. 1"), a hero and an adventure ("Harry Potter and the …"), a word for
coming back ("The Matrix Reloaded"), or the very same title (a remake). Films that share such a base become
one franchise; where the base is a single word, or far numbers stand behind it, year and genres must agree, so
that "Apollo 13" and "Apollo 18" stay strangers. Series whose titles tell nothing are in known_series.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.genres import genre_bit
from recommender.known_series import series_of

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_NUMBERS = {word: number for words in (_WORDS, _ROMAN) for number, word in enumerate(words, start=1)}
_NUMBER_BEHIND = re.compile(
    r"^(?P<base>.+?)[\s,:-]+(?:the\s+)?(?:(?:part|vol|volume|chapter|episode|no)\.?\s+)?"
    rf"(?P<number>\d{{1,4}}|{'|'.join(_NUMBERS)})$"
)
_NUMBER_INSIDE = re.compile(
    rf"^(?P<base>.+?)\s+(?P<number>\d{{1,2}}|{'|'.join(_ROMAN[1:])})(?=\s*[:,]|\s+-\s)"
)
_SUBTITLE = re.compile(r"\s*:\s+|\s+-\s+")
_ADVENTURE = re.compile(r"^(?P<base>\S+ .*?\S) and (?:the|his|her) ")
_COMING_BACK = re.compile(
    r"^(?P<base>.+?) (?:returns(?: again)?|reloaded|revolutions|resurrections?|forever|begins|rises|again"
    r"|reborn|strikes (?:back|again)|continues|salvation|lives|is back|goes .+|rides again|unleashed)$"
)
_ARTICLE = re.compile(r"^(?:the|an?|les?|la|el|der|die|das) ")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_TELLS_LITTLE = genre_bit("Drama") | genre_bit("Comedy") | genre_bit("Romance") | genre_bit("IMAX")
_SEQUEL_WITHIN_YEARS = 30


def find_franchises(
    titles: Sequence[str], years: NDArray[np.int16], genre_bits: NDArray[np.uint32]
) -> NDArray[np.int32]:
    """Return a number a film, the same within a franchise.

    It is int32[n], the row of the franchise's first film.
    """
    groups = _Groups(len(titles))
    every = [
        _Film(row, _plain(title), int(year), int(genres))
        for row, (title, year, genres) in enumerate(zip(titles, years, genre_bits, strict=True))
    ]
    in_series = {film.row: series_of(film.title) for film in every}
    for films in _by_key((film, in_series[film.row] or "") for film in every).values():
        groups.join(films)
    others = [film for film in every if in_series[film.row] is None]
    by_title = _by_key((film, film.base) for film in others)
    for films in _by_key((film, film.remake_key) for film in others).values():
        _join_where(films, _Film.is_mostly_like, groups)
    _join_numbered(others, by_title, groups)
    _join_subtitled(others, by_title, groups)
    _join_heroes(others, by_title, groups)
    return groups.numbers()


@dataclass(frozen=True)
class _Film:
    """One row: plain lower-case title without brackets, year (0 = unknown), genre bits."""

    row: int
    title: str
    year: int
    genres: int

    @property
    def base(self) -> str:
        """Return the title without article."""
        return _ARTICLE.sub("", self.title)

    @property
    def remake_key(self) -> str:
        """Return the title; a long one without article ("War of the Worlds", "The War of the Worlds")."""
        return self.base if self.title.count(" ") > 1 else self.title

    def is_akin_to(self, other: _Film) -> bool:
        """Return whether both share a genre that says something."""
        return bool(self.genres & other.genres & ~_TELLS_LITTLE)

    def is_mostly_like(self, other: _Film) -> bool:
        """Return whether both share at least half of all their genres."""
        return 2 * (self.genres & other.genres).bit_count() >= (self.genres | other.genres).bit_count()

    def can_follow(self, first: _Film, number: int) -> bool:
        """Return whether this is a believable second or third part.

        That is: not earlier, not by generations later, akin.
        """
        return (
            number in (2, 3)
            and 0 <= self.year - first.year <= _SEQUEL_WITHIN_YEARS
            and bool(self.genres & first.genres)
        )


class _Groups:
    """Union-find over rows; a group is called by its smallest row."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def join(self, films: Iterable[_Film]) -> None:
        """Make one group of all these films."""
        roots = sorted({self._root(film.row) for film in films})
        for root in roots[1:]:
            self._parents[root] = roots[0]

    def numbers(self) -> NDArray[np.int32]:
        """Return the group of each row."""
        return np.array([self._root(row) for row in range(len(self._parents))], dtype=np.int32)

    def _root(self, row: int) -> int:
        while self._parents[row] != row:
            self._parents[row] = self._parents[self._parents[row]]
            row = self._parents[row]
        return row


def _join_where(films: list[_Film], agree: Callable[[_Film, _Film], bool], groups: _Groups) -> None:
    """Join each pair of the films that agrees."""
    for position, film in enumerate(films):
        groups.join([film, *(other for other in films[position + 1 :] if agree(film, other))])


def _join_numbered(films: list[_Film], by_title: dict[str, list[_Film]], groups: _Groups) -> None:
    """Group numbered films, with the unnumbered first one and with their neighbours in number."""
    numbered = ((film, base, number) for film in films for base, number in _numbers_in(film.title))
    by_base: dict[str, list[tuple[int, _Film]]] = defaultdict(list)
    for film, base, number in numbered:
        by_base[base].append((number, film))
    for base, parts in by_base.items():
        for number, film in parts:
            firsts = by_title.get(base, [])
            groups.join([film, *(first for first in firsts if " " in base or film.can_follow(first, number))])
            groups.join(other for other_number, other in parts if abs(other_number - number) <= 1)


def _join_subtitled(films: list[_Film], by_title: dict[str, list[_Film]], groups: _Groups) -> None:
    """Join "Base: subtitle" films with one another and with "Base".

    One-word bases only where genres agree.
    """
    for base, subtitled in _by_key(pair for film in films for pair in _subtitle_bases(film)).items():
        family = [*by_title.get(base, []), *subtitled]
        if " " in base:
            groups.join(family)
        else:
            _join_where(family, _Film.is_akin_to, groups)


def _join_heroes(films: list[_Film], by_title: dict[str, list[_Film]], groups: _Groups) -> None:
    """Group heroes with several adventures, and those that come back."""
    adventures = _by_key((film, match["base"]) for film in films if (match := _ADVENTURE.match(film.base)))
    for family in adventures.values():
        groups.join(family)
    for film in films:
        match = _COMING_BACK.match(film.base)
        if match:
            groups.join([film, *by_title.get(match["base"], [])[-1:]])


def _numbers_in(title: str) -> Iterator[tuple[str, int]]:
    """Return (base, number) when the title ends in a number, or has one before its subtitle."""
    for pattern in (_NUMBER_BEHIND, _NUMBER_INSIDE):
        match = pattern.match(title)
        base = match and _stripped(match["base"])
        if match and base:
            yield base, _NUMBERS.get(match["number"]) or int(match["number"])


def _subtitle_bases(film: _Film) -> Iterator[tuple[_Film, str]]:
    """Return (film, base) of a title with a subtitle, and a longer base again without its number."""
    head = _SUBTITLE.split(film.title, maxsplit=1)[0]
    if head == film.title:
        return
    yield film, _stripped(head)
    match = _NUMBER_BEHIND.match(head)
    if match and " " in _stripped(match["base"]):
        yield film, _stripped(match["base"])


def _by_key(pairs: Iterable[tuple[_Film, str]]) -> dict[str, list[_Film]]:
    """Return the films of each key, in order; the empty key is nobody's."""
    films: dict[str, list[_Film]] = defaultdict(list)
    for film, key in pairs:
        if key:
            films[key].append(film)
    return films


def _plain(title: str) -> str:
    """Return lower case, no accents, no brackets, "&" as "and", no apostrophes or exclamation marks."""
    letters = unicodedata.normalize("NFKD", _BRACKETS.sub("", title)).encode("ascii", "ignore").decode()
    return " ".join(letters.lower().replace("&", " and ").replace("'", "").replace("!", "").split())


def _stripped(base: str) -> str:
    """Return a base without article and marks at its end; nothing is left of a mere article."""
    return _ARTICLE.sub("", base.strip(" :,-") + " ").strip()
