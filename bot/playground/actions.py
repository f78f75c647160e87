"""What people do on their side of the chat; each deed becomes an update for the bot."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Sequence

from bot.playground.answering import cached_results
from bot.playground.bot_api import BotApi
from bot.playground.call import Call, Json
from bot.playground.entities import detect_entities, utf16_length
from bot.playground.errors import ImpossibleAction
from bot.playground.inline import post_result
from bot.playground.people import BOT, ELSEWHERE
from bot.playground.polls import cast_vote
from bot.playground.sending import MAX_TEXT
from bot.playground.state import is_from_bot


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
    chat = chat_of(bot_api, person_id, chat_id)
    if chat["type"] == "private":
        state.started.add(person_id)
        unblock(bot_api, person_id)
    reply = state.messages.get(chat["id"], {}).get(reply_to or 0)
    message = state.add_message(
        chat, state.people[person_id].as_user(), content | {"reply_to_message": reply}
    )
    bot_api.mark_stale()
    if chat["id"] == ELSEWHERE["id"]:
        return _push_guest_message(bot_api, person_id, message)
    if chat["id"] in state.left or not _is_seen_by_bot(message):
        return None
    return state.updates.push("message", message)


def _push_guest_message(bot_api: BotApi, person_id: int, message: Json) -> int | None:
    """Tell the bot of its name in a chat that it is no member of; of nothing else there."""
    if not _is_seen_by_bot(message) or str(message.get("text", "")).startswith("/"):
        return None
    query = bot_api.state.open_query(person_id)
    bot_api.state.guest_chats[query.query_id] = dict(ELSEWHERE)
    return bot_api.state.updates.push("guest_message", message | {"guest_query_id": query.query_id})


def edit(
    bot_api: BotApi, person_id: int, message_id: int, text: str, *, chat_id: int | None = None
) -> int | None:
    """Change the text of one's own earlier message."""
    message = _message(bot_api, chat_of(bot_api, person_id, chat_id)["id"], message_id)
    if message["from"]["id"] != person_id or "text" not in message:
        raise ImpossibleAction("only one's own text messages can be edited")
    edited = message | {"text": text, "edit_date": bot_api.state.timestamp()}
    edited["entities"] = list(detect_entities(text))
    bot_api.state.replace_message(edited)
    bot_api.mark_stale()
    if edited["chat"]["id"] == ELSEWHERE["id"] or not _is_seen_by_bot(edited):
        return None
    return bot_api.state.updates.push("edited_message", edited)


def tap(
    bot_api: BotApi, person_id: int, message_id: int, payload: str, *, chat_id: int | None = None
) -> tuple[str, int | None]:
    """Tap a button that hangs under a message; returns the ids of the query and of the update."""
    message = _message(bot_api, chat_of(bot_api, person_id, chat_id)["id"], message_id)
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
    }
    inline_message_id = state.inline_id_of(message)
    update |= {"inline_message_id": inline_message_id} if inline_message_id else {"message": message}
    bot_api.mark_stale()
    return query.query_id, state.updates.push("callback_query", update)


def ask_inline(bot_api: BotApi, person_id: int, text: str, *, offset: str = "") -> tuple[str, int | None]:
    """Type "@bot text" in some chat, or scroll on to an offset.

    Returns the ids of the query and of the update.
    """
    state = bot_api.state
    query = state.open_query(person_id, text if not offset else f"{text}\n{offset}")
    state.offered_for[query.query_id] = text
    sender = state.people[person_id].as_user()
    update = {"id": query.query_id, "from": sender, "query": text, "offset": offset}
    return query.query_id, state.updates.push("inline_query", update)


def ask_inline_again(bot_api: BotApi, person_id: int, text: str, *, offset: str = "") -> str:
    """Type "@bot text" as the page does: what may be cached is shown at once and the bot is not asked."""
    state = bot_api.state
    if person_id not in state.people:
        raise ImpossibleAction("there is no such person")
    results = None if offset else cached_results(state, person_id, text)
    if results is None:
        return ask_inline(bot_api, person_id, text, offset=offset)[0]
    query = state.open_query(person_id, text)
    state.offered = {query.query_id: results}
    event = {"kind": "inline_results", "query_id": query.query_id, "person_id": person_id}
    state.publish(event | {"results": results, "is_cached": True})
    return query.query_id


async def choose_inline(
    bot_api: BotApi, person_id: int, query_id: str, result_id: str, *, chat_id: int | None = None
) -> str:
    """Send one of the results offered for an inline query into a chat; returns its inline message id."""
    state = bot_api.state
    chat = chat_of(bot_api, person_id, chat_id)
    chosen = [each for each in state.offered.get(query_id, []) if each.get("id") == result_id]
    if not chosen:
        raise ImpossibleAction("there is no such result")
    bot_api.mark_stale()
    sender = state.people[person_id].as_user()
    inline_message_id = await post_result(state, Call("choose"), chat, sender, chosen[0])
    if state.is_inline_feedback_on:
        _push_chosen(bot_api, sender, query_id, chosen[0], inline_message_id)
    return inline_message_id


def _push_chosen(bot_api: BotApi, sender: Json, query_id: str, result: Json, inline_message_id: str) -> None:
    """Tell the bot what was chosen; the message's id comes only with a keyboard under it."""
    query = bot_api.state.offered_for.get(query_id, "")
    update = {"result_id": result["id"], "from": sender, "query": query}
    bot_api.state.updates.push(
        "chosen_inline_result",
        update | ({"inline_message_id": inline_message_id} if result.get("reply_markup") else {}),
    )


async def send_photo(
    bot_api: BotApi, person_id: int, content: bytes, *, chat_id: int | None = None
) -> int | None:
    """Send a picture as a photo, as Telegram's apps do unless told otherwise."""
    chat_of(bot_api, person_id, chat_id)
    photo = await bot_api.state.files.add_photo(content)
    return send(bot_api, person_id, {"photo": photo}, chat_id=chat_id)


async def send_file(
    bot_api: BotApi, person_id: int, name: str, content: bytes, *, chat_id: int | None = None
) -> int | None:
    """Drop a file into a chat."""
    chat_of(bot_api, person_id, chat_id)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    document = await bot_api.state.files.add_document(name, content, kind)
    return send(bot_api, person_id, {"document": document}, chat_id=chat_id)


def vote(bot_api: BotApi, person_id: int, message: Json, options: Sequence[int]) -> int | None:
    """Vote in a poll; the bot is told who voted for what, unless the poll is anonymous."""
    chat_of(bot_api, person_id, message["chat"]["id"])
    update_id = cast_vote(bot_api.state, person_id, message, options)
    bot_api.mark_stale()
    return update_id


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
    """Return all inline buttons under a message, row by row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def chat_of(bot_api: BotApi, person_id: int, chat_id: int | None) -> Json:
    """Return the chat that a person writes in, their private one when none is named."""
    state = bot_api.state
    if person_id not in state.people:
        raise ImpossibleAction("there is no such person")
    if chat_id is None or chat_id == person_id:
        return state.chat(person_id)
    if chat_id == ELSEWHERE["id"]:
        return dict(ELSEWHERE)
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
    """Return whether the bot gets a message: in groups only commands, replies to it and mentions."""
    if message["chat"]["type"] == "private":
        return True
    reply = message.get("reply_to_message")
    if reply is not None and is_from_bot(reply):
        return True
    text = str(message.get("text", message.get("caption", ""))).encode("utf-16-le")
    return any(
        _is_for_bot(text[2 * entity["offset"] :][: 2 * entity["length"]].decode("utf-16-le"))
        for entity in (message.get("entities") or message.get("caption_entities") or [])
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
