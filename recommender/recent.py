"""Recent additions: a place for a new film that had no time yet to become known."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from recommender.ordering import best_rows

_RECENT_YEARS = 2
_TAKE_TURNS = 3


def recent_row(
    scores: NDArray[np.float32], candidates: NDArray[np.bool_], years: NDArray[np.int16], day: date
) -> int | None:
    """One of this person's three best films of the catalogue's last two years; they take turns day by day.

    None when there is no such candidate. The same day gives the same film.
    """
    newest = int(years.max(initial=0))
    rows = best_rows(scores, candidates & (years > newest - _RECENT_YEARS) & (years > 0), _TAKE_TURNS)
    return int(rows[day.toordinal() % len(rows)]) if len(rows) else None


def place_recent(rows: list[int], recent: int | None) -> list[int]:
    """The list with a recent film in its tenth place, when it has ten and the film is not among them."""
    if recent is None or len(rows) < 10 or recent in rows[:10]:
        return rows
    others = [row for row in rows if row != recent]
    return [*others[:9], recent, *others[9:]][: len(rows)]
