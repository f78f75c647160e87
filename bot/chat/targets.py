"""Where something is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram import CallbackQuery, ReplyParameters, Update
from telegram.constants import ChatType

from bot.runtime.tapped_messages import TappedMessage


@dataclass(frozen=True)
class Target:
    """Where something is shown: a chat, and the bot's own message there when it is to be edited."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    message_id: int | None = None
    is_photo: bool = False

    def as_new_message(self) -> Target:
        """Return the same chat as the target of a new message."""
        return replace(self, message_id=None, is_photo=False)

    @property
    def reply_parameters(self) -> ReplyParameters | None:
        """Return which message a new one answers; it is sent even if that message is gone by then."""
        if self.reply_to is None:
            return None
        return ReplyParameters(self.reply_to, allow_sending_without_reply=True)


def target_of_message(update: Update) -> Target:
    """Return the target to answer a message; in groups as a reply, so that it is plain whose card it is."""
    message = update.effective_message
    if message is None:
        raise ValueError("an update without a message has no place for an answer")
    thread_id = message.message_thread_id if message.is_topic_message else None
    reply_to = None if message.chat.type == ChatType.PRIVATE else message.message_id
    return Target(message.chat.id, thread_id, reply_to)


def target_of_tap(query: CallbackQuery) -> Target | None:
    """Return the target of the tapped button's message; None when it was sent through inline mode."""
    message = query.message
    if message is None:
        return None
    # Of an old message Telegram tells only the number. Nearly all that we send with buttons are cards.
    if not isinstance(message, TappedMessage) or not message.is_accessible:
        return Target(message.chat.id, message_id=message.message_id, is_photo=True)
    return Target(
        message.chat.id, message.thread_id, message_id=message.message_id, is_photo=message.is_photo
    )


def carries(query: CallbackQuery) -> bool:
    """Return whether the tapped button really stands under its message; a forged payload may name any."""
    return isinstance(query.message, TappedMessage) and query.message.carries(query.data)


@dataclass(frozen=True)
class GuestTarget:
    """A question put to the bot in a chat that it is no member of; it takes exactly one answer."""

    guest_query_id: str


def guest_target_of(update: Update) -> GuestTarget | None:
    """Return where to answer a guest's question; None when an update is none."""
    message = update.guest_message
    return None if message is None or not message.guest_query_id else GuestTarget(message.guest_query_id)
