"""Telegram's refusals that are known: what each is about, found by its words.

The Bot API has no codes for them. Words are in lower case; what Telegram says without spaces comes from its
inner protocol.
"""

from __future__ import annotations

from enum import Enum

from telegram.error import BadRequest, Forbidden, TelegramError


class Refusal(Enum):
    """What a chat does not allow; the value is for the log."""

    NO_PHOTOS = "takes no photos"
    NO_WRITING = "does not let the bot write"
    TOPIC_CLOSED = "has closed the topic"
    THREAD_GONE = "no longer has the topic"
    CHAT_GONE = "is gone"
    KICKED = "has thrown the bot out"
    BLOCKED = "has blocked the bot"
    NEVER_STARTED = "has never started the bot"
    DEACTIVATED = "belongs to a deleted account"


PERSON_GONE = {Refusal.BLOCKED, Refusal.DEACTIVATED}
"""Refusals after which a person is written to no more until they come back."""

WORDS: dict[Refusal, tuple[str, ...]] = {
    Refusal.NO_PHOTOS: (
        "not enough rights to send photos",
        "not enough rights to send media",
        "chat_send_photos_forbidden",
        "chat_send_media_forbidden",
    ),
    Refusal.NO_WRITING: (
        "not enough rights to send",
        "have no rights to send",
        "need administrator rights",
        "chat_write_forbidden",
        "chat_send_plain_forbidden",
        "chat_restricted",
        "chat_guest_send_forbidden",
        "user_restricted",
    ),
    Refusal.TOPIC_CLOSED: ("topic_closed",),
    Refusal.THREAD_GONE: ("message thread not found", "topic_deleted", "topic_id_invalid"),
    Refusal.CHAT_GONE: (
        "chat not found",
        "peer_id_invalid",
        "channel_private",
        "group chat was deactivated",
        "group chat was deleted",
    ),
    Refusal.KICKED: ("bot was kicked", "bot is not a member", "bot_kicked"),
    Refusal.BLOCKED: ("bot was blocked", "user_is_blocked"),
    Refusal.NEVER_STARTED: ("can't initiate conversation", "can't send messages to bots"),
    Refusal.DEACTIVATED: ("user is deactivated", "input_user_deactivated"),
}


NOT_MODIFIED = "message is not modified"
# Telegram's words (in lower case) for: this message cannot be edited (any more).
CANNOT_BE_EDITED = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
    "there is no media in the message to edit",
)
# … for: this poster cannot be shown, another one may.
POSTER_REFUSED = (
    "wrong file",
    "wrong remote file",
    "wrong padding",
    "wrong type of the web page content",
    "failed to get http url content",
    "http url",
    "webpage_",
    "external_url_invalid",
    "file reference",
    "file_reference",
    "type of file mismatch",
    "can't use file of type",
    "file is too big",
    "image_process_failed",
    "photo_",
    "media_",
)
# … for: this message cannot be taken away (too old, or gone already).
CANNOT_BE_DELETED = ("message can't be deleted", "message to delete not found", "message_id_invalid")

ANSWERED_TOO_LATE = ("query is too old", "query_id_invalid", "query id is invalid")
"""Words for: whoever asked no longer waits for this answer."""


def refusal_of(error: Exception) -> Refusal | None:
    """Return what a chat does not allow; None for an error that is about something else."""
    if not isinstance(error, BadRequest | Forbidden):
        return None
    return next((refusal for refusal, words in WORDS.items() if says(error, words)), None)


def says(error: TelegramError, words: tuple[str, ...]) -> bool:
    """Return whether Telegram's sentence contains one of these words."""
    said = error.message.lower()
    return any(word in said for word in words)
