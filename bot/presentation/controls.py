"""The parts that keyboards are made of."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation.buttons import Payload
from bot.presentation.callback_data import pack

Row = list[InlineKeyboardButton]


def button(label: str, payload: Payload, *, style: str | None = None) -> InlineKeyboardButton:
    """Return a button; style is Telegram's primary, success or danger, where a client shows it."""
    return InlineKeyboardButton(label, callback_data=pack(payload), style=style)


def link(label: str, url: str) -> InlineKeyboardButton:
    """Return a button that opens a web page."""
    return InlineKeyboardButton(label, url=url)


def keyboard(*rows: Row) -> InlineKeyboardMarkup:
    """Return a keyboard of the rows that hold anything."""
    return InlineKeyboardMarkup([row for row in rows if row])
