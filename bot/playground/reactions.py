"""What people do with a message that is there: react to it, forward it."""

from __future__ import annotations

from bot.playground.bot_api import BotApi
from bot.playground.call import Json
from bot.playground.errors import ImpossibleAction
from bot.playground.state import State

EMOJI = ("👍", "👎")
FORWARDED = ("text", "entities", "photo", "document", "caption", "caption_entities", "reply_markup")


def react(bot_api: BotApi, person_id: int, message: Json, emoji: str | None) -> int | None:
    """React with one emoji (None takes it back); the bot is told in private, when it asked for it."""
    state = bot_api.state
    if emoji is not None and emoji not in EMOJI:
        raise ImpossibleAction("there is no such reaction")
    given = reactions_to(state, message)
    earlier = given.pop(str(person_id), None)
    if emoji is not None:
        given[str(person_id)] = emoji
    state.publish({"kind": "edit", "message": message})
    bot_api.mark_stale()
    # In a group only an administrator is told, and the bot is none.
    if emoji == earlier or message["chat"]["type"] != "private":
        return None
    return state.updates.push(
        "message_reaction",
        {
            "chat": message["chat"],
            "message_id": message["message_id"],
            "user": state.people[person_id].as_user(),
            "date": state.timestamp(),
            "old_reaction": _as_types(earlier),
            "new_reaction": _as_types(emoji),
        },
    )


def forward(bot_api: BotApi, person_id: int, message: Json, chat: Json) -> int | None:
    """Forward a message into another chat; its buttons with callback data stay behind."""
    state = bot_api.state
    content = {name: message[name] for name in FORWARDED if name in message}
    if not content:
        raise ImpossibleAction("this message cannot be forwarded")
    content["reply_markup"] = _links_of(content.get("reply_markup", {}))
    content["forward_origin"] = {
        "type": "user",
        "sender_user": message["from"],
        "date": message["date"],
    }
    forwarded = state.add_message(chat, state.people[person_id].as_user(), content)
    bot_api.mark_stale()
    return state.updates.push("message", forwarded) if chat["type"] == "private" else None


def reactions_to(state: State, message: Json) -> dict[str, str]:
    """Return who reacted to a message with what; the caller may change it."""
    key = f"{message['chat']['id']}/{message['message_id']}"
    return state.reactions.setdefault(key, {})


def _as_types(emoji: str | None) -> list[Json]:
    return [] if emoji is None else [{"type": "emoji", "emoji": emoji}]


def _links_of(markup: Json) -> Json | None:
    rows = [
        [button for button in row if "callback_data" not in button]
        for row in markup.get("inline_keyboard", [])
    ]
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None
