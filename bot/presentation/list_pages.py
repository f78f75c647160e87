"""Pages of the lists that a person keeps, and of what they look for in one of them: buttons and words."""

from __future__ import annotations

from collections.abc import Callable

from telegram import InlineKeyboardButton

from bot.presentation import labels
from bot.presentation.buttons import Hint, HintButton, Payload
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.messages import N_
from bot.presentation.outgoing import Note
from bot.services.origins import Origin, Place, StoredSearch
from bot.services.shelves import Shelf

NUMBERS_A_ROW = 4
SHOWN_WORDS = 60
HEADINGS: dict[Place | Shelf, str] = {
    Place.RATINGS: N_("<b>Your ratings</b>"),
    Shelf.WATCHLIST: N_("<b>Your watchlist</b>"),
    Shelf.SEEN: N_("<b>Seen, without stars</b>"),
    Shelf.HIDDEN: N_("<b>Not for you</b>"),
}


class RatingsPageButton(Payload, wire="lp"):
    """A page of one's own ratings."""

    page: int


class ShelfPageButton(Payload, wire="sp"):
    """A page of a shelf."""

    shelf: Shelf
    page: int


class SearchPageButton(Payload, wire="lf"):
    """A page of what was found in one's ratings or on a shelf."""

    origin: int


class SearchEverywhereButton(Payload, wire="lw"):
    """Look for the same words among all films."""

    origin: int


def page_button(owner: int, origin: Origin) -> Payload:
    """Return what shows a page of a list again."""
    if origin.search_id:
        return SearchPageButton(owner, origin.code)
    if isinstance(origin.place, Shelf):
        return ShelfPageButton(owner, origin.place, origin.page)
    return RatingsPageButton(owner, origin.page)


def in_rows(numbers: Row) -> list[Row]:
    """Return the numbers of a page's films in rows."""
    return [numbers[start : start + NUMBERS_A_ROW] for start in range(0, len(numbers), NUMBERS_A_ROW)]


def pages_row(owner: int, page: int, page_count: int, at: Callable[[int], Origin]) -> Row:
    """Return the way to the page before and behind; at either end it says that this is the end."""
    if page_count < 2:
        return []
    before: Payload = HintButton(owner, Hint.FIRST_PAGE)
    if page > 0:
        before = page_button(owner, at(page - 1))
    after: Payload = HintButton(owner, Hint.LAST_PAGE)
    if page < page_count - 1:
        after = page_button(owner, at(page + 1))
    here = button(labels.counter(page, page_count), page_button(owner, at(page)))
    return [button("◀", before), here, button("▶", after)]


def found(locale: Locale, search: StoredSearch, count: int) -> str:
    """Say how many films of a list are found."""
    told = locale.ngettext(
        "{n} film found for “{words}”",
        "{n} films found for “{words}”",
        count,
        words=safe(search.words, SHOWN_WORDS),
    )
    return f"{locale.gettext(HEADINGS[search.within])}\n{told}"


def nothing_found(locale: Locale, search: StoredSearch, owner: int) -> Note:
    """Say that no film of a list is meant by what was looked for, with ways on."""
    told = locale.gettext(
        "I find nothing here for “{words}”. Shall I look among all films?",
        words=safe(search.words, SHOWN_WORDS),
    )
    everywhere = SearchEverywhereButton(owner, Origin(search.within, 0, search.search_id).code)
    rows = [button(locale.gettext("🔎 All films"), everywhere), whole_list(locale, search, owner)]
    return Note(f"{locale.gettext(HEADINGS[search.within])}\n{told}", keyboard(rows))


def whole_list(locale: Locale, search: StoredSearch, owner: int) -> InlineKeyboardButton:
    """Return the way from what was found to the whole list."""
    return button(locale.gettext("Whole list"), page_button(owner, Origin(search.within)))
