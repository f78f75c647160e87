"""Watchlist, seen and hidden films: the lists, and the film for tonight (HTML)."""

from __future__ import annotations

from bot.presentation import list_pages
from bot.presentation.buttons import Payload, RateFilmsButton, RecommendButton
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.film_titles import with_year
from bot.presentation.locale import Locale
from bot.presentation.markup import safe
from bot.presentation.outgoing import Note
from bot.services.library import ShelfPage
from bot.services.origins import Origin
from bot.services.shelves import Shelf
from bot.services.views import Film, Prediction


class OpenShelvedButton(Payload, wire="so"):
    """The card of a film by itself, opened from somewhere."""

    movie_id: int
    origin: int


class TonightButton(Payload, wire="st"):
    """Pick a film of the watchlist for tonight: the best one, or the next best after a film."""

    after: int


class WatchlistDeckButton(Payload, wire="sd"):
    """Leaf through the watchlist, the likeliest first."""


def shelf(locale: Locale, page: ShelfPage, owner: int) -> Note:
    """Return a page of a shelf as a numbered list."""
    if not page.total and page.searched is not None and page.kept_count:
        return list_pages.nothing_found(locale, page.searched, owner)
    if not page.total:
        return Note(_empty(locale, page.shelf), keyboard(_way_on(locale, owner)))
    head = _heading(locale, page)
    if page.searched is not None:
        head = list_pages.found(locale, page.searched, page.total)
    lines = [
        f"{number}. <b>{safe(_name(item.film), 80)}</b>{_guess(locale, item.prediction)}"
        for number, item in enumerate(page.items, 1)
    ]
    text = "\n".join([head, "", *lines, "", locale.gettext("Tap a number to open a film.")])
    return Note(text, keyboard(*_rows(locale, page, owner)))


def _rows(locale: Locale, page: ShelfPage, owner: int) -> list[Row]:
    """Return a number for each film of the page, the way to other pages, and what the list is good for."""
    last = _tonight(locale, page, owner)
    if page.searched is not None:
        last = [list_pages.whole_list(locale, page.searched, owner)]
    pages = list_pages.pages_row(owner, page.page, page.page_count, lambda number: _place(page, number))
    return [*list_pages.in_rows(_numbers(page, owner)), pages, last]


def _heading(locale: Locale, page: ShelfPage) -> str:
    match page.shelf:
        case Shelf.WATCHLIST:
            return locale.ngettext(
                "<b>Your watchlist</b>: {n} film, the likeliest for you first",
                "<b>Your watchlist</b>: {n} films, the likeliest for you first",
                page.total,
            )
        case Shelf.SEEN:
            return locale.ngettext(
                "<b>Seen, without stars</b>: {n} film", "<b>Seen, without stars</b>: {n} films", page.total
            )
        case Shelf.HIDDEN:
            return locale.ngettext(
                "<b>Not for you</b>: {n} film", "<b>Not for you</b>: {n} films", page.total
            )


def _empty(locale: Locale, shelf: Shelf) -> str:
    match shelf:
        case Shelf.WATCHLIST:
            return locale.gettext("Your watchlist is empty. 🔖 under a film keeps it for later.")
        case Shelf.SEEN:
            return locale.gettext("No film is marked as seen. 👁 under a film does that, without stars.")
        case Shelf.HIDDEN:
            return locale.gettext("You have hidden no film. 🚫 under a film does that.")


def _name(film: Film) -> str:
    return with_year(film.title, film.year)


def _guess(locale: Locale, prediction: Prediction | None) -> str:
    return "" if prediction is None else f" · ★ {locale.number(prediction.predicted_stars, 1)}"


def _numbers(page: ShelfPage, owner: int) -> Row:
    here = _place(page, page.page).code
    return [
        button(str(number), OpenShelvedButton(owner, item.film.movie_id, here))
        for number, item in enumerate(page.items, 1)
    ]


def _place(page: ShelfPage, number: int) -> Origin:
    return Origin(page.shelf, number, 0 if page.searched is None else page.searched.search_id)


def _tonight(locale: Locale, page: ShelfPage, owner: int) -> Row:
    if page.shelf is not Shelf.WATCHLIST:
        return []
    return [
        button(locale.gettext("🎲 For tonight"), TonightButton(owner, 0)),
        button(locale.gettext("▶ As cards"), WatchlistDeckButton(owner)),
    ]


def _way_on(locale: Locale, owner: int) -> Row:
    return [
        button(locale.gettext("Show my films"), RecommendButton(owner)),
        button(locale.gettext("★ Rate films"), RateFilmsButton(owner)),
    ]
