"""Messages in a group that one person alone sees: marked, told and found by a number of their own."""

from __future__ import annotations

from bot.playground.call import Call, Json
from bot.playground.errors import bad_request
from bot.playground.state import State

PARAMETERS = "ephemeral_message_parameters"


def fields(state: State, call: Call, chat: Json) -> Json:
    """Return what marks a message as one person's; nothing for a message that everybody sees."""
    wanted: Json | None = call.json(PARAMETERS, "ephemeral message parameters")
    if not wanted:
        return {}
    group, person_id = state.groups.get(chat["id"]), int(wanted.get("receiver_user_id", 0))
    if group is None or not state.restrictions.get(chat["id"], {}).get("can_send_to_one_alone", True):
        raise bad_request("BOT_NOT_ADMIN")
    if person_id not in group.member_ids:
        raise bad_request("user not found")
    return {
        "receiver_user": state.people[person_id].as_user(),
        "ephemeral_message_id": state.last_message_id + 1,
    }


def as_told(message: Json) -> Json:
    """Return a sent message as the bot is told of it: one that is one person's has no number in the chat."""
    return message | {"message_id": 0} if "ephemeral_message_id" in message else message


def find_own(state: State, call: Call) -> Json:
    """Return the message that a request names, which one person alone sees."""
    message = state.messages.get(call.integer("chat_id") or 0, {}).get(
        call.integer("ephemeral_message_id") or 0
    )
    receiver = message and message.get("receiver_user")
    if message is None or not receiver or receiver["id"] != call.integer("receiver_user_id"):
        raise bad_request("message not found")
    return message
