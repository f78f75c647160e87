"""The message under which a button was tapped, as far as a tap needs to know it.

A card holds a photo in four sizes, entities and a dozen buttons. The library makes an object of each, beside
a hundred attributes of the message, for every tap on it; that took a tenth of a tap's processor time.
"""

from __future__ import annotations

from typing import Any

from telegram import Bot, Chat, Document, InaccessibleMessage


class TappedMessage(InaccessibleMessage):
    """A message of the bot's own; what it holds stays JSON until it is asked for."""

    __slots__ = ("_document", "_raw")

    def __init__(self, raw: dict[str, Any], bot: Bot | None) -> None:
        super().__init__(Chat.de_json(raw["chat"], bot), raw["message_id"])
        answered = raw.get("reply_to_message")
        document = answered.get("document") if isinstance(answered, dict) else None
        self._raw = raw
        self._document = None if document is None else Document.de_json(document, bot)

    @property
    def is_accessible(self) -> bool:
        """Return whether Telegram tells more than its number, as it does of messages that are not old."""
        return bool(self._raw.get("date"))

    @property
    def thread_id(self) -> int | None:
        """Return the topic that the message stands in."""
        thread_id: int | None = (
            self._raw.get("message_thread_id") if self._raw.get("is_topic_message") else None
        )
        return thread_id

    @property
    def is_photo(self) -> bool:
        """Return whether it is a photo with a caption."""
        return bool(self._raw.get("photo"))

    @property
    def answered_document(self) -> Document | None:
        """Return the file that the message answers."""
        return self._document

    def carries(self, callback_data: str | None) -> bool:
        """Return whether a button really stands under the message; a forged payload may name any."""
        return any(button.get("callback_data") == callback_data for row in self.rows for button in row)

    @property
    def rows(self) -> list[list[dict[str, Any]]]:
        """Return the buttons under the message as JSON, row by row."""
        rows: list[list[dict[str, Any]]] = (self._raw.get("reply_markup") or {}).get("inline_keyboard") or []
        return rows
