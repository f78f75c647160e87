"""The lists that a person keeps, and on which of them a film stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Shelf(IntEnum):
    """One of the lists that a person keeps; a film may stand on several."""

    WATCHLIST = 1
    SEEN = 2
    HIDDEN = 3


@dataclass(frozen=True)
class ShelfState:
    """On which of a person's shelves a film stands."""

    on_watchlist: bool = False
    is_seen: bool = False
    is_hidden: bool = False


ON_NO_SHELF = ShelfState()
