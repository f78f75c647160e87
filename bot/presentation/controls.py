"""The parts that keyboards are made of."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, SwitchInlineQueryChosenChat

from bot.presentation.buttons import Payload
from bot.presentation.callback_data import pack

Row = list[InlineKeyboardButton]


def button(label: str, payload: Payload, *, style: str | None = None) -> InlineKeyboardButton:
    """Return a button; style is Telegram's primary, success or danger, where a client shows it."""
    return InlineKeyboardButton(label, callback_data=pack(payload), style=style)


def link(label: str, url: str) -> InlineKeyboardButton:
    """Return a button that opens a web page."""
    return InlineKeyboardButton(label, url=url)


def sends_by_inline(label: str, query: str) -> InlineKeyboardButton:
    """Return a button that lets a person choose a chat and asks the bot there for inline results."""
    chosen = SwitchInlineQueryChosenChat(
        query, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
    )
    return InlineKeyboardButton(label, switch_inline_query_chosen_chat=chosen)


def keyboard(*rows: Row) -> InlineKeyboardMarkup:
    """Return a keyboard of the rows that hold anything."""
    return InlineKeyboardMarkup([row for row in rows if row])
