"""What may be known of films besides ratings, title, year and genres: length, languages, countries, form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MAX_RUNTIME = 32_767  # minutes that an int16 holds


@dataclass(frozen=True, slots=True)
class MovieFacts:
    """What is known of one film: 0 minutes and no name where nothing is.

    Languages and countries are English names ("French", "United States").
    """

    runtime_minutes: int = 0
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    is_feature: bool = True


@dataclass(frozen=True, eq=False)
class FilmFacts:
    """One entry a film, in the catalogue's order.

    runtime_minutes: int16[n], 0 = unknown; is_feature: bool[n], unknown counts as one; each name has a row
    of n bits in its flags: uint8[number of names, ceil(n / 8)].
    """

    runtime_minutes: NDArray[np.int16]
    is_feature: NDArray[np.bool_]
    language_names: tuple[str, ...]
    language_flags: NDArray[np.uint8]
    country_names: tuple[str, ...]
    country_flags: NDArray[np.uint8]

    def has_language(self, name: str) -> NDArray[np.bool_]:
        """Return which films are known to be in a language."""
        return _films_with(name, self.language_names, self.language_flags, len(self.runtime_minutes))

    def has_country(self, name: str) -> NDArray[np.bool_]:
        """Return which films are known to come from a country."""
        return _films_with(name, self.country_names, self.country_flags, len(self.runtime_minutes))

    @property
    def is_language_known(self) -> NDArray[np.bool_]:
        """Return of which films any language is known."""
        return _unpack(np.bitwise_or.reduce(self.language_flags, axis=0), len(self.runtime_minutes))

    @property
    def is_country_known(self) -> NDArray[np.bool_]:
        """Return of which films any country is known."""
        return _unpack(np.bitwise_or.reduce(self.country_flags, axis=0), len(self.runtime_minutes))

    def reorder(self, rows: NDArray[np.int32]) -> FilmFacts:
        """Return the facts of these rows, nothing known where a row is −1."""
        return FilmFacts(
            runtime_minutes=np.append(self.runtime_minutes, np.int16(0))[rows],
            is_feature=np.append(self.is_feature, True)[rows],
            language_names=self.language_names,
            language_flags=_reorder_flags(self.language_flags, len(self.runtime_minutes), rows),
            country_names=self.country_names,
            country_flags=_reorder_flags(self.country_flags, len(self.runtime_minutes), rows),
        )


def build_film_facts(films: Iterable[tuple[int, MovieFacts]], n_films: int) -> FilmFacts:
    """Lay out what is known of films, which come by their row; of most films often nothing is."""
    minutes, is_feature = np.zeros(n_films, dtype=np.int16), np.ones(n_films, dtype=bool)
    languages: dict[str, list[int]] = defaultdict(list)
    countries: dict[str, list[int]] = defaultdict(list)
    for row, each in films:
        minutes[row] = min(max(each.runtime_minutes, 0), MAX_RUNTIME)
        is_feature[row] = each.is_feature
        for name in each.languages:
            languages[name].append(row)
        for name in each.countries:
            countries[name].append(row)
    return FilmFacts(minutes, is_feature, *_pack(languages, n_films), *_pack(countries, n_films))


def _pack(rows_of: Mapping[str, Sequence[int]], n_films: int) -> tuple[tuple[str, ...], NDArray[np.uint8]]:
    """Return all names, sorted, and one row of bits for each: the rows of its films."""
    names = tuple(sorted(rows_of))
    flags = np.zeros((len(names), (n_films + 7) // 8), dtype=np.uint8)
    for number, name in enumerate(names):
        has_name = np.zeros(n_films, dtype=bool)
        has_name[rows_of[name]] = True
        flags[number] = np.packbits(has_name)
    return names, flags


def _unpack(flags: NDArray[np.uint8], n_films: int) -> NDArray[np.bool_]:
    return np.unpackbits(flags, axis=-1, count=n_films).astype(bool)


def _films_with(
    name: str, names: tuple[str, ...], flags: NDArray[np.uint8], n_films: int
) -> NDArray[np.bool_]:
    if name not in names:
        return np.zeros(n_films, dtype=bool)
    return _unpack(flags[names.index(name)], n_films)


def _reorder_flags(flags: NDArray[np.uint8], n_films: int, rows: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Reorder one name at a time: all of them unpacked would be large."""
    reordered = [np.packbits(np.append(_unpack(one, n_films), False)[rows]) for one in flags]
    return np.array(reordered, dtype=np.uint8).reshape(len(flags), (len(rows) + 7) // 8)
