"""What happens to whole groups: the bot is removed or added, a group becomes a supergroup."""

from __future__ import annotations

from dataclasses import replace

from bot.playground.bot_api import BotApi
from bot.playground.call import Json
from bot.playground.errors import ImpossibleAction
from bot.playground.people import BOT


def remove_bot(bot_api: BotApi, group_id: int) -> int | None:
    """Remove the bot from a group: from now on it gets 403 there."""
    update_id = _push_membership(bot_api, group_id, "member", "kicked")
    bot_api.state.left.add(group_id)
    return update_id


def add_bot(bot_api: BotApi, group_id: int) -> int | None:
    """Add the bot to a group again."""
    bot_api.state.left.discard(group_id)
    return _push_membership(bot_api, group_id, "kicked", "member")


def migrate(bot_api: BotApi, group_id: int, new_group_id: int) -> int | None:
    """Turn a group into a supergroup with another id; calls with the old one are told the new one."""
    state = bot_api.state
    group = state.groups.get(group_id)
    if group is None or new_group_id in state.groups:
        raise ImpossibleAction("there is no such group")
    owner = state.people[group.member_ids[0]].as_user()
    before = state.add_message(group.as_chat(), owner, {"migrate_to_chat_id": new_group_id})
    del state.groups[group_id]
    state.migrated[group_id] = new_group_id
    state.groups[new_group_id] = replace(group, group_id=new_group_id, is_basic=False)
    # An open page is shown everything anew.
    state.publish({"kind": "snapshot"})
    chat = state.groups[new_group_id].as_chat()
    after = state.add_message(chat, owner, {"migrate_from_chat_id": group_id})
    bot_api.mark_stale()
    state.updates.push("message", before)
    return state.updates.push("message", after)


def _push_membership(bot_api: BotApi, group_id: int, before: str, after: str) -> int | None:
    state = bot_api.state
    group = state.groups.get(group_id)
    if group is None:
        raise ImpossibleAction("there is no such group")
    extra: dict[str, Json] = {"kicked": {"until_date": 0}, "member": {}}
    update = {
        "chat": group.as_chat(),
        "from": state.people[group.member_ids[0]].as_user(),
        "date": state.timestamp(),
        "old_chat_member": {"user": BOT, "status": before, **extra[before]},
        "new_chat_member": {"user": BOT, "status": after, **extra[after]},
    }
    bot_api.mark_stale()
    return state.updates.push("my_chat_member", update)
