"""The methods that put something new into a chat."""

from __future__ import annotations

from typing import Any

from bot.playground import ephemeral
from bot.playground.call import Call, Json
from bot.playground.entities import StyledText
from bot.playground.errors import ApiError, bad_request
from bot.playground.fetching import PhotoNotFetched
from bot.playground.html_text import styled
from bot.playground.keyboards import check_markup
from bot.playground.people import BOT
from bot.playground.state import State

MAX_TEXT = 4096
MAX_CAPTION = 1024


async def send_message(state: State, call: Call) -> Json:
    """Deliver a text message."""
    chat = target(state, call)
    check_right(state, chat, "messages")
    text = read_text(call)
    alone = ephemeral.fields(state, call, chat)
    content = {"text": text.text, "entities": list(text.entities), **alone}
    return ephemeral.as_told(deliver(state, call, chat, content))


async def send_photo(state: State, call: Call) -> Json:
    """Deliver a photo by file id, URL or upload, with a caption."""
    chat = target(state, call)
    check_right(state, chat, "photos")
    caption = read_caption(call)
    markup = check_markup(call.json("reply_markup", "reply keyboard markup"))
    photo = await read_photo(state, call, call.text("photo"))
    content = {"photo": photo, **caption_fields(caption), "reply_markup": markup}
    return deliver(state, call, chat, content)


async def send_media_group(state: State, call: Call) -> list[Json]:
    """Deliver several photos as one album."""
    chat = target(state, call)
    check_right(state, chat, "photos")
    media = call.json("media", "InputMedia") or []
    if not 2 <= len(media) <= 10:
        raise bad_request("there must be from 2 to 10 messages in the album")
    contents = []
    for entry in media:
        caption = read_caption(media_call(call, entry))
        contents.append(
            {"photo": await read_photo(state, call, entry.get("media")), **caption_fields(caption)}
        )
    album = str(state.last_message_id + 1)
    return [deliver(state, call, chat, content | {"media_group_id": album}) for content in contents]


async def send_chat_action(state: State, call: Call) -> bool:
    """Show that the bot is typing (or uploading) for a moment."""
    chat = target(state, call)
    state.publish({"kind": "typing", "chat_id": chat["id"], "action": call.text("action")})
    return True


def target(state: State, call: Call) -> Json:
    """Return the chat that a request is meant for, when the bot may write there."""
    if not call.text("chat_id"):
        raise bad_request("chat_id is empty")
    return state.open_chat(call.integer("chat_id"))


def check_right(state: State, chat: Json, what: str) -> None:
    """Refuse in Telegram's words what this chat does not let the bot send."""
    limits = state.restrictions.get(chat["id"], {})
    if limits.get("is_topic_closed"):
        raise bad_request("TOPIC_CLOSED")
    if not limits.get(f"can_send_{what}", True):
        words = {"messages": "text messages"}.get(what, what)
        raise bad_request(f"not enough rights to send {words} to the chat")


def deliver(state: State, call: Call, chat: Json, content: Json) -> Json:
    """Write the bot's message into the chat, with keyboard, reply and rate limit seen to."""
    markup = check_markup(call.json("reply_markup", "reply keyboard markup"))
    reply = _reply(state, call, chat)
    if state.rate_limit is not None:
        state.rate_limit.check(chat["id"], state.clock())
    return state.add_message(chat, BOT, content | {"reply_markup": markup, "reply_to_message": reply})


def read_text(call: Call) -> StyledText:
    """Return the text of a message within its limits."""
    text = styled(call.text("text") or "", call.text("parse_mode"), call.json("entities", "entities"))
    if not text.text:
        raise bad_request("message text is empty")
    if len(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return text


def read_caption(call: Call) -> StyledText:
    """Return the caption of a photo within its limits; it may be empty."""
    entities = call.json("caption_entities", "caption entities")
    caption = styled(call.text("caption") or "", call.text("parse_mode"), entities)
    if len(caption) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return caption


def caption_fields(caption: StyledText) -> Json:
    """Return a caption as the fields of a message."""
    return {"caption": caption.text or None, "caption_entities": list(caption.entities) or None}


def media_call(call: Call, media: Any) -> Call:
    """Return an InputMedia object as a call whose parameters are its fields."""
    if not isinstance(media, dict):
        raise bad_request("can't parse InputMedia: object expected")
    return Call(call.method, media, call.files)


async def read_photo(state: State, call: Call, source: str | None) -> list[Json]:
    """Return the sizes of the photo that the request names or brings along."""
    upload = call.files.get((source or "photo").removeprefix("attach://"))
    if upload is not None:
        return await state.files.add_photo(upload.content)
    if not source:
        raise bad_request("there is no photo in the request")
    if source.startswith(("http://", "https://")):
        return await _photo_from_url(state, source)
    return state.files.photo(source)


async def _photo_from_url(state: State, url: str) -> list[Json]:
    if url in state.fetched:
        return state.fetched[url]
    try:
        content = await state.fetch_url(url)
    except PhotoNotFetched as error:
        raise bad_request("failed to get HTTP URL content") from error
    try:
        photo = await state.files.add_photo(content)
    except ApiError as error:
        raise bad_request("wrong type of the web page content") from error
    state.fetched[url] = photo
    return photo


def _reply(state: State, call: Call, chat: Json) -> Json | None:
    wanted = call.json("reply_parameters", "reply parameters") or {}
    message_id = wanted.get("message_id", call.integer("reply_to_message_id"))
    if message_id is None:
        return None
    found = state.messages.get(chat["id"], {}).get(message_id)
    if found is None and not wanted.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found and {name: value for name, value in found.items() if name != "reply_to_message"}
