"""Kinds of films, each a genre or a decade: what is known of films without anybody's ratings."""

import numpy as np
from numpy.typing import NDArray

from recommender.catalogue import GENRES, Catalogue

YEARS_A_DECADE = 10


def kinds_of(catalogue: Catalogue) -> list[NDArray[np.int64]]:
    """The item rows of each kind that has any, int64[], ascending; a film of unknown year is of no decade."""
    decades = catalogue.years // YEARS_A_DECADE
    masks = [catalogue.has_genre(genre) for genre in GENRES]
    masks += [decades == decade for decade in np.unique(decades[catalogue.years > 0])]
    return [np.flatnonzero(mask) for mask in masks if mask.any()]
