"""Updates as the library's objects, which the handlers take."""

from __future__ import annotations

from typing import Any

from telegram import Bot, CallbackQuery, Update, User

from bot.runtime.tapped_messages import TappedMessage

_OF_A_TAP = {"update_id", "callback_query"}


def update_of(raw: dict[str, Any], bot: Bot | None) -> Update:
    """Return an update; raises what the library raises when it cannot read it."""
    query = raw.get("callback_query")
    if raw.keys() != _OF_A_TAP or not isinstance(query, dict) or not isinstance(query.get("message"), dict):
        return Update.de_json(raw, bot)
    update = Update(raw["update_id"], callback_query=_tap(query, bot))
    update.set_bot(bot)
    return update


def _tap(raw: dict[str, Any], bot: Bot | None) -> CallbackQuery:
    """Return a tap on a button under a message of a chat."""
    query = CallbackQuery(
        raw["id"],
        User.de_json(raw["from"], bot),
        raw.get("chat_instance", ""),
        TappedMessage(raw["message"], bot),
        raw.get("data"),
        raw.get("inline_message_id"),
    )
    query.set_bot(bot)
    return query
