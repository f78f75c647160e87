"""Keyboards of notes: greeting, ratings, style, forgetting. Film cards have their own."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.presentation import labels
from bot.presentation.buttons import (
    EVERYTHING,
    Hint,
    HintButton,
    Payload,
    PopularButton,
    RateFilmsButton,
    RecommendButton,
)
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.locale import Locale
from bot.services.origins import ratings_page
from bot.services.style import Style
from bot.services.views import Greeting, RatingsPage

NUMBERS_A_ROW = 4


class LinkHelpButton(Payload, wire="l"):
    """How to link a MovieLens user id."""


class StyleButton(Payload, wire="y", last_word="style"):
    """Let the recommendations be safer or bolder."""

    style: Style


class RatingsPageButton(Payload, wire="lp"):
    """A page of one's own ratings."""

    page: int


class OpenRatingButton(Payload, wire="lo"):
    """The card of a film one has rated."""

    movie_id: int
    page: int


class ForgetMeButton(Payload, wire="fy", last_word=EVERYTHING):
    """Delete everything known about the person."""


class KeepMeButton(Payload, wire="fn"):
    """Delete nothing after all."""


def greeting(locale: Locale, person: Greeting, owner: int) -> InlineKeyboardMarkup:
    """Build three ways on from /start."""
    if person.is_known:
        return keyboard(
            [button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))],
            [button(locale.gettext(labels.RATE_MORE), RateFilmsButton(owner))],
            [button(locale.gettext(labels.POPULAR_FILMS), PopularButton(owner))],
        )
    return keyboard(
        [button(locale.gettext(labels.RATE_FILMS), RateFilmsButton(owner))],
        [button(locale.gettext(labels.LINK_MOVIELENS), LinkHelpButton(owner))],
        [button(locale.gettext(labels.JUST_POPULAR), PopularButton(owner))],
    )


def ratings(locale: Locale, page: RatingsPage, owner: int) -> InlineKeyboardMarkup:
    """Build a number for each film of the page, the way to other pages, and the orders to choose from."""
    everything = RatingsPageButton(owner, 0)
    if page.searched is not None and not page.items:
        return keyboard([button(locale.gettext("All my ratings"), everything)])
    if not page.total:
        return keyboard([button(locale.gettext(labels.RATE_FILMS), RateFilmsButton(owner))])
    here = ratings_page(page.page, page.order)
    numbers = [
        button(str(number), OpenRatingButton(owner, rated.film.movie_id, here))
        for number, rated in enumerate(page.items, 1)
    ]
    rows = [numbers[start : start + NUMBERS_A_ROW] for start in range(0, len(numbers), NUMBERS_A_ROW)]
    if page.searched is not None:
        return keyboard(*rows, [button(locale.gettext("All my ratings"), everything)])
    return keyboard(
        *rows,
        _pages_row(locale, page, owner) if page.page_count > 1 else [],
        _orders_row(locale, page, owner) if page.total > 1 else [],
    )


def _orders_row(locale: Locale, page: RatingsPage, owner: int) -> Row:
    return [
        button(
            labels.ticked(locale.gettext(label)) if order == page.order else locale.gettext(label),
            RatingsPageButton(owner, ratings_page(0, order)),
        )
        for order, label in labels.RATING_ORDERS.items()
    ]


def style(locale: Locale, chosen: Style, owner: int) -> InlineKeyboardMarkup:
    """Build safer, balanced, bolder, the chosen one ticked, and the way to see what it does."""
    return keyboard(
        [
            button(
                labels.ticked(locale.gettext(label)) if each is chosen else locale.gettext(label),
                StyleButton(owner, each),
            )
            for each, label in labels.STYLES.items()
        ],
        [button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))],
    )


def forget_me(locale: Locale, owner: int) -> InlineKeyboardMarkup:
    """Build yes and no under the question before everything is deleted."""
    return keyboard(
        [button(locale.gettext(labels.FORGET_ME), ForgetMeButton(owner), style="danger")],
        [button(locale.gettext(labels.KEEP_ME), KeepMeButton(owner))],
    )


def show_my_films(locale: Locale, owner: int) -> InlineKeyboardMarkup:
    """Build the one way on when there is nothing left to ask."""
    return keyboard([button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))])


def _pages_row(locale: Locale, page: RatingsPage, owner: int) -> Row:
    newer: Payload = HintButton(owner, Hint.FIRST_PAGE)
    if page.page > 0:
        newer = RatingsPageButton(owner, ratings_page(page.page - 1, page.order))
    older: Payload = HintButton(owner, Hint.LAST_PAGE)
    if page.page < page.page_count - 1:
        older = RatingsPageButton(owner, ratings_page(page.page + 1, page.order))
    here = RatingsPageButton(owner, ratings_page(page.page, page.order))
    return [
        button("◀", newer),
        button(labels.counter(page.page, page.page_count), here),
        button("▶", older),
    ]
