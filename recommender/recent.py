"""Recent additions: a place for a new film that had no time yet to become known."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from recommender.ordering import best_rows

_RECENT_YEARS = 2
_TAKE_TURNS = 3
_PLACE = 10


def recent_row(
    predicted: NDArray[np.float32],
    candidates: NDArray[np.bool_],
    years: NDArray[np.int16],
    counts: NDArray[np.int32],
    day: date,
) -> int | None:
    """One of the three films of the catalogue's last two years that this person would most surely like.

    They take turns day by day; sure means predicted stars minus √(3 / (count + 4)), the doubt about a film
    few have rated. None when there is no such candidate.
    """
    recent = candidates & (years > int(years.max(initial=0)) - _RECENT_YEARS) & (years > 0)
    surely = np.full(len(years), -np.inf, dtype=np.float32)
    surely[recent] = predicted[recent] - np.sqrt(3.0 / (counts[recent] + 4.0))
    rows = best_rows(surely, recent, _TAKE_TURNS)
    return int(rows[day.toordinal() % len(rows)]) if len(rows) else None


def place_recent(rows: list[int], recent: int | None) -> list[int]:
    """The list with a recent film in its tenth place, when it has ten and the film is not among them."""
    if recent is None or len(rows) < _PLACE or recent in rows[:_PLACE]:
        return rows
    others = [row for row in rows if row != recent]
    return [*others[: _PLACE - 1], recent, *others[_PLACE - 1 :]][: len(rows)]
