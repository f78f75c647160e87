"""What a list of ten is worth, how much better an answer makes it, and what one film adds to it.

A list's worth is the sum of its scores, discounted by place; a score is the chance that a film is picked and
liked. Scores come best first; a film among them is named by its place, any other by their number n.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LIST_LENGTH = 10


def discounts(n: int) -> NDArray[np.float64]:
    """Return what each place of a list counts for, float64[n].

    It is 1 / log₂(place + 1) (Järvelin, Kekäläinen 2002).
    """
    weights: NDArray[np.float64] = 1.0 / np.log2(np.arange(2, n + 2))
    return weights


def list_gains(
    scores: NDArray[np.floating], moves: NDArray[np.float64], own_places: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return how much better than today's the best list after each of m answers is, in the light of it.

    That is a float64[m].

    scores float[n] are today's; moves float64[m, n] is what each answer adds to them; own_places int64[m] are
    the films answered about, which are in neither list. Never negative; 0 when the ten keep their order.
    """
    m, n = moves.shape
    places = np.arange(min(LIST_LENGTH, n - 1))
    if len(places) == 0:
        return np.zeros(m)
    after = (scores + moves).astype(np.float32)
    listed = own_places < n
    after[np.flatnonzero(listed), own_places[listed]] = -np.inf
    today = np.take_along_axis(after, _places_without(own_places, len(places)), axis=1)
    best = -np.sort(-np.partition(after, n - len(places), axis=1)[:, n - len(places) :], axis=1)
    gains: NDArray[np.float64] = (best - today).astype(np.float64) @ discounts(len(places))
    return gains


def own_worths(scores: NDArray[np.floating], own_places: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how much less today's list is worth without each of m films.

    That is a float64[m], 0 for those not in it.
    """
    length = min(LIST_LENGTH, len(scores) - 1)
    if length <= 0:
        return np.zeros(len(own_places))
    without = scores[_places_without(own_places, length)]
    worths: NDArray[np.float64] = (scores[:length] - without) @ discounts(length)
    return worths


def _places_without(own_places: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Return the first places with each film left out: int64[m, length]."""
    places = np.arange(length)
    shifted: NDArray[np.int64] = places + (own_places[:, None] <= places)
    return shifted
