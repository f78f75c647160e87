"""What people do on their side of the chat; each deed becomes an update for the bot."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Sequence

from bot.playground.bot_api import BotApi
from bot.playground.call import Call, Json
from bot.playground.entities import detect_entities, utf16_length
from bot.playground.inline import post_result
from bot.playground.people import BOT
from bot.playground.sending import MAX_TEXT
from bot.playground.state import is_from_bot

# A chat that the bot is no member of.
ELSEWHERE = {"id": -1001799999999, "type": "supergroup", "title": "Friends"}


class ImpossibleAction(Exception):
    """A person cannot do this here: there is no such chat, message or button."""


def say(
    bot_api: BotApi, person_id: int, text: str, *, chat_id: int | None = None, reply_to: int | None = None
) -> int | None:
    """Send a text; returns the id of the (last) update, None when the bot does not get to see it."""
    update_id = None
    for piece in pieces(text.strip()):
        content: Json = {"text": piece, "entities": list(detect_entities(piece))}
        update_id = send(bot_api, person_id, content, chat_id=chat_id, reply_to=reply_to)
    return update_id


def send(
    bot_api: BotApi, person_id: int, content: Json, *, chat_id: int | None = None, reply_to: int | None = None
) -> int | None:
    """Send anything: {"text": …}, {"sticker": …}, {"document": …}, as in Telegram's Message object."""
    state = bot_api.state
    chat = _chat_of(bot_api, person_id, chat_id)
    if chat["type"] == "private":
        state.started.add(person_id)
        unblock(bot_api, person_id)
    reply = state.messages.get(chat["id"], {}).get(reply_to or 0)
    message = state.add_message(
        chat, state.people[person_id].as_user(), content | {"reply_to_message": reply}
    )
    bot_api.mark_stale()
    return state.updates.push("message", message) if _is_seen_by_bot(message) else None


def edit(
    bot_api: BotApi, person_id: int, message_id: int, text: str, *, chat_id: int | None = None
) -> int | None:
    """Change the text of one's own earlier message."""
    message = _message(bot_api, _chat_of(bot_api, person_id, chat_id)["id"], message_id)
    if message["from"]["id"] != person_id or "text" not in message:
        raise ImpossibleAction("only one's own text messages can be edited")
    edited = message | {"text": text, "edit_date": bot_api.state.timestamp()}
    edited["entities"] = list(detect_entities(text))
    bot_api.state.replace_message(edited)
    bot_api.mark_stale()
    return bot_api.state.updates.push("edited_message", edited) if _is_seen_by_bot(edited) else None


def tap(
    bot_api: BotApi, person_id: int, message_id: int, payload: str, *, chat_id: int | None = None
) -> tuple[str, int | None]:
    """Tap a button that hangs under a message; returns the ids of the query and of the update."""
    message = _message(bot_api, _chat_of(bot_api, person_id, chat_id)["id"], message_id)
    if all(button.get("callback_data") != payload for button in buttons_of(message)):
        raise ImpossibleAction("there is no such button under this message")
    return press(bot_api, person_id, message, payload)


def press(bot_api: BotApi, person_id: int, message: Json, payload: str) -> tuple[str, int | None]:
    """Send a button's payload as a hostile or outdated app could: nobody checks that the button is there."""
    state = bot_api.state
    query = state.open_query(person_id)
    update = {
        "id": query.query_id,
        "from": state.people[person_id].as_user(),
        "chat_instance": str(message["chat"]["id"]),
        "data": payload,
        "message": message,
    }
    bot_api.mark_stale()
    return query.query_id, state.updates.push("callback_query", update)


def ask_inline(bot_api: BotApi, person_id: int, text: str) -> tuple[str, int | None]:
    """Type "@bot text" in some chat: returns the ids of the query and of the update."""
    state = bot_api.state
    query = state.open_query(person_id)
    update = {"id": query.query_id, "from": state.people[person_id].as_user(), "query": text, "offset": ""}
    return query.query_id, state.updates.push("inline_query", update)


async def choose_inline(
    bot_api: BotApi, person_id: int, query_id: str, result_id: str, *, chat_id: int | None = None
) -> str:
    """Send one of the results offered for an inline query into a chat; returns its inline message id."""
    state = bot_api.state
    chat = _chat_of(bot_api, person_id, chat_id)
    chosen = [each for each in state.offered.get(query_id, []) if each.get("id") == result_id]
    if not chosen:
        raise ImpossibleAction("there is no such result")
    bot_api.mark_stale()
    sender = state.people[person_id].as_user()
    return await post_result(state, Call("choose"), chat, sender, chosen[0])


def ask_as_guest(bot_api: BotApi, person_id: int, text: str, *, quoted: str = "") -> tuple[str, int | None]:
    """Mention the bot in a chat that it is no member of, perhaps in reply to a text quoted from there.

    Returns the ids of the query and of the update.
    """
    state = bot_api.state
    query = state.open_query(person_id)
    chat = state.guest_chats[query.query_id] = {
        "id": -1001799999999,
        "type": "supergroup",
        "title": "Friends",
    }
    message: Json = {
        "message_id": 1,
        "date": state.timestamp(),
        "chat": chat,
        "from": state.people[person_id].as_user(),
        "text": text,
        "entities": list(detect_entities(text)),
        "guest_query_id": query.query_id,
    }
    if quoted:
        message["reply_to_message"] = {
            "message_id": 2,
            "date": state.timestamp(),
            "chat": chat,
            "text": quoted,
        }
    return query.query_id, state.updates.push("guest_message", message)


async def send_photo(
    bot_api: BotApi, person_id: int, content: bytes, *, chat_id: int | None = None
) -> int | None:
    """Send a picture as a photo, as Telegram's apps do unless told otherwise."""
    _chat_of(bot_api, person_id, chat_id)
    photo = await bot_api.state.files.add_photo(content)
    return send(bot_api, person_id, {"photo": photo}, chat_id=chat_id)


async def send_file(
    bot_api: BotApi, person_id: int, name: str, content: bytes, *, chat_id: int | None = None
) -> int | None:
    """Drop a file into a chat."""
    _chat_of(bot_api, person_id, chat_id)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    document = await bot_api.state.files.add_document(name, content, kind)
    return send(bot_api, person_id, {"document": document}, chat_id=chat_id)


def vote(bot_api: BotApi, person_id: int, message: Json, options: Sequence[int]) -> int | None:
    """Vote in a poll that is not anonymous; the bot is told who voted for what."""
    poll = message["poll"]
    if poll["is_closed"]:
        raise ImpossibleAction("this poll is closed")
    counted = [
        option | {"voter_count": option["voter_count"] + (number in options)}
        for number, option in enumerate(poll["options"])
    ]
    changed = poll | {"options": counted, "total_voter_count": poll["total_voter_count"] + 1}
    bot_api.state.replace_message(message | {"poll": changed})
    bot_api.mark_stale()
    if poll["is_anonymous"]:
        return bot_api.state.updates.push("poll", changed)
    answer = {
        "poll_id": poll["id"],
        "user": bot_api.state.people[person_id].as_user(),
        "option_ids": list(options),
        "option_persistent_ids": [counted[number]["persistent_id"] for number in options],
    }
    return bot_api.state.updates.push("poll_answer", answer)


def block(bot_api: BotApi, person_id: int) -> int | None:
    """Block the bot: from now on it gets 403 for this person."""
    bot_api.state.blocked.add(person_id)
    return _announce_membership(bot_api, person_id, "member", "kicked")


def unblock(bot_api: BotApi, person_id: int) -> int | None:
    """Let the bot write again; nothing happens when it was not blocked."""
    if person_id not in bot_api.state.blocked:
        return None
    bot_api.state.blocked.discard(person_id)
    return _announce_membership(bot_api, person_id, "kicked", "member")


def buttons_of(message: Json) -> list[Json]:
    """All inline buttons under a message, row by row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _chat_of(bot_api: BotApi, person_id: int, chat_id: int | None) -> Json:
    state = bot_api.state
    if person_id not in state.people:
        raise ImpossibleAction("there is no such person")
    if chat_id is None or chat_id == person_id:
        return state.chat(person_id)
    group = state.groups.get(chat_id)
    if group is None or person_id not in group.member_ids:
        raise ImpossibleAction("this person is not in this chat")
    return group.as_chat()


def _message(bot_api: BotApi, chat_id: int, message_id: int) -> Json:
    message = bot_api.state.messages.get(chat_id, {}).get(message_id)
    if message is None:
        raise ImpossibleAction("there is no such message")
    return message


def _is_seen_by_bot(message: Json) -> bool:
    """In groups a bot in privacy mode sees commands, replies to itself and mentions, nothing else."""
    if message["chat"]["type"] == "private":
        return True
    reply = message.get("reply_to_message")
    if reply is not None and is_from_bot(reply):
        return True
    text = str(message.get("text", "")).encode("utf-16-le")
    return any(
        _is_for_bot(text[2 * entity["offset"] :][: 2 * entity["length"]].decode("utf-16-le"))
        for entity in message.get("entities", [])
    )


def _is_for_bot(word: str) -> bool:
    name, at, addressee = word.lower().partition("@")
    return addressee == str(BOT["username"]).lower() if at else name.startswith("/")


def _announce_membership(bot_api: BotApi, person_id: int, before: str, after: str) -> int | None:
    state = bot_api.state
    person = state.people[person_id]
    extra = {"kicked": {"until_date": 0}, "member": {}}
    update = {
        "chat": person.as_chat(),
        "from": person.as_user(),
        "date": state.timestamp(),
        "old_chat_member": {"user": BOT, "status": before, **extra[before]},
        "new_chat_member": {"user": BOT, "status": after, **extra[after]},
    }
    state.publish({"kind": "profile"})
    bot_api.mark_stale()
    return state.updates.push("my_chat_member", update)


def pieces(text: str) -> Iterator[str]:
    """Split what is too long for one message, as Telegram's apps do."""
    piece, length = "", 0
    for character in text:
        width = utf16_length(character)
        if length + width > MAX_TEXT:
            yield piece
            piece, length = "", 0
        piece, length = piece + character, length + width
    if piece:
        yield piece
