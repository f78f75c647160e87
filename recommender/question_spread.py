"""Questions spread over decades, languages and kinds of films, so that nobody is asked about one corner.

Of the films asked about last (the newest first) some may not be repeated: a half decade comes at most six
times among 25 questions, a decade never three times in a row, a franchise once among ten. Among the others a
film is worth

    exp(−h H_j − l L_j − k K_j)

of what it would be: H_j, L_j the shares of the last twelve that are of its half decade and of its language,
K_j the mean share of genres in common. What is not known (a year, a language) counts as one of its own.

A decade that the answers ask for is free: its films may be repeated, and H_j is 0. With n_d films of it asked
about, a_d of them answered, ā the share of all answered and r̄ the mean stars, both drawn towards nothing by
five films, that is one with

    (a_d − ā n_d) / (n_d + 5) ≥ 1/4     (known clearly more)     or
    Σ_{i ∈ d} (r_i − r̄) / (a_d + 5) ≥ 1/4     (liked clearly more)
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike, NDArray

from recommender.catalogue import Catalogue

QUESTIONS_LOOKED_BACK = 24  # with the next one they are 25
MAX_OF_HALF_DECADE = 6
QUESTIONS_BETWEEN_FRANCHISE = 9
_LAST = 12
_HALF_DECADE, _LANGUAGE, _KIND = 1.0, 0.5, 0.5
_FILMS_OF_DOUBT = 5.0
_CLEARLY = 0.25

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


class QuestionSpread:
    """Tells which films may come next after those asked about, and how welcome a change each is."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._franchises = catalogue.franchises
        self._half_decades = catalogue.years.astype(np.int64) // 5
        self._decades = catalogue.years.astype(np.int64) // 10
        self._genre_bits = catalogue.genre_bits
        self._languages = _language_codes(catalogue)
        self.every_decade = frozenset(self._decades.tolist())

    def allowed(self, films: Rows, recent: Rows, free_decades: Collection[int]) -> Mask:
        """Return which films do not repeat what was asked: bool[films]; recent are rows, the newest first."""
        return self._other_franchise(films, recent) & (
            _are_among(self._decades[films], list(free_decades)) | self._other_time(films, recent)
        )

    def other_franchise_than_last(self, films: Rows, recent: Rows) -> Mask:
        """Return which films are not of the last one's franchise: bool[films]."""
        mask: Mask = ~_are_among(self._franchises[films], self._franchises[recent[:1]])
        return mask

    def weights(self, films: Rows, recent: Rows, free_decades: Collection[int] = ()) -> NDArray[np.float64]:
        """Return what is left of each film's worth beside those asked about last: float64[films]."""
        last = recent[:_LAST]
        if len(last) == 0:
            return np.ones(len(films))
        same_time = self._half_decades[films][:, None] == self._half_decades[last]
        same_time &= ~_are_among(self._decades[films], list(free_decades))[:, None]
        same_language = self._languages[films][:, None] == self._languages[last]
        crowd = _HALF_DECADE * same_time.mean(axis=1) + _LANGUAGE * same_language.mean(axis=1)
        weights: NDArray[np.float64] = np.exp(-crowd - _KIND * self._kinds_in_common(films, last))
        return weights

    def wanted_decades(self, rated: Rows, stars: NDArray[np.float64], unanswered: Rows) -> frozenset[int]:
        """Return the decades (198 for the 1980s) that a person's answers ask for."""
        asked = np.concatenate([rated, unanswered])
        if len(asked) == 0 or len(rated) == 0:
            return frozenset()
        first = int(self._decades[asked].min())
        answered = np.bincount(self._decades[rated] - first)
        n_asked = np.bincount(self._decades[asked] - first)[: len(answered)]
        known = (answered - len(rated) / len(asked) * n_asked) / (n_asked + _FILMS_OF_DOUBT)
        surplus = np.bincount(self._decades[rated] - first, weights=stars - stars.mean())
        liked = surplus / (answered + _FILMS_OF_DOUBT)
        wanted = (answered > 0) & (np.maximum(known, liked) >= _CLEARLY)
        return frozenset((first + np.flatnonzero(wanted)).tolist())

    def _other_franchise(self, films: Rows, recent: Rows) -> Mask:
        lately = self._franchises[recent[:QUESTIONS_BETWEEN_FRANCHISE]]
        mask: Mask = ~_are_among(self._franchises[films], lately)
        return mask

    def _other_time(self, films: Rows, recent: Rows) -> Mask:
        """Return which films are of no half decade that came often, and of no decade that came twice now."""
        times, counts = np.unique(self._half_decades[recent[:QUESTIONS_LOOKED_BACK]], return_counts=True)
        mask: Mask = ~_are_among(self._half_decades[films], times[counts >= MAX_OF_HALF_DECADE])
        before = self._decades[recent[:2]]
        if len(before) == 2 and before[0] == before[1]:
            mask &= self._decades[films] != before[0]
        return mask

    def _kinds_in_common(self, films: Rows, last: Rows) -> NDArray[np.float64]:
        """Return the mean share of genres that each film has in common with the last ones (Jaccard)."""
        mine, theirs = self._genre_bits[films][:, None], self._genre_bits[last]
        either = np.bitwise_count(mine | theirs)
        both = np.bitwise_count(mine & theirs)
        means: NDArray[np.float64] = (both / np.maximum(either, 1)).mean(axis=1)
        return means


def _are_among(values: NDArray[np.integer], few: ArrayLike) -> Mask:
    """Return which values are among a few; np.isin sorts both, which takes five times as long."""
    mask: Mask = (values[:, None] == np.asarray(few, dtype=np.int64)).any(axis=1)
    return mask


def _language_codes(catalogue: Catalogue) -> NDArray[np.int32]:
    """Return a number for each film's first language, 0 where it is unknown."""
    numbers: dict[str, int] = {}
    codes = np.zeros(len(catalogue.movie_ids), dtype=np.int32)
    movie_ids = sorted(catalogue.details)
    for movie_id, row in zip(movie_ids, catalogue.item_rows_of(movie_ids).tolist(), strict=True):
        languages = catalogue.details[movie_id].languages[:1]
        if row >= 0 and languages:
            codes[row] = numbers.setdefault(languages[0], len(numbers) + 1)
    return codes
