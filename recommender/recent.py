"""Recent additions: a place for a new film that had no time yet to become known."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

TAKE_TURNS = 3
_RECENT_YEARS = 2
_EVERY_DAYS = 3
_PLACE = 10


def recent_films(years: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Return which films are of the catalogue's last two years: bool[n_items]."""
    recent: NDArray[np.bool_] = (years > int(years.max(initial=0)) - _RECENT_YEARS) & (years > 0)
    return recent


def recent_slot(day: date) -> int | None:
    """Return which of a person's three best recent films has a place on this day.

    None on two days in three.
    """
    times, rest = divmod(day.toordinal(), _EVERY_DAYS)
    return None if rest else times % TAKE_TURNS


def place_recent(rows: list[int], recent: int | None) -> list[int]:
    """Return the list with a recent film in its tenth place.

    It stays as it is when it is shorter, or the film is among the ten.
    """
    if recent is None or len(rows) < _PLACE or recent in rows[:_PLACE]:
        return rows
    others = [row for row in rows if row != recent]
    return [*others[: _PLACE - 1], recent, *others[_PLACE - 1 :]][: len(rows)]
