"""Putting another photo into a card with plain JSON, as every tap on a card does.

The library makes an object of everything that it sends and of the whole message that comes back; of that a
card needs two fields. It took a tenth of a tap's processor time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, TelegramObject
from telegram.constants import ParseMode

from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.presentation.outgoing import Card

# What our buttons say; the library knows of more.
_FIELDS = ("text", "url", "callback_data", "switch_inline_query_chosen_chat", "style")


@dataclass(frozen=True)
class Delivered:
    """A message that Telegram took: its number, and the file id of its photo if it has one."""

    message_id: int
    file_id: str | None

    @classmethod
    def from_message(cls, message: Message) -> Delivered:
        """Return what is needed of the library's message."""
        return cls(message.message_id, message.photo[-1].file_id if message.photo else None)

    @classmethod
    def from_json(cls, message: dict[str, Any]) -> Delivered:
        """Return what is needed of a message as it came."""
        sizes = message.get("photo")
        return cls(message["message_id"], sizes[-1]["file_id"] if sizes else None)


async def edit_photo(context: MatineeContext, target: Target, card: Card, photo: str) -> Delivered:
    """Put a photo that Telegram knows, or can fetch, and the card's words and buttons into a message."""
    media = {"type": "photo", "media": photo, "caption": card.caption, "parse_mode": ParseMode.HTML.value}
    answer = await context.bot._post(
        "editMessageMedia",
        {
            "chat_id": target.chat_id,
            "message_id": target.message_id,
            "media": media,
            "reply_markup": None if card.keyboard is None else plain_keyboard(card.keyboard),
        },
    )
    if not isinstance(answer, dict):
        raise TypeError("Telegram returns the edited message of a chat")
    return Delivered.from_json(answer)


def plain_keyboard(keyboard: InlineKeyboardMarkup) -> dict[str, Any]:
    """Return a keyboard as the Bot API reads it; the same as its own to_dict, without looking for more."""
    return {"inline_keyboard": [[_plain_button(each) for each in row] for row in keyboard.inline_keyboard]}


def _plain_button(button: InlineKeyboardButton) -> dict[str, Any]:
    said = {name: value for name in _FIELDS if (value := getattr(button, name)) is not None}
    return {
        name: value.to_dict() if isinstance(value, TelegramObject) else value for name, value in said.items()
    }
