"""Attributes of films, each a genre or a decade: what is known of films without anybody's ratings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from recommender.catalogue import GENRES, Catalogue

YEARS_A_DECADE = 10


def films_by_attribute(catalogue: Catalogue) -> list[NDArray[np.int64]]:
    """Return the item rows of each attribute that has any, int64[], ascending.

    A film of unknown year is of no decade.
    """
    decades = catalogue.years // YEARS_A_DECADE
    masks = [catalogue.has_genre(genre) for genre in GENRES]
    masks += [decades == decade for decade in np.unique(decades[catalogue.years > 0])]
    return [np.flatnonzero(mask) for mask in masks if mask.any()]
