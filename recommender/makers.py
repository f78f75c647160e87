"""Who made which films: directors and actors by name, laid out when a list is first narrowed to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.facts.records import Facts


@dataclass(frozen=True, eq=False)
class Makers:
    """The item rows of each director's and actor's films, int64[] ascending, and how many films there are.

    is_known: bool[n], of which films any director or actor is known.
    """

    directors: Mapping[str, NDArray[np.int64]]
    actors: Mapping[str, NDArray[np.int64]]
    is_known: NDArray[np.bool_]

    def directed_by(self, name: str) -> NDArray[np.bool_]:
        """Return which films are known to be by a director: bool[n]."""
        return self._mask(self.directors.get(name))

    def with_actor(self, name: str) -> NDArray[np.bool_]:
        """Return in which films somebody is known to play: bool[n]."""
        return self._mask(self.actors.get(name))

    def _mask(self, rows: NDArray[np.int64] | None) -> NDArray[np.bool_]:
        mask = np.zeros(len(self.is_known), dtype=bool)
        if rows is not None:
            mask[rows] = True
        return mask


def find_makers(rows: Sequence[int], details: Iterable[Facts], n_items: int) -> Makers:
    """Return the makers of films, whose rows and facts come in the same order; −1 is no film here."""
    directors: dict[str, list[int]] = defaultdict(list)
    actors: dict[str, list[int]] = defaultdict(list)
    is_known = np.zeros(n_items, dtype=bool)
    for row, facts in sorted(zip(rows, details, strict=True), key=lambda each: each[0]):
        if row < 0:
            continue
        is_known[row] = bool(facts.directors or facts.actors)
        for name in dict.fromkeys(facts.directors):
            directors[name].append(row)
        for name in dict.fromkeys(facts.actors):
            actors[name].append(row)
    return Makers(_arrays(directors), _arrays(actors), is_known)


def _arrays(rows_of: Mapping[str, list[int]]) -> dict[str, NDArray[np.int64]]:
    return {name: np.array(rows, dtype=np.int64) for name, rows in rows_of.items()}
