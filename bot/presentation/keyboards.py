"""Keyboards of notes: greeting, style, forgetting. Film cards have their own."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.presentation import labels
from bot.presentation.buttons import EVERYTHING, Payload, PopularButton, RateFilmsButton, RecommendButton
from bot.presentation.controls import button, keyboard
from bot.presentation.locale import Locale
from bot.services.style import Style
from bot.services.views import Greeting


class LinkHelpButton(Payload, wire="l"):
    """How to link a MovieLens user id."""


class StyleButton(Payload, wire="y", last_word="style"):
    """Let the recommendations be safer or bolder."""

    style: Style


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
