"""Watchlist, seen and hidden films: the lists, and the film for tonight (HTML)."""

from __future__ import annotations

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

NUMBERS_A_ROW = 4


class ShelfPageButton(Payload, wire="sp"):
    """A page of a shelf."""

    shelf: Shelf
    page: int


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
    if not page.total:
        return Note(_empty(locale, page.shelf), keyboard(_way_on(locale, owner)))
    lines = [
        f"{number}. <b>{safe(_name(item.film), 80)}</b>{_guess(locale, item.prediction)}"
        for number, item in enumerate(page.items, 1)
    ]
    text = "\n".join([_heading(locale, page), "", *lines, "", locale.gettext("Tap a number to open a film.")])
    return Note(text, keyboard(*_numbers(page, owner), _tonight(locale, page, owner), _leaf(page, owner)))


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


def _numbers(page: ShelfPage, owner: int) -> list[Row]:
    origin = Origin(page.shelf, page.page).code
    numbers = [
        button(str(number), OpenShelvedButton(owner, item.film.movie_id, origin))
        for number, item in enumerate(page.items, 1)
    ]
    return [numbers[start : start + NUMBERS_A_ROW] for start in range(0, len(numbers), NUMBERS_A_ROW)]


def _tonight(locale: Locale, page: ShelfPage, owner: int) -> Row:
    if page.shelf is not Shelf.WATCHLIST:
        return []
    return [
        button(locale.gettext("🎲 For tonight"), TonightButton(owner, 0)),
        button(locale.gettext("▶ As cards"), WatchlistDeckButton(owner)),
    ]


def _leaf(page: ShelfPage, owner: int) -> Row:
    if page.page_count < 2:
        return []
    before, after = max(page.page - 1, 0), min(page.page + 1, page.page_count - 1)
    here = f"{page.page + 1}/{page.page_count}"
    return [
        button("◀", ShelfPageButton(owner, page.shelf, before)),
        button(here, ShelfPageButton(owner, page.shelf, page.page)),
        button("▶", ShelfPageButton(owner, page.shelf, after)),
    ]


def _way_on(locale: Locale, owner: int) -> Row:
    return [
        button(locale.gettext("Show my films"), RecommendButton(owner)),
        button(locale.gettext("★ Rate films"), RateFilmsButton(owner)),
    ]
