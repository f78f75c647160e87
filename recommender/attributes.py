"""Attributes of films: what is known of them without anybody's ratings, each as the films that have it.

A name is two people where many years lie between its films, so that a director of today is not their namesake
of the silent era. Only the first few of a list count: who leads a film, and in which language it mostly is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from recommender.catalogue import GENRES, Catalogue
from recommender.facts.records import Facts

AttributeType = Literal[
    "genre", "decade", "director", "writer", "actor", "language", "country", "keyword", "length"
]

ATTRIBUTE_TYPES: tuple[AttributeType, ...] = get_args(AttributeType)
YEARS_A_DECADE = 10
YEARS_BETWEEN_NAMESAKES = 35
LEADING_ACTORS = 3
WRITERS = 3
COUNTRIES = 2
SHORT_UNTIL, LONG_FROM = 80, 150  # minutes


@dataclass(frozen=True, eq=False)
class Attribute:
    """One attribute and the item rows that have it, int64[] ascending."""

    attribute_type: AttributeType
    name: str
    rows: NDArray[np.int64]


def find_attributes(
    catalogue: Catalogue, types: Collection[AttributeType] = ATTRIBUTE_TYPES
) -> list[Attribute]:
    """Return every attribute of these types that any film has.

    A film of unknown year is of no decade, one without details only of its genres and decade.
    """
    decades = catalogue.years // YEARS_A_DECADE
    found = [Attribute("genre", genre, np.flatnonzero(catalogue.has_genre(genre))) for genre in GENRES]
    for decade in np.unique(decades[catalogue.years > 0]).tolist():
        found.append(Attribute("decade", f"{decade}0s", np.flatnonzero(decades == decade)))
    found += _from_details(catalogue, types)
    return [attribute for attribute in found if len(attribute.rows) and attribute.attribute_type in types]


def shared_director(catalogue: Catalogue, movie_id: int, other_id: int) -> str | None:
    """Return who directed both films, the first named of the one; None for nobody, or for namesakes."""
    one, other = catalogue.details.get(movie_id), catalogue.details.get(other_id)
    if one is None or other is None:
        return None
    name = next((name for name in one.directors if name in other.directors), None)
    if name is None:  # as of most pairs: their years need not be looked up
        return None
    rows = catalogue.item_rows_of([movie_id, other_id])
    years = catalogue.years[rows].astype(int)
    is_long_between = years.min() > 0 and np.ptp(years) > YEARS_BETWEEN_NAMESAKES
    return None if is_long_between and not _is_one_person(catalogue, name, rows.tolist()) else name


def _is_one_person(catalogue: Catalogue, name: str, rows: Collection[int]) -> bool:
    """Return whether films by one name are by one person: others that they made lie between."""
    made = [movie_id for movie_id, facts in catalogue.details.items() if name in facts.directors]
    made_rows = [row for row in catalogue.item_rows_of(made).tolist() if row >= 0]
    return any(set(rows) <= set(part) for part in _split_namesakes(made_rows, catalogue.years))


def _from_details(catalogue: Catalogue, types: Collection[AttributeType]) -> Iterator[Attribute]:
    """Yield the attributes that the details of films tell of, in a fixed order."""
    rows_of: dict[tuple[AttributeType, str], list[int]] = defaultdict(list)
    movie_ids = sorted(catalogue.details)
    for movie_id, row in zip(movie_ids, catalogue.item_rows_of(movie_ids).tolist(), strict=True):
        if row >= 0:
            for key in set(_of_film(catalogue.details[movie_id])):
                if key[0] in types:
                    rows_of[key].append(row)
    for (attribute_type, name), rows in sorted(rows_of.items()):
        parts = [rows]
        if attribute_type in ("director", "writer", "actor"):
            parts = _split_namesakes(rows, catalogue.years)
        for part in parts:
            yield Attribute(attribute_type, name, np.array(sorted(part), dtype=np.int64))


def _of_film(facts: Facts) -> Iterable[tuple[AttributeType, str]]:
    """Yield the attributes of one film by type and name."""
    yield from (("director", name) for name in facts.directors)
    yield from (("writer", name) for name in facts.writers[:WRITERS])
    yield from (("actor", name) for name in facts.actors[:LEADING_ACTORS])
    yield from (("language", name) for name in facts.languages[:1])
    yield from (("country", name) for name in facts.countries[:COUNTRIES])
    yield from (("keyword", name) for name in facts.keywords)
    if facts.runtime_minutes:
        yield "length", _length(facts.runtime_minutes)


def _length(minutes: int) -> str:
    """Return the length class of a runtime."""
    if minutes < SHORT_UNTIL:
        return "short"
    return "long" if minutes >= LONG_FROM else "usual"


def _split_namesakes(rows: list[int], years: NDArray[np.int16]) -> list[list[int]]:
    """Return the films of one name by person; a film of unknown year goes with the first."""
    ordered = sorted(rows, key=lambda row: (int(years[row]), row))
    people = [[ordered[0]]]
    for before, row in pairwise(ordered):
        if years[before] > 0 and years[row] - years[before] > YEARS_BETWEEN_NAMESAKES:
            people.append([])
        people[-1].append(row)
    return people
