"""Which films of the database have another id in a new data set, so that what people said goes with them.

MovieLens keeps its ids from release to release, with exceptions: merged films, corrected ones, small data
sets that number films their own way, and films that somebody added before a data set had them. A film is the
same by its IMDb id; where the data set has none, by title and year.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

YEARS_APART = 1


class NamedMovie(Protocol):
    """What says which film a film is."""

    @property
    def movie_id(self) -> int: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def year(self) -> int | None: ...  # noqa: D102
    @property
    def imdb_id(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True)
class Moves:
    """Films by their old id: where the data set has them, and those whose id it gives to another film."""

    to: Mapping[int, int] = field(default_factory=dict)
    displaced: frozenset[int] = frozenset()


def find_moves(stored: Iterable[NamedMovie], incoming: Mapping[int, NamedMovie]) -> Moves:
    """Compare the films that are there with those of a data set, by id."""
    by_imdb_id: dict[str, int] = {}
    by_name: dict[tuple[str, int | None], int] = {}
    for movie_id in sorted(incoming):
        movie = incoming[movie_id]
        if movie.imdb_id is not None:
            by_imdb_id.setdefault(movie.imdb_id, movie_id)
        else:
            by_name.setdefault(_name(movie), movie_id)
    to: dict[int, int] = {}
    displaced = set()
    for movie in stored:
        same_id = incoming.get(movie.movie_id)
        if same_id is not None and _is_same(movie, same_id):
            continue
        found = by_imdb_id.get(movie.imdb_id or "") or by_name.get(_name(movie))
        if found is not None and found != movie.movie_id:
            to[movie.movie_id] = found
        elif same_id is not None and found is None:
            displaced.add(movie.movie_id)
    return Moves(to, frozenset(displaced))


def _is_same(stored: NamedMovie, incoming: NamedMovie) -> bool:
    """Return whether two films of one id are one film; a corrected IMDb id or title makes no other film."""
    if stored.imdb_id is not None and stored.imdb_id == incoming.imdb_id:
        return True
    if _key(stored.title) == _key(incoming.title) and _are_close(stored.year, incoming.year):
        return True
    return None in {stored.imdb_id, incoming.imdb_id} and _share_words(stored, incoming)


def _share_words(stored: NamedMovie, incoming: NamedMovie) -> bool:
    """Return whether two titles of one year have most of their words in common: "Seven (Se7en)", "Seven"."""
    mine, theirs = set(_key(stored.title).split()), set(_key(incoming.title).split())
    return _are_close(stored.year, incoming.year) and 2 * len(mine & theirs) > min(len(mine), len(theirs))


def _are_close(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= YEARS_APART


def _name(movie: NamedMovie) -> tuple[str, int | None]:
    return _key(movie.title), movie.year


def _key(title: str) -> str:
    """Return the words of a title in one order: "Matrix, The (1999)" is "The Matrix"."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\([^)]*\)", " ", title) or title).casefold()
    words = re.findall(r"\w+", "".join(each for each in plain if not unicodedata.combining(each)))
    return " ".join(sorted(words)) or title.casefold()
