"""What a list is narrowed to, and which films pass.

A new filter is a field of Filters, its predicate in PREDICATES (and, where films may lack the fact, its
test in KNOWN), a rule in bot/understanding and a sentence in bot/presentation/filter_texts.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.catalogue import Catalogue

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Filters:
    """What a person wants a list narrowed to; a word that is no genre matches no film.

    All of genres, actors and themes must fit, and any of any_genres (genres or themes), languages, countries
    and directors; excluded_genres are genres or themes, too; years and minutes include both ends.
    Directors and actors are named as the facts name them; excluded are the films that are known to be by, or
    with, any of those. excluded_films are films by name: "Heat (1995)".
    min_stars is what a film is predicted to get, in a popular list what people gave it on average.
    """

    genres: frozenset[str] = frozenset()
    excluded_genres: frozenset[str] = frozenset()
    first_year: int | None = None
    last_year: int | None = None
    min_minutes: int | None = None
    max_minutes: int | None = None
    languages: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    min_stars: float | None = None
    features_only: bool = True
    directors: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    excluded_languages: frozenset[str] = frozenset()
    excluded_countries: frozenset[str] = frozenset()
    any_genres: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    excluded_directors: frozenset[str] = frozenset()
    excluded_actors: frozenset[str] = frozenset()
    excluded_films: frozenset[str] = frozenset()

    def to_json(self) -> dict[str, Any]:
        """Return what differs from no filters at all, sets as sorted lists: equal filters, equal JSON."""
        return {
            field.name: sorted(value) if isinstance(value, frozenset) else value
            for field in fields(self)
            if (value := getattr(self, field.name)) != field.default
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Filters:
        """Return the filters that to_json wrote; what only a newer program knows is left out."""
        known: dict[str, Any] = {
            field.name: frozenset(stored[field.name])
            if isinstance(field.default, frozenset)
            else stored[field.name]
            for field in fields(cls)
            if field.name in stored
        }
        return cls(**known)

    def without(self, name: str) -> Filters:
        """Return the filters with one field as if nothing had been said about it."""
        nothing_said: dict[str, Any] = {name: getattr(NO_FILTERS, name)}
        return replace(self, **nothing_said)


NO_FILTERS = Filters()


PREDICATES: dict[str, Callable[[Catalogue, Any], Mask]] = {
    "genres": lambda films, genres: _each(films, genres, films.has_genre),
    "excluded_genres": lambda films, names: ~_any(films, names, _has_topic(films)),
    "first_year": lambda films, year: films.years >= year,
    "last_year": lambda films, year: (films.years > 0) & (films.years <= year),
    "min_minutes": lambda films, minutes: films.runtime_minutes >= minutes,
    "max_minutes": lambda films, minutes: (films.runtime_minutes > 0) & (films.runtime_minutes <= minutes),
    "languages": lambda films, languages: _any(films, languages, films.has_language),
    "countries": lambda films, countries: _any(films, countries, films.has_country),
    "features_only": lambda films, _: films.is_feature,
    "directors": lambda films, names: _any(films, names, films.makers.directed_by),
    "actors": lambda films, names: _each(films, names, films.makers.with_actor),
    "excluded_languages": lambda films, names: (
        films.is_language_known & ~_any(films, names, films.has_language)
    ),
    "excluded_countries": lambda films, names: (
        films.is_country_known & ~_any(films, names, films.has_country)
    ),
    "excluded_directors": lambda films, names: ~_any(films, names, films.makers.directed_by),
    "excluded_actors": lambda films, names: ~_any(films, names, films.makers.with_actor),
    "excluded_films": lambda films, names: ~_any(films, names, films.is_called),
    "themes": lambda films, themes: _each(films, themes, films.is_about),
    "any_genres": lambda films, names: _any(films, names, _has_topic(films)),
}
"""Which films pass what a field says; min_stars depends on the person: the recommender looks at it."""

KNOWN: dict[str, Callable[[Catalogue], Mask]] = {
    "first_year": lambda films: films.years > 0,
    "last_year": lambda films: films.years > 0,
    "min_minutes": lambda films: films.runtime_minutes > 0,
    "max_minutes": lambda films: films.runtime_minutes > 0,
    "languages": lambda films: films.is_language_known,
    "countries": lambda films: films.is_country_known,
    "directors": lambda films: films.makers.is_known,
    "actors": lambda films: films.makers.is_known,
    "excluded_languages": lambda films: films.is_language_known,
    "excluded_countries": lambda films: films.is_country_known,
}
"""Of which films the fact behind a field is known; where a field is missing here, of all of them."""


def allowed(catalogue: Catalogue, filters: Filters) -> Mask:
    """Return which films pass the filters: bool[n_items]; an unknown year, length … passes nothing."""
    mask = np.ones(len(catalogue.movie_ids), dtype=bool)
    for name, passes in PREDICATES.items():
        if (value := getattr(filters, name)) not in (None, False, frozenset()):
            mask &= passes(catalogue, value)
    return mask


def undecided(catalogue: Catalogue, filters: Filters) -> Mask:
    """Return which films do not pass only because something is not known of them: bool[n_items]."""
    possible = np.ones(len(catalogue.movie_ids), dtype=bool)
    for name, passes in PREDICATES.items():
        if (value := getattr(filters, name)) not in (None, False, frozenset()):
            fits = passes(catalogue, value)
            possible &= (fits | ~KNOWN[name](catalogue)) if name in KNOWN else fits
    return possible & ~allowed(catalogue, filters)


def without(mask: Mask, catalogue: Catalogue, movie_ids: Iterable[int]) -> Mask:
    """Return the mask with these movies taken out, in place; unknown ids are ignored."""
    rows = catalogue.item_rows_of(movie_ids)
    mask[rows[rows >= 0]] = False
    return mask


def _has_topic(films: Catalogue) -> Callable[[str], Mask]:
    """Return what tells the films of a name that is a theme's or a genre's."""
    return lambda name: films.is_about(name) if name in films.themes else films.has_genre(name)


def _each(films: Catalogue, names: Iterable[str], has: Callable[[str], Mask]) -> Mask:
    mask = np.ones(len(films.movie_ids), dtype=bool)
    for name in names:
        mask &= has(name)
    return mask


def _any(films: Catalogue, names: Iterable[str], has: Callable[[str], Mask]) -> Mask:
    mask = np.zeros(len(films.movie_ids), dtype=bool)
    for name in names:
        mask |= has(name)
    return mask
