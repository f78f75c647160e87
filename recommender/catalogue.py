"""What the recommender knows about films besides ratings: year, genres, title, franchise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from recommender.facts.records import Facts
from recommender.film_facts import FilmFacts, build_film_facts
from recommender.film_names import split_film_name
from recommender.franchises import find_franchises
from recommender.genres import GENRES, genre_bit, pack_genres
from recommender.makers import Makers, find_makers
from recommender.ratings import rows_of

Kind = TypeVar("Kind", bound=np.generic)

__all__ = ["GENRES", "Catalogue", "build_catalogue"]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """One entry a film, ascending by movie id; titles are kept as one UTF-8 block.

    movie_ids: int32[n]; years: int16[n], 0 = unknown; genre_bits: uint32[n], see genres.py;
    franchises: int32[n], films with the same number belong to one franchise;
    title_bytes: uint8[total]; title_offsets: int64[n + 1]; facts: what more is known, None = nothing;
    details: all that is known, by movie id; themes: the movie ids of what is about each.
    None of the three is kept in an artifact: they change without a training.
    """

    movie_ids: NDArray[np.int32]
    years: NDArray[np.int16]
    genre_bits: NDArray[np.uint32]
    franchises: NDArray[np.int32]
    title_bytes: NDArray[np.uint8]
    title_offsets: NDArray[np.int64]
    facts: FilmFacts | None = None
    details: Mapping[int, Facts] = field(default_factory=dict)
    themes: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @property
    def titles(self) -> tuple[str, ...]:
        """Return every title, decoded now."""
        return tuple(self.title(row) for row in range(len(self.movie_ids)))

    def title(self, row: int) -> str:
        """Return the title of one film."""
        return bytes(self.title_bytes[self.title_offsets[row] : self.title_offsets[row + 1]]).decode()

    def item_rows_of(self, movie_ids: Iterable[int]) -> NDArray[np.int32]:
        """Return the row of each movie, −1 where it is unknown."""
        return rows_of(self.movie_ids, movie_ids)

    def has_genre(self, genre: str) -> NDArray[np.bool_]:
        """Return which films have the genre; none for a word that is no genre."""
        mask: NDArray[np.bool_] = (self.genre_bits & np.uint32(genre_bit(genre))) != 0
        return mask

    @property
    def runtime_minutes(self) -> NDArray[np.int16]:
        """Return how long each film is: int16[n], 0 where it is not known."""
        return np.zeros(len(self.movie_ids), np.int16) if self.facts is None else self.facts.runtime_minutes

    @property
    def is_feature(self) -> NDArray[np.bool_]:
        """Return which films are features, not specials or series; what is not known counts as one."""
        return np.ones(len(self.movie_ids), bool) if self.facts is None else self.facts.is_feature

    def has_language(self, name: str) -> NDArray[np.bool_]:
        """Return which films are known to be in a language, by its English name."""
        return self._nowhere if self.facts is None else self.facts.has_language(name)

    def has_country(self, name: str) -> NDArray[np.bool_]:
        """Return which films are known to come from a country, by its English name."""
        return self._nowhere if self.facts is None else self.facts.has_country(name)

    def is_about(self, theme: str) -> NDArray[np.bool_]:
        """Return which films are known to be about a theme."""
        return np.isin(self.movie_ids, list(self.themes.get(theme, ())))

    def is_called(self, name: str) -> NDArray[np.bool_]:
        """Return which films have a name, as film_name makes it: "Heat (1995)"."""
        title, year = split_film_name(name)
        of_year = np.flatnonzero(self.years == (year or 0))
        called = self._nowhere
        called[[row for row in of_year.tolist() if self.title(row) == title]] = True
        return called

    @property
    def is_language_known(self) -> NDArray[np.bool_]:
        """Return of which films any language is known."""
        return self._nowhere if self.facts is None else self.facts.is_language_known

    @property
    def is_country_known(self) -> NDArray[np.bool_]:
        """Return of which films any country is known."""
        return self._nowhere if self.facts is None else self.facts.is_country_known

    @cached_property
    def makers(self) -> Makers:
        """Who made which films, laid out when it is first asked for."""
        rows = self.item_rows_of(self.details)
        return find_makers(rows.tolist(), self.details.values(), len(self.movie_ids))

    def with_details(self, details: Mapping[int, Facts]) -> Catalogue:
        """Return the same films with all that is known of them, by movie id."""
        rows = self.item_rows_of(details).tolist()
        films = zip(rows, details.values(), strict=True)
        of_rows = ((row, facts.for_filters) for row, facts in films if row >= 0)
        return replace(self, facts=build_film_facts(of_rows, len(self.movie_ids)), details=details)

    def with_themes(self, themes: Mapping[str, frozenset[int]]) -> Catalogue:
        """Return the same films with the movie ids of each theme."""
        return replace(self, themes=themes)

    def followed_by(self, later: Catalogue) -> Catalogue:
        """Return these films and behind them later ones, whose ids are higher; no franchise holds both.

        What more is known of either is left out.
        """
        return Catalogue(
            movie_ids=np.append(self.movie_ids, later.movie_ids),
            years=np.append(self.years, later.years),
            genre_bits=np.append(self.genre_bits, later.genre_bits),
            franchises=np.append(self.franchises, later.franchises + self.franchises.max(initial=-1) + 1),
            title_bytes=np.append(self.title_bytes, later.title_bytes),
            title_offsets=np.append(self.title_offsets, later.title_offsets[1:] + self.title_offsets[-1]),
        )

    @property
    def _nowhere(self) -> NDArray[np.bool_]:
        return np.zeros(len(self.movie_ids), dtype=bool)

    def reorder_to(self, movie_ids: ArrayLike) -> Catalogue:
        """Return the films laid out for exactly these ascending ids.

        An id that is not here becomes a blank film.
        """
        wanted = np.asarray(movie_ids, dtype=np.int32)
        rows = self.item_rows_of(wanted)
        missing = rows < 0
        franchises = (
            self.franchises[rows].copy() if len(self.movie_ids) else np.zeros(len(wanted), dtype=np.int32)
        )
        free = int(self.franchises.max(initial=-1)) + 1
        franchises[missing] = free + np.arange(int(missing.sum()), dtype=np.int32)
        return Catalogue(
            movie_ids=wanted,
            years=_pick(self.years, rows),
            genre_bits=_pick(self.genre_bits, rows),
            franchises=franchises,
            facts=None if self.facts is None else self.facts.reorder(rows),
            details=self.details,
            themes=self.themes,
            **_pack_titles("" if row < 0 else self.title(row) for row in rows.tolist()),
        )


def build_catalogue(movies: Iterable[tuple[int, str, int | None, Iterable[str]]]) -> Catalogue:
    """Return a catalogue from (movie_id, title, year, genres), in any order.

    The first of equal ids is kept.
    """
    unique: dict[int, tuple[str, int, int]] = {}
    for movie_id, title, year, genres in movies:
        unique.setdefault(movie_id, (title, year or 0, pack_genres(genres)))
    movie_ids = sorted(unique)
    titles = [unique[movie_id][0] for movie_id in movie_ids]
    years = np.array([unique[movie_id][1] for movie_id in movie_ids], dtype=np.int16)
    genre_bits = np.array([unique[movie_id][2] for movie_id in movie_ids], dtype=np.uint32)
    return Catalogue(
        movie_ids=np.array(movie_ids, dtype=np.int32),
        years=years,
        genre_bits=genre_bits,
        franchises=find_franchises(titles, years, genre_bits),
        facts=None,
        **_pack_titles(titles),
    )


def _pick(values: NDArray[Kind], rows: NDArray[np.int32]) -> NDArray[Kind]:
    """Return the values at rows, 0 where a row is −1."""
    padded: NDArray[Kind] = np.append(values, np.zeros(1, dtype=values.dtype))
    return padded[rows]


def _pack_titles(titles: Iterable[str]) -> dict[str, Any]:
    """Return titles as one block of UTF-8 bytes and the offsets between them."""
    encoded = [title.encode() for title in titles]
    offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum([len(title) for title in encoded], out=offsets[1:])
    return {"title_bytes": np.frombuffer(b"".join(encoded), dtype=np.uint8), "title_offsets": offsets}
