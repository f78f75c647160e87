"""Parse an update's id, sender and dedup key without building a library object.

Telegram waits for its answer while this is read; the rest is read when the update's turn comes.
"""

from __future__ import annotations

import json
from typing import Any

from bot.presentation.buttons import Payload
from bot.presentation.callback_data import StaleButton, unpack
from bot.updates.inbox import IncomingUpdate, OwnTap

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
    return incoming_of(update, text)


def incoming_of(update: object, text: str) -> IncomingUpdate:
    """Return an update that is read from JSON already; raises NotAnUpdate."""
    if not isinstance(update, dict) or not _is_id(update.get("update_id")):
        raise NotAnUpdate
    parts: list[tuple[str, dict[str, Any]]] = [each for each in update.items() if isinstance(each[1], dict)]
    kind, body = next(iter(parts), ("", {}))
    person_id = _sender_id(body)
    button = own_button_of(body.get("data"), person_id)
    dedup_key = None if button is None else button.dedup_key
    return IncomingUpdate(update["update_id"], person_id, text, dedup_key, kind, _tap(kind, body, button))


def own_button_of(callback_data: object, person_id: int) -> Payload | None:
    """Return the button that somebody tapped if it is meant for them: somebody else's does nothing."""
    try:
        button = unpack(callback_data if isinstance(callback_data, str) else None)
    except StaleButton:
        return None
    return button if button.owner == person_id or button.for_anybody else None


def _tap(kind: str, query: dict[str, Any], button: Payload | None) -> OwnTap | None:
    """Return the tap on a button under a message of a chat."""
    query_id = query.get("id")
    if kind != "callback_query" or button is None or not isinstance(query.get("message"), dict):
        return None
    return OwnTap(query_id, type(button)) if isinstance(query_id, str) and query_id else None


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
