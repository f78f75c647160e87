"""Which films may be shown at all: not seen, known to the model, of the wanted genre and decade."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.catalogue import Catalogue


@dataclass(frozen=True)
class Filters:
    """What a person wants the list narrowed to; a word that is no genre matches no film."""

    genre: str | None = None
    decade: int | None = None
    exclude_genres: frozenset[str] = frozenset()


def allowed(catalogue: Catalogue, filters: Filters) -> NDArray[np.bool_]:
    """Return which films pass the filters: bool[n_items]; a film of unknown year is in no decade."""
    mask = np.ones(len(catalogue.movie_ids), dtype=bool)
    if filters.genre is not None:
        mask &= catalogue.has_genre(filters.genre)
    if filters.decade is not None:
        mask &= (catalogue.years >= filters.decade) & (catalogue.years < filters.decade + 10)
        mask &= catalogue.years > 0
    for genre in filters.exclude_genres:
        mask &= ~catalogue.has_genre(genre)
    return mask


def without(mask: NDArray[np.bool_], catalogue: Catalogue, movie_ids: Iterable[int]) -> NDArray[np.bool_]:
    """Return the mask with these movies taken out, in place; unknown ids are ignored."""
    rows = catalogue.item_rows_of(movie_ids)
    mask[rows[rows >= 0]] = False
    return mask
