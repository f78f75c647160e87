"""The methods that ask Telegram for something or tell it about the bot itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground.call import Call, Json
from bot.playground.errors import bad_request
from bot.playground.people import BOT
from bot.playground.state import State


async def get_me(state: State, call: Call) -> Json:
    """Return the bot's own user."""
    return BOT


async def get_updates(state: State, call: Call) -> list[Json]:
    """Return what happened since the last confirmed update; wait for it when asked to."""
    return await state.updates.fetch(
        offset=call.integer("offset") or 0,
        limit=call.integer("limit") or 100,
        timeout=float(call.text("timeout") or 0),
        allowed=call.json("allowed_updates", "allowed updates"),
    )


async def set_webhook(state: State, call: Call) -> bool:
    """Remember the webhook, which shuts getUpdates off; the playground itself never calls it."""
    state.updates.webhook_url = call.text("url") or ""
    return _maybe_drop(state, call)


async def delete_webhook(state: State, call: Call) -> bool:
    """Open getUpdates again."""
    state.updates.webhook_url = ""
    return _maybe_drop(state, call)


async def get_webhook_info(state: State, call: Call) -> Json:
    """Return the webhook and how many updates wait."""
    return {
        "url": state.updates.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": state.updates.pending_count,
    }


async def set_my_commands(state: State, call: Call) -> bool:
    """Set the command menu of one scope and language."""
    state.profile.set_commands(call)
    state.publish({"kind": "profile"})
    return True


async def delete_my_commands(state: State, call: Call) -> bool:
    """Delete the command menu of one scope and language."""
    state.profile.delete_commands(call)
    state.publish({"kind": "profile"})
    return True


async def get_my_commands(state: State, call: Call) -> list[Json]:
    """Return the command menu of one scope and language."""
    return state.profile.get_commands(call)


def set_text(kind: str) -> Callable[[State, Call], Awaitable[bool]]:
    """Return the method that sets the bot's name, description or short description."""

    async def set_one(state: State, call: Call) -> bool:
        state.profile.set_text(call, kind)
        state.publish({"kind": "profile"})
        return True

    return set_one


def get_text(kind: str) -> Callable[[State, Call], Awaitable[Json]]:
    """Return the method that answers with the bot's name, description or short description."""

    async def get_one(state: State, call: Call) -> Json:
        return {kind: state.profile.get_text(call, kind)}

    return get_one


async def set_chat_menu_button(state: State, call: Call) -> bool:
    """Set what the button beside the message field opens."""
    button: Any = call.json("menu_button", "menu button") or {"type": "default"}
    state.profile.menu_buttons[call.text("chat_id") or ""] = button
    return True


async def get_chat_menu_button(state: State, call: Call) -> Json:
    """Return what the button beside the message field opens."""
    buttons = state.profile.menu_buttons
    return buttons.get(call.text("chat_id") or "") or buttons.get("") or {"type": "default"}


async def get_file(state: State, call: Call) -> Json:
    """Return where a file can be downloaded."""
    return state.files.describe(call.text("file_id") or "")


async def get_chat(state: State, call: Call) -> Json:
    """Return a chat in full."""
    return state.chat(call.integer("chat_id")) | {"accent_color_id": 0, "max_reaction_count": 11}


async def get_chat_member(state: State, call: Call) -> Json:
    """Return what one person is in a group."""
    chat = state.chat(call.integer("chat_id"))
    person = state.people.get(call.integer("user_id") or 0)
    group = state.groups.get(chat["id"])
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    status = "member"
    if group and person.person_id == group.member_ids[0]:
        status = "creator"
    elif group and person.person_id not in group.member_ids:
        status = "left"
    return {"status": status, "user": person.as_user(), "is_anonymous": False}


async def get_chat_administrators(state: State, call: Call) -> list[Json]:
    """Return who may configure a group."""
    chat = state.chat(call.integer("chat_id"))
    group = state.groups.get(chat["id"])
    if group is None:
        raise bad_request("there are no administrators in the private chat")
    owner = state.people[group.member_ids[0]]
    return [{"status": "creator", "user": owner.as_user(), "is_anonymous": False}]


async def get_chat_member_count(state: State, call: Call) -> int:
    """Return how many sit in a chat, the bot included."""
    chat = state.chat(call.integer("chat_id"))
    group = state.groups.get(chat["id"])
    return len(group.member_ids) + 1 if group else 2


def _maybe_drop(state: State, call: Call) -> bool:
    if call.flag("drop_pending_updates"):
        state.updates.drop_all()
    return True
