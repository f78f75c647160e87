"""Keyboards of notes: greeting, ratings, style, forgetting. Film cards have theirs in card_keyboards.py."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.presentation import labels
from bot.presentation.buttons import (
    ForgetMeButton,
    Hint,
    HintButton,
    KeepMeButton,
    LinkHelpButton,
    OpenRatingButton,
    Payload,
    PopularButton,
    RateFilmsButton,
    RatingsPageButton,
    RecommendButton,
    StyleButton,
)
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.locale import Locale
from bot.services.style import Style
from bot.services.views import Greeting, RatingsPage

NUMBERS_A_ROW = 4


def greeting(locale: Locale, person: Greeting, owner: int) -> InlineKeyboardMarkup:
    """Three ways on from /start."""
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
    """A number for each film of the page, and the way to other pages."""
    if not page.total:
        return keyboard([button(locale.gettext(labels.RATE_FILMS), RateFilmsButton(owner))])
    numbers = [
        button(str(number), OpenRatingButton(owner, rated.film.movie_id, page.page))
        for number, rated in enumerate(page.items, 1)
    ]
    rows = [numbers[start : start + NUMBERS_A_ROW] for start in range(0, len(numbers), NUMBERS_A_ROW)]
    return keyboard(*rows, _pages_row(locale, page, owner) if page.page_count > 1 else [])


def style(locale: Locale, chosen: Style, owner: int) -> InlineKeyboardMarkup:
    """Safer, balanced, bolder; the chosen one is ticked; and the way to see what it does."""
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
    """Sure?"""
    return keyboard(
        [button(locale.gettext(labels.FORGET_ME), ForgetMeButton(owner))],
        [button(locale.gettext(labels.KEEP_ME), KeepMeButton(owner))],
    )


def show_my_films(locale: Locale, owner: int) -> InlineKeyboardMarkup:
    """The one way on when there is nothing left to ask."""
    return keyboard([button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))])


def _pages_row(locale: Locale, page: RatingsPage, owner: int) -> Row:
    newer: Payload = HintButton(owner, Hint.FIRST_PAGE)
    if page.page > 0:
        newer = RatingsPageButton(owner, page.page - 1)
    older: Payload = HintButton(owner, Hint.LAST_PAGE)
    if page.page < page.page_count - 1:
        older = RatingsPageButton(owner, page.page + 1)
    here = RatingsPageButton(owner, page.page)
    return [
        button("◀", newer),
        button(labels.counter(page.page, page.page_count), here),
        button("▶", older),
    ]
