"""What the fields that handlers read must be, before an update reaches the library, which checks no types.

The Bot API promises these types. What breaks the promise (a proxy, a forged request to the webhook, a server
gone mad) is passed over as a whole: half an update must not be guessed at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Fits = Callable[[object], bool]

MAX_ID = 2**52  # Telegram promises at most 52 significant bits
MAX_NUMBER = 2**63 - 1


class WrongShape(ValueError):
    """A field of an update has another type than the Bot API gives it."""


def check_shape(update: Mapping[str, Any]) -> None:
    """Raise WrongShape when a part of an update cannot be what its name says."""
    for kind, body in update.items():
        if kind != "update_id" and not SHAPES.get(kind, _ANYTHING).fits(body):
            raise WrongShape(kind)


@dataclass(frozen=True)
class Shape:
    """An object with fields that must be there and fields that may be; all others are free."""

    required: Mapping[str, Fits] = field(default_factory=dict)
    optional: Mapping[str, Fits] = field(default_factory=dict)

    def fits(self, value: object) -> bool:
        """Return whether a value is such an object."""
        return (
            isinstance(value, dict)
            and all(name in value and fits(value[name]) for name, fits in self.required.items())
            and all(fits(value[name]) for name, fits in self.optional.items() if name in value)
        )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MAX_NUMBER


def _is_truth_value(value: object) -> bool:
    return isinstance(value, bool)


def _is_person_id(value: object) -> bool:
    return isinstance(value, int) and _is_number(value) and 1 <= value <= MAX_ID


def _is_chat_id(value: object) -> bool:
    return isinstance(value, int) and _is_number(value) and value != 0 and abs(value) <= MAX_ID


def _is_message(value: object) -> bool:
    return _MESSAGE.fits(value)


def _are(shape: Shape) -> Fits:
    return lambda value: isinstance(value, list) and all(map(shape.fits, value))


def _are_rows_of_buttons(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(row, list) and all(isinstance(button, dict) for button in row) for row in value
    )


_TEXTS = dict.fromkeys(("last_name", "username", "language_code"), _is_text)
_USER = Shape({"id": _is_person_id, "first_name": _is_text}, _TEXTS)
_CHAT = Shape({"id": _is_chat_id, "type": _is_text}, {"title": _is_text})
_ENTITIES = _are(Shape({"type": _is_text, "offset": _is_number, "length": _is_number}))
_DOCUMENT = Shape(
    {"file_id": _is_text}, {"file_name": _is_text, "mime_type": _is_text, "file_size": _is_number}
)
_KEYBOARD = Shape(optional={"inline_keyboard": _are_rows_of_buttons})
_MESSAGE = Shape(
    {"message_id": _is_number, "chat": _CHAT.fits},
    {
        "from": _USER.fits,
        "sender_chat": _CHAT.fits,
        "date": _is_number,
        "message_thread_id": _is_number,
        "migrate_to_chat_id": _is_chat_id,
        "migrate_from_chat_id": _is_chat_id,
        "text": _is_text,
        "caption": _is_text,
        "entities": _ENTITIES,
        "caption_entities": _ENTITIES,
        "document": _DOCUMENT.fits,
        "reply_markup": _KEYBOARD.fits,
        "reply_to_message": _is_message,
        "guest_query_id": _is_text,
    },
)
_WHO_AND_WHERE = {"from": _USER.fits, "user": _USER.fits, "chat": _CHAT.fits}
_ANYTHING = Shape(optional=_WHO_AND_WHERE)
_QUERY = Shape({"id": _is_text, "from": _USER.fits}, {"query": _is_text, "offset": _is_text})
_REACTIONS = _are(Shape({"type": _is_text}, {"emoji": _is_text, "custom_emoji_id": _is_text}))
_MEMBER = Shape({"status": _is_text, "user": _USER.fits})

SHAPES: dict[str, Shape] = {
    **dict.fromkeys(("message", "edited_message", "channel_post", "edited_channel_post"), _MESSAGE),
    **dict.fromkeys(("business_message", "edited_business_message", "guest_message"), _MESSAGE),
    "callback_query": Shape(
        {"id": _is_text, "from": _USER.fits},
        {"message": _is_message, "data": _is_text, "inline_message_id": _is_text},
    ),
    "message_reaction": Shape(
        {
            "chat": _CHAT.fits,
            "message_id": _is_number,
            "date": _is_number,
            "old_reaction": _REACTIONS,
            "new_reaction": _REACTIONS,
        },
        {"user": _USER.fits},
    ),
    "inline_query": _QUERY,
    "chosen_inline_result": Shape(
        {"from": _USER.fits}, {"result_id": _is_text, "query": _is_text, "inline_message_id": _is_text}
    ),
    "my_chat_member": Shape(
        {"chat": _CHAT.fits, "from": _USER.fits, "new_chat_member": _MEMBER.fits}, {"date": _is_number}
    ),
    "poll": Shape(
        {"id": _is_text, "options": _are(Shape({"voter_count": _is_number}))}, {"is_closed": _is_truth_value}
    ),
}
