"""How far two people agree about films that both rated, with how sure that is.

With r the correlation of their stars over the n films that both rated, Fisher's z = artanh r is close to
normal with variance 1 / (n − 3) (Fisher 1915). Between people it varies too: over pairs of ml-latest-small
with 20 films or more in common it is 0.18 on average, and varies by τ² = 0.024 beyond what the few films
explain. Empirical Bayes (Efron and Morris 1975) draws z towards that mean,

    ẑ = ((n − 3) z + 0.18 / τ²) / (n − 3 + 1 / τ²),      known to ± s = 1 / √(n − 3 + 1 / τ²),

and agreement is tanh ẑ, between tanh(ẑ − 1.96 s) and tanh(ẑ + 1.96 s). Fewer than four films in common, or
the same stars for all of them, say nothing: what is left is what holds for any two people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from recommender.ratings import check_stars

Verdict = Literal["more", "usual", "less", "unclear"]

USUAL_Z = 0.18
Z_VARIANCE = 0.024
USUAL_AGREEMENT = float(np.tanh(USUAL_Z))
MIN_COMMON = 4
MIN_GAP = 1.5  # stars that make a film one to argue about

_WIDTH = 1.96  # of an interval that holds 95 in 100
_LIKELY = 0.84  # deviations from the usual that four in five stay below
_WELL_KNOWN = 30  # films in common from which "as most people" is a finding
_MAX_CORRELATION = 0.999  # artanh 1 is infinite


@dataclass(frozen=True)
class Agreement:
    """How far two people agree: the shrunk correlation of their stars, within low … high (95 %).

    distance: stars between them on average over the films in common, None without any; verdict: whether that
    is more or less than two people usually agree, if it can be told.
    """

    common_count: int
    distance: float | None
    correlation: float
    low: float
    high: float
    verdict: Verdict


@dataclass(frozen=True)
class Disagreement:
    """A film that two people see differently, with the stars that each gave."""

    movie_id: int
    stars: tuple[float, float]


def agreement(first: Mapping[int, float], second: Mapping[int, float]) -> Agreement:
    """Return how far two people agree (movie_id → stars each); whose stars come first changes nothing."""
    ours, theirs = _common(first, second)
    told = _z(ours, theirs)
    weight = 0 if told is None else len(ours) - 3
    precision = weight + 1 / Z_VARIANCE
    z = ((told or 0.0) * weight + USUAL_Z / Z_VARIANCE) / precision
    deviation = 1 / np.sqrt(precision)
    low, middle, high = np.tanh([z - _WIDTH * deviation, z, z + _WIDTH * deviation])
    return Agreement(
        common_count=len(ours),
        distance=float(np.abs(ours - theirs).mean()) if len(ours) else None,
        correlation=float(middle),
        low=float(low),
        high=float(high),
        verdict=_verdict((z - USUAL_Z) / deviation, weight),
    )


def disagreements(
    first: Mapping[int, float], second: Mapping[int, float], *, n: int
) -> tuple[Disagreement, ...]:
    """Return the n films that two people see most differently, the widest gap first, ties by movie id."""
    apart = [
        Disagreement(movie_id, (first[movie_id], second[movie_id]))
        for movie_id in sorted(first.keys() & second.keys())
        if abs(first[movie_id] - second[movie_id]) >= MIN_GAP
    ]
    return tuple(sorted(apart, key=lambda film: -abs(film.stars[0] - film.stars[1]))[:n])


def _common(
    first: Mapping[int, float], second: Mapping[int, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return both people's stars of the films that both rated: float64[n] each."""
    movie_ids = sorted(first.keys() & second.keys())
    ours = np.array([first[movie_id] for movie_id in movie_ids], dtype=np.float64)
    theirs = np.array([second[movie_id] for movie_id in movie_ids], dtype=np.float64)
    check_stars(ours)
    check_stars(theirs)
    return ours, theirs


def _z(ours: NDArray[np.float64], theirs: NDArray[np.float64]) -> float | None:
    """Return artanh of the correlation; None where there is none, or too little to say."""
    if len(ours) < MIN_COMMON:
        return None
    ours, theirs = ours - ours.mean(), theirs - theirs.mean()
    size = np.sqrt((ours @ ours) * (theirs @ theirs))
    if size < 1e-9:
        return None
    return float(np.arctanh(np.clip(ours @ theirs / size, -_MAX_CORRELATION, _MAX_CORRELATION)))


def _verdict(deviations: float, weight: int) -> Verdict:
    """Return what can be said of so many deviations from the usual, known from weight + 3 films."""
    if deviations > _LIKELY:
        return "more"
    if deviations < -_LIKELY:
        return "less"
    return "usual" if weight + 3 >= _WELL_KNOWN else "unclear"
