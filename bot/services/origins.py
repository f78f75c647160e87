"""Where a film's card was opened from, as one small number that fits into its buttons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from bot.services.shelves import Shelf
from storage.records.people import RatingOrder

_PAGES = 10_000
_ORDERS: tuple[RatingOrder, ...] = ("newest", "stars", "title")
_PAGES_OF_AN_ORDER = 3_333


class Place(IntEnum):
    """Where a card can come from beside a shelf; the numbers of both are different ones."""

    RATINGS = 0
    NOWHERE = 4


_OF_ONE_SEARCH: int = _PAGES * (max(*Place, *Shelf) + 1)
_MAX_SEARCHES = 2**31
MAX_CODE = _OF_ONE_SEARCH * _MAX_SEARCHES - 1


@dataclass(frozen=True)
class StoredSearch:
    """Words that somebody looks for in a list of theirs, and the number under which that is kept."""

    search_id: int
    within: Place | Shelf
    words: str


@dataclass(frozen=True)
class Origin:
    """A list that a card can lead back to and the page of it (from 0), or nothing of the kind.

    `search_id` is the search whose pages are meant, 0 for those of the whole list.
    """

    place: Place | Shelf
    page: int = 0
    search_id: int = 0

    @property
    def code(self) -> int:
        """The number that stands for this origin: 0 to MAX_CODE; below 10,000 a page of one's ratings."""
        page = min(max(self.page, 0), _PAGES - 1)
        return self.search_id * _OF_ONE_SEARCH + self.place * _PAGES + page


def ratings_page(page: int, order: RatingOrder) -> int:
    """Return the number that stands for a page of one's ratings in an order: 0 to 9,998."""
    return _ORDERS.index(order) * _PAGES_OF_AN_ORDER + min(page, _PAGES_OF_AN_ORDER - 1)


def page_and_order(number: int) -> tuple[int, RatingOrder]:
    """Return the page of one's ratings that a number stands for, and its order."""
    order, page = divmod(number, _PAGES_OF_AN_ORDER)
    return page, _ORDERS[min(order, len(_ORDERS) - 1)]


FROM_NOWHERE = Origin(Place.NOWHERE)


def origin_of(code: int) -> Origin:
    """Return the origin that a number stands for."""
    search_id, there = divmod(code, _OF_ONE_SEARCH)
    place, page = divmod(there, _PAGES)
    return Origin(Shelf(place) if place in list(Shelf) else Place(place), page, search_id)
