"""Who is kept out of training for good, so that models trained on different days can be compared fairly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MAX_SHARE = 0.25
MIN_SHARE = 0.05
ENOUGH_PEOPLE = 60
PLENTY_OF_PEOPLE = 500


def held_out_share(n_people: int) -> float:
    """Return the share of people (0 … 1) to keep out of training, never growing with their number.

    A quarter of few people, then as many as make about 60, at least 5 %, never more than about 500 people.
    """
    if n_people == 0:
        return MAX_SHARE
    share = max(min(MAX_SHARE, ENOUGH_PEOPLE / n_people), MIN_SHARE)
    return min(share, PLENTY_OF_PEOPLE / n_people)


def draws(person_ids: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return a number in [0, 1) for each person, float64[n], that depends on their id alone.

    Who has a draw below the held-out share is held out. As the share only shrinks while people join, nobody
    who was ever trained on is held out later. The mixing is SplitMix64's finalizer (Steele, Lea, Flood 2014).
    """
    mixed = np.asarray(person_ids, dtype=np.int64).astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)) / float(1 << 53)
