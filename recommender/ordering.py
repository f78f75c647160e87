"""The best n candidates in order, and a list in which no franchise and no cold film crowds out the rest."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

OF_ONE_FRANCHISE = 2
COLD_FILMS, PLACES_WITHOUT = 1, 7
IN_A_ROW_OF = 10


def best_rows(scores: NDArray[np.floating[Any]], candidates: NDArray[np.bool_], n: int) -> NDArray[np.int64]:
    """Return rows of the n best candidates, highest score first, ties by row (that is, by movie id).

    It is an int64[≤ n].
    """
    rows = np.flatnonzero(candidates)
    if n <= 0 or len(rows) == 0:
        return rows[:0]
    chosen = scores[rows]
    if n < len(rows):
        threshold = np.partition(chosen, len(chosen) - n)[len(chosen) - n]
        kept = chosen >= threshold
        rows, chosen = rows[kept], chosen[kept]
    return rows[np.lexsort((rows, -chosen))][:n]


def in_order(scores: NDArray[np.float32], candidates: NDArray[np.bool_], pool: int) -> Iterator[int]:
    """Yield rows of all candidates as best_rows has them, sorted in two goes.

    The first pool is mostly enough.
    """
    best = best_rows(scores, candidates, pool)
    yield from best.tolist()
    others = candidates.copy()
    others[best] = False
    yield from best_rows(scores, others, len(others)).tolist()


def limit_cold_films(rows: Iterable[int], is_cold: NDArray[np.bool_]) -> list[int]:
    """Return the rows in order, the first seven without a cold film, then one in any ten neighbours at most.

    A cold film that comes too early waits; those still waiting at the end follow behind all others, so that
    a list of films of this year, which nobody rated, is one. is_cold is bool[n_items].
    """
    ordered = list(rows)
    cold: list[bool] = is_cold[ordered].tolist()
    if not any(cold):
        return ordered
    waiting, taken, taken_cold = deque[int](), list[int](), list[bool]()
    upcoming = deque(zip(ordered, cold, strict=True))
    while upcoming:
        neighbours = taken_cold[-(IN_A_ROW_OF - 1) :]
        has_room = len(taken) >= PLACES_WITHOUT and sum(neighbours) < COLD_FILMS
        row, is_one = (waiting.popleft(), True) if waiting and has_room else upcoming.popleft()
        if is_one and not has_room:
            waiting.append(row)
        else:
            taken.append(row)
            taken_cold.append(is_one)
    return [*taken, *waiting]


def limit_franchises(rows: Iterable[int], franchises: NDArray[np.int32], n: int) -> list[int]:
    """Return the first n rows in order, with at most two of one franchise in any ten neighbours.

    A row that comes too early waits and takes the first place where it fits; when only waiting rows are
    left, the list ends with as many of them as fit.
    """
    upcoming, waiting = iter(rows), deque[int]()
    taken: list[int] = []
    taken_franchises: list[int] = []
    while len(taken) < n:
        recent = taken_franchises[-(IN_A_ROW_OF - 1) :]
        row = _first_fitting(waiting, recent, franchises)
        row = _next_fitting(upcoming, waiting, recent, franchises) if row is None else row
        if row is None:
            break
        taken.append(row)
        taken_franchises.append(franchises.item(row))
    return taken


def _first_fitting(waiting: deque[int], recent: list[int], franchises: NDArray[np.int32]) -> int | None:
    """Take the first waiting row that fits now."""
    for row in waiting:
        if recent.count(franchises.item(row)) < OF_ONE_FRANCHISE:
            waiting.remove(row)
            return row
    return None


def _next_fitting(
    upcoming: Iterator[int], waiting: deque[int], recent: list[int], franchises: NDArray[np.int32]
) -> int | None:
    """Take the next row that fits, and let the ones before it wait."""
    for row in upcoming:
        if recent.count(franchises.item(row)) < OF_ONE_FRANCHISE:
            return row
        waiting.append(row)
    return None
