"""Lists that carry a person's own share of what is far from the crowd.

Ten films that are each the likeliest to be liked make the crowd's list, also for a person most of whose liked
films are in French, Japanese or Italian. Steck (Calibrated Recommendations, RecSys 2018) chooses the list L
that is best by Σ score − λ · KL(p ‖ q(L)), one film after another: p are the shares of kinds among what a
person likes, q those in the list. Here each kind is a yes or no with a divergence of its own, and a kind
counts only for whom it is much more than for everybody, and only while the list holds too little of it. So
most people's lists stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.catalogue import Catalogue
from recommender.genres import GENRES

NARROW = ("not in English before 1970", *(genre for genre in GENRES if genre != "IMAX"))
KIND_NAMES = ("not in English", "before 1970", "rarely rated", *NARROW)
OLD_BEFORE = 1970
RARE_SHARE = 0.2  # of all ratings: those of the least rated films
MUCH_MORE = 6.0  # times everybody's odds
STRENGTH = 3.0  # λ, in standard deviations of the scores that a list is chosen from
MIN_OF_NARROW = 5  # liked films: two musicals are no taste
LOVERS_SHARE = 0.3  # of what a person likes, from which a narrow kind is theirs
NARROW_PART = 0.7  # of their share of it that a list holds at least
SMOOTHING = 0.01  # how much of p is in q, so that a kind without a film has a finite divergence
PLACES_AT_ONCE = 20
_BRACKET = ord("(")
# In brackets, but no "a.k.a.", no number and nothing that only says which part it is.
_ORIGINAL_TITLE = re.compile(r"\((?!a\.?k\.?a\b|part\b|imax\b|[\d\W]*\)|[ivx]+\))[^()]+\)", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Kinds:
    """Kinds of films: flags bool[k, n_items] say which are of one, usual float64[k] its share of ratings.

    is_narrow bool[k] says which are wanted by lovers of nothing else only.
    """

    flags: NDArray[np.bool_]
    usual: NDArray[np.float64]
    is_narrow: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class WantedKinds:
    """What a list is to hold a person's share of: flags bool[k, n_items], shares float64[k]; k may be 0."""

    flags: NDArray[np.bool_]
    shares: NDArray[np.float64]

    def __bool__(self) -> bool:
        return len(self.shares) > 0


def find_kinds(catalogue: Catalogue, counts: NDArray[np.int32]) -> Kinds:
    """Return the kinds in the order of KIND_NAMES; counts int32[n_items] are the ratings of each film."""
    foreign = not_in_english(catalogue)
    is_old = (catalogue.years > 0) & (catalogue.years < OLD_BEFORE)
    genres = [catalogue.has_genre(genre) for genre in NARROW[1:]]
    flags = np.array([foreign, is_old, rarely_rated(counts), foreign & is_old, *genres])
    # One kind after the other: a product would first make a number of eight bytes of every flag.
    usual = np.array([float(counts[flag].sum(dtype=np.int64)) for flag in flags]) / max(int(counts.sum()), 1)
    return Kinds(flags, usual, np.isin(KIND_NAMES, NARROW))


def not_in_english(catalogue: Catalogue) -> NDArray[np.bool_]:
    """Return the films of which English is not the first language: bool[n_items].

    Where no language is known, those with an original title in brackets: "Persona (Persona på svenska)".
    """
    flags = np.zeros(len(catalogue.movie_ids), dtype=bool)
    for row in _rows_with_brackets(catalogue).tolist():
        flags[row] = _ORIGINAL_TITLE.search(catalogue.title(row)) is not None
    rows = catalogue.item_rows_of(catalogue.details).tolist()
    for row, facts in zip(rows, catalogue.details.values(), strict=True):
        if row >= 0 and facts.languages:
            flags[row] = facts.languages[0] != "English"
    return flags


def rarely_rated(counts: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return the least rated films that have a fifth of all ratings at most: bool[n_items]."""
    ascending = np.sort(counts).astype(np.int64)
    held = np.cumsum(ascending)
    first_known = int(np.searchsorted(held, RARE_SHARE * int(counts.sum()), side="right"))
    limit = int(ascending[first_known]) if first_known < len(ascending) else 0
    rare: NDArray[np.bool_] = counts < limit
    return rare


def wanted_kinds(kinds: Kinds, liked: NDArray[np.int64]) -> WantedKinds:
    """Return the kinds of which somebody's odds are six times everybody's; liked int64[] are item rows.

    A share is (liked ones of the kind + usual) / (liked ones + 1): with few ratings near everybody's. Of a
    narrow kind five are liked at least, three in ten, and 0.7 of the share is wanted.
    """
    of_kind = kinds.flags[:, liked].sum(axis=1)
    shares = (of_kind + kinds.usual) / (len(liked) + 1)
    is_wanted = _odds(shares) > MUCH_MORE * _odds(kinds.usual)
    is_wanted &= ~kinds.is_narrow | ((of_kind >= MIN_OF_NARROW) & (shares >= LOVERS_SHARE))
    wanted = np.where(kinds.is_narrow, NARROW_PART * shares, shares)
    return WantedKinds(kinds.flags[is_wanted], wanted[is_wanted])


def calibrate(
    scores: NDArray[np.floating],
    best: NDArray[np.int64],
    further: NDArray[np.int64],
    wanted: WantedKinds,
    n: int,
) -> NDArray[np.int64]:
    """Return the best rows and further ones in a new order, of which the first n are chosen one by one.

    best int64[] are rows in order, further int64[] the best of the wanted kinds; scores float[n_items].
    """
    if len(best) == 0:
        return best
    known = set(best.tolist())
    others = np.array([row for row in dict.fromkeys(further.tolist()) if row not in known], dtype=np.int64)
    rows = np.concatenate([best, others])
    worth = scores[rows].astype(np.float64)
    unit = float(scores[best].std()) or 1.0
    return rows[choose(worth / unit, wanted.flags[:, rows], wanted.shares, n)]


def choose(
    worth: NDArray[np.float64], flags: NDArray[np.bool_], shares: NDArray[np.float64], n: int
) -> NDArray[np.int64]:
    """Return the places of m films in the list's order: int64[m], the first n of them chosen.

    worth float64[m] in standard deviations, flags bool[k, m], shares float64[k]. The i-th film has the
    highest worth − λ i Σ KL(p ‖ q), q being the shares in the list with it; among equals it is the earlier
    one. Times i, because one film changes the shares of i films by 1/i.
    """
    kinds = np.arange(len(shares))
    held, chosen = np.zeros(len(shares), dtype=np.int64), np.zeros(len(worth), dtype=bool)
    left, is_one = worth.copy(), flags.T.astype(np.float64)
    order: list[int] = []
    for place, of_count in enumerate(_divergences_by_place(shares, min(n, len(worth))), start=1):
        as_it_is, with_one = of_count[held, kinds], of_count[held + 1, kinds]
        penalties = as_it_is.sum() + is_one @ (with_one - as_it_is)
        film = int(np.argmax(left - STRENGTH * place * penalties))
        order.append(film)
        chosen[film], left[film] = True, -np.inf
        held += flags[:, film]
    return np.concatenate([np.array(order, dtype=np.int64), np.flatnonzero(~chosen)])


def _divergences_by_place(shares: NDArray[np.float64], n: int) -> Iterator[NDArray[np.float64]]:
    """Yield for a list of one film, of two, … of n the divergences where it holds c films of a kind.

    Each is a float64[≥ place + 1, k], its rows for c = 0, 1, …; some places are worked out in one go.
    """
    for first in range(1, n + 1, PLACES_AT_ONCE):
        places = np.arange(first, min(first + PLACES_AT_ONCE, n + 1))
        counts = np.arange(places[-1] + 1)
        yield from divergences(shares, counts[:, None] / places[:, None, None])


def divergences(wanted: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return KL(p ‖ q) in nats of a yes or no with chances p wanted and q in the list; 0 where q ≥ p."""
    p = np.minimum(np.maximum(wanted, SMOOTHING), 1.0 - SMOOTHING)
    q = np.minimum(np.maximum((1.0 - SMOOTHING) * shares + SMOOTHING * p, 1e-9), 1.0 - 1e-9)
    divergence: NDArray[np.float64] = p * np.log(p / q) + (1.0 - p) * np.log((1.0 - p) / (1.0 - q))
    return np.where(shares < wanted, divergence, 0.0)


def _rows_with_brackets(catalogue: Catalogue) -> NDArray[np.int64]:
    """Return the rows of titles with a bracket in them: of very many titles few need be decoded."""
    places = np.flatnonzero(catalogue.title_bytes == _BRACKET)
    return np.unique(np.searchsorted(catalogue.title_offsets, places, side="right") - 1)


def _odds(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    odds: NDArray[np.float64] = shares / np.maximum(1.0 - shares, 1e-9)
    return odds
