"""The lists that a person keeps, and on which of them a film stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

PAGE_LENGTH = 8  # films


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


def paged(page: int, count: int) -> tuple[int, int]:
    """Return which page to show of so many films (from 0; past either end the one there), and of how many."""
    page_count = max(1, -(-count // PAGE_LENGTH))
    return min(max(page, 0), page_count - 1), page_count
