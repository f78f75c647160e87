"""One's own ratings, and those of them that somebody looks for: the list and the buttons under it (HTML)."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bot.presentation import labels, list_pages
from bot.presentation.buttons import Payload, RateFilmsButton
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.film_texts import title
from bot.presentation.genre_names import GENRE_NAMES
from bot.presentation.library import OpenShelvedButton
from bot.presentation.locale import Locale
from bot.presentation.outgoing import Note
from bot.services.origins import Origin, Place, ratings_page
from bot.services.views import RatedFilm, RatingOrder, RatingsPage


class OpenRatingButton(Payload, wire="lo"):
    """The card of a film one has rated."""

    movie_id: int
    page: int


def ratings(locale: Locale, page: RatingsPage, owner: int) -> Note:
    """Return a page of one's own ratings as a numbered list; of what was looked for, only that."""
    linked_line = _linked_line(locale, page.linked_count)
    if not page.total and page.searched is not None and page.rated_count:
        nothing = list_pages.nothing_found(locale, page.searched, owner)
        return Note(nothing.text + linked_line, nothing.keyboard)
    if not page.total:
        rate = keyboard([button(locale.gettext(labels.RATE_FILMS), RateFilmsButton(owner))])
        return Note(locale.gettext("You haven't rated a film in this chat yet.") + linked_line, rate)
    searched = page.searched
    head = list_pages.found(locale, searched, page.total) if searched else _head(locale, page)
    lines = [
        f"{number}. {title(rated.film)} {locale.stars(rated.stars)}"
        for number, rated in enumerate(page.items, 1)
    ]
    tail = locale.gettext("Tap a number to change or delete one.")
    text = "\n".join([head, "", *lines, "", tail]) + linked_line
    return Note(text, keyboard(*_rows(locale, page, owner)))


def _head(locale: Locale, page: RatingsPage) -> str:
    head = locale.ngettext("<b>Your ratings</b>: {n} film", "<b>Your ratings</b>: {n} films", page.total)
    if page.numbers is None:
        return head
    stars = f"★{locale.number(page.numbers.mean_stars, 1)}"
    head += locale.gettext(", {stars} on average", stars=stars)
    genres = [locale.genre(genre) for genre in page.numbers.genres if genre in GENRE_NAMES]
    if not genres:
        return head
    most = locale.gettext("Most of them: {genres}", genres=" · ".join(genres))
    return f"{head}\n{most}"


def _linked_line(locale: Locale, count: int) -> str:
    if not count:
        return ""
    return "\n\n" + locale.ngettext(
        "{n} rating of your MovieLens user counts too.",
        "{n} ratings of your MovieLens user count too.",
        count,
    )


def _rows(locale: Locale, page: RatingsPage, owner: int) -> list[Row]:
    """Return a number for each film of the page, the way to other pages, and the orders to choose from."""
    numbers = [_number(page, number, rated, owner) for number, rated in enumerate(page.items, 1)]
    return [
        *list_pages.in_rows(numbers),
        list_pages.pages_row(
            owner, page.page, page.page_count, lambda number: _place(page, number, page.order)
        ),
        _orders_row(locale, page, owner) if page.total > 1 else [],
        [] if page.searched is None else [list_pages.whole_list(locale, page.searched, owner)],
    ]


def _number(page: RatingsPage, number: int, rated: RatedFilm, owner: int) -> InlineKeyboardButton:
    here = _place(page, page.page, page.order)
    opening: Payload = OpenRatingButton(owner, rated.film.movie_id, here.page)
    if here.search_id:
        opening = OpenShelvedButton(owner, rated.film.movie_id, here.code)
    return button(str(number), opening)


def _orders_row(locale: Locale, page: RatingsPage, owner: int) -> Row:
    return [
        button(
            labels.ticked(locale.gettext(label)) if order == page.order else locale.gettext(label),
            list_pages.page_button(owner, _place(page, 0, order)),
        )
        for order, label in labels.RATING_ORDERS.items()
    ]


def _place(page: RatingsPage, number: int, order: RatingOrder) -> Origin:
    search_id = 0 if page.searched is None else page.searched.search_id
    return Origin(Place.RATINGS, ratings_page(number, order), search_id)
