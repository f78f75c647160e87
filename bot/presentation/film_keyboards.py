"""The keyboard under the card of one film, and the buttons in it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation import labels
from bot.presentation.buttons import Payload
from bot.presentation.card_rows import alike_row, elsewhere, halves, stars_row
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.identity import BotIdentity
from bot.presentation.library import OpenShelvedButton
from bot.presentation.list_pages import page_button
from bot.presentation.locale import Locale
from bot.presentation.undoing import PutBackOnShelfButton, putting_back
from bot.services.origins import Place
from bot.services.shelves import Shelf
from bot.services.undoing import EarlierStars
from bot.services.views import FilmPage, RatedFilm


class RateFilmButton(Payload, wire="la", last_word="{movie_id}"):
    """Stars for a film that stands on a card by itself."""

    movie_id: int
    stars: float
    origin: int


class DeleteRatingButton(Payload, wire="ld", last_word="{movie_id}"):
    """Take the stars of a film back."""

    movie_id: int
    origin: int


class FilmActionsButton(Payload, wire="lx"):
    """Show the rest of what a film's card offers."""

    movie_id: int
    origin: int


class ShelveButton(Payload, wire="sa", last_word="shelf {shelf} {movie_id}"):
    """Put a film, shown by itself, on a shelf."""

    shelf: Shelf
    movie_id: int
    origin: int


class UnshelveButton(Payload, wire="sr", last_word="shelf {shelf} {movie_id}"):
    """Take a film, shown by itself, off a shelf."""

    shelf: Shelf
    movie_id: int
    origin: int


def film(
    locale: Locale,
    page: FilmPage,
    owner: int,
    *,
    deleted: EarlierStars | None = None,
    taken_off: Collection[PutBackOnShelfButton] = (),
) -> InlineKeyboardMarkup:
    """Build the keyboard of one film: stars; its stars to change; the way back, the shelves, more.

    `deleted` are stars, `taken_off` shelves that a tap puts back as they were.
    """
    origin = page.came_from.code

    def rate(stars: float) -> Payload:
        return RateFilmButton(owner, page.film.movie_id, stars, origin)

    return keyboard(
        stars_row(locale, page.own_stars, rate),
        _own_stars_row(locale, page, owner, deleted, rate),
        [
            *_way_back(page, owner),
            *(_shelf_button(locale, page, owner, shelf, taken_off) for shelf in Shelf),
            button("⋯", FilmActionsButton(owner, page.film.movie_id, origin)),
        ],
    )


def film_actions(
    locale: Locale, page: FilmPage, owner: int, bot: BotIdentity, *, deleted: EarlierStars | None = None
) -> InlineKeyboardMarkup:
    """Build the rest of what a film's card offers; deleted stars can still be put back."""
    origin = page.came_from.code
    return keyboard(
        stars_row(
            locale,
            page.own_stars,
            lambda stars: RateFilmButton(owner, page.film.movie_id, stars, origin),
        ),
        [_put_back(locale, deleted, owner, origin)]
        if deleted is not None
        else alike_row(locale, page.film, owner, has_model=True),
        [
            *elsewhere(locale, page.film, owner, bot),
            button("◀", OpenShelvedButton(owner, page.film.movie_id, origin)),
        ],
    )


def _own_stars_row(
    locale: Locale,
    page: FilmPage,
    owner: int,
    deleted: EarlierStars | None,
    rate: Callable[[float], Payload],
) -> Row:
    movie_id, origin = page.film.movie_id, page.came_from.code
    if deleted is not None:
        return [_put_back(locale, deleted, owner, origin)]
    if page.own_stars is not None:
        rated = RatedFilm(page.film, page.own_stars)
        less, more = halves(locale, owner, rated, lambda _film_id, stars: rate(stars))
        delete = DeleteRatingButton(owner, movie_id, origin)
        return [less, button(locale.gettext(labels.DELETE_RATING), delete), more]
    return alike_row(locale, page.film, owner, has_model=True)


def _put_back(locale: Locale, deleted: EarlierStars, owner: int, origin: int) -> InlineKeyboardButton:
    stars = deleted.rating.stars if deleted.rating is not None else 0.0
    return button(labels.put_back(locale, stars), putting_back(owner, deleted, origin))


def _way_back(page: FilmPage, owner: int) -> Row:
    if page.came_from.place is Place.NOWHERE:
        return []
    return [button("◀", page_button(owner, page.came_from))]


def _shelf_button(
    locale: Locale, page: FilmPage, owner: int, shelf: Shelf, taken_off: Collection[PutBackOnShelfButton]
) -> InlineKeyboardButton:
    movie_id, origin = page.film.movie_id, page.came_from.code
    label, stands = {
        Shelf.WATCHLIST: (labels.LATER, page.shelves.on_watchlist),
        Shelf.SEEN: (labels.SEEN, page.shelves.is_seen),
        Shelf.HIDDEN: (labels.NOT_FOR_ME, page.shelves.is_hidden),
    }[shelf]
    if stands:
        return button(
            labels.ticked_symbol(locale.gettext(label)), UnshelveButton(owner, shelf, movie_id, origin)
        )
    puts_there: Payload = ShelveButton(owner, shelf, movie_id, origin)
    return button(
        locale.gettext(label), next((each for each in taken_off if each.shelf is shelf), puts_there)
    )
