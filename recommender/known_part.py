"""What a model knows of all that a person told: the films they rated, and those they watched."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.catalogue import Catalogue
from recommender.ratings import check_stars


@dataclass(frozen=True, eq=False)
class KnownPart:
    """Item rows int64[n] ascending and their stars float64[n]; watched int64[w] has rows without stars."""

    rows: NDArray[np.int64]
    stars: NDArray[np.float64]
    watched: NDArray[np.int64]

    def __bool__(self) -> bool:
        """Return whether there is any film."""
        return len(self.rows) + len(self.watched) > 0


def find_known_part(
    catalogue: Catalogue,
    is_known: NDArray[np.bool_],
    ratings: Mapping[int, float],
    watched: Collection[int] = (),
) -> KnownPart:
    """Return the films that somebody rated (is_known bool[n_items]); a film that got stars has these.

    Raises InvalidRatings for stars that are none.
    """
    movie_ids = sorted(ratings)
    rows = catalogue.item_rows_of(movie_ids).astype(np.int64)
    stars = np.array([ratings[movie_id] for movie_id in movie_ids], dtype=np.float64)
    check_stars(stars)
    known = _are_known(rows, is_known)
    if not watched:
        return KnownPart(rows[known], stars[known], rows[:0])
    seen = catalogue.item_rows_of(sorted(set(watched).difference(movie_ids))).astype(np.int64)
    return KnownPart(rows[known], stars[known], seen[_are_known(seen, is_known)])


def _are_known(rows: NDArray[np.int64], is_known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which rows are of films that somebody rated."""
    known = rows >= 0
    known[known] = is_known[rows[known]]
    return known
