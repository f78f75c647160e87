"""Parse an update's id, sender and dedup key without building a library object.

Telegram waits for its answer while this is read; the rest is read when the update's turn comes.
"""

from __future__ import annotations

import json
from typing import Any

from bot.presentation.callback_data import StaleButton, unpack
from bot.updates.inbox import IncomingUpdate

NOBODY = 0


class NotAnUpdate(ValueError):
    """The content is no update of Telegram's."""


def parse_update(content: bytes) -> IncomingUpdate:
    """Return an update with its id, sender and dedup key; raises NotAnUpdate."""
    try:
        text = content.decode()
        update = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAnUpdate from error
    if not isinstance(update, dict) or not _is_id(update.get("update_id")):
        raise NotAnUpdate
    parts: list[tuple[str, dict[str, Any]]] = [each for each in update.items() if isinstance(each[1], dict)]
    kind, body = next(iter(parts), ("", {}))
    person_id = _sender_id(body)
    dedup_key = dedup_key_of(body.get("data"), person_id)
    return IncomingUpdate(update["update_id"], person_id, text, dedup_key, kind)


def dedup_key_of(callback_data: object, person_id: int) -> str | None:
    """Return what a tap is about, so that an older one of the same person no longer counts."""
    try:
        button = unpack(callback_data if isinstance(callback_data, str) else None)
    except StaleButton:
        return None
    # Somebody else's button does nothing, so it is no last word either.
    return button.dedup_key if button.owner == person_id or button.for_anybody else None


def _sender_id(body: dict[str, Any]) -> int:
    """Return the sender, without one the chat, without either nobody."""
    for part in (body.get("from"), body.get("user"), body.get("chat")):
        if isinstance(part, dict) and _is_id(part.get("id")):
            person_id: int = part["id"]
            return person_id
    return NOBODY


def _is_id(value: object) -> bool:
    """Return whether a value is a whole number that a database column takes."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
