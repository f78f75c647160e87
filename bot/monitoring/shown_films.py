"""What people said of the films that lists showed them: of all, by kind of list, by place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

from storage.records.shown import ShownBy, ShownFilms

__all__ = ["LAST_PLACES", "Reception", "Receptions", "ShownBy", "add_up"]

LAST_PLACES: Mapping[int, int] = {1: 3, 4: 10}  # of those that storage counts together, by the first
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Reception:
    """How many films were shown, and of how many people said what; the rest they left alone."""

    shown: int = 0
    liked: int = 0
    rated_lower: int = 0
    hidden: int = 0
    kept: int = 0

    def __add__(self, other: Reception) -> Reception:
        return Reception(
            *(getattr(self, part.name) + getattr(other, part.name) for part in fields(Reception))
        )


@dataclass(frozen=True)
class Receptions:
    """The same of all films, by kind of list (most films first) and by the first place of a few."""

    all: Reception
    by_source: Mapping[ShownBy, Reception]
    by_first_place: Mapping[int, Reception]


def add_up(rows: Iterable[ShownFilms]) -> Receptions:
    """Return the sums of all rows; a film that stood in no list has no place."""
    rows = list(rows)
    sources = _summed(rows, lambda row: row.source)
    places = _summed((row for row in rows if row.first_place is not None), lambda row: row.first_place or 0)
    return Receptions(
        sum(sources.values(), Reception()),
        dict(sorted(sources.items(), key=lambda item: -item[1].shown)),
        dict(sorted(places.items())),
    )


def _summed(rows: Iterable[ShownFilms], key: Callable[[ShownFilms], Key]) -> dict[Key, Reception]:
    sums: dict[Key, Reception] = {}
    for row in rows:
        outcome = Reception(row.shown, row.liked, row.rated_lower, row.hidden, row.kept)
        sums[key(row)] = sums.get(key(row), Reception()) + outcome
    return sums
