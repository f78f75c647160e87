"""The methods that change or remove what the bot wrote before."""

from __future__ import annotations

from bot.playground import ephemeral
from bot.playground.call import Call, Json
from bot.playground.errors import bad_request
from bot.playground.keyboards import check_markup, is_inline
from bot.playground.sending import caption_fields, media_call, read_caption, read_photo, read_text
from bot.playground.state import State, is_from_bot

CONTENT = ("text", "entities", "photo", "caption", "caption_entities", "reply_markup")
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


async def edit_text(state: State, call: Call) -> Json | bool:
    """Give a text message another text."""
    message = find_message(state, call)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    text = read_text(call)
    return change(state, call, message, {"text": text.text, "entities": list(text.entities)})


async def edit_caption(state: State, call: Call) -> Json | bool:
    """Give a photo another caption."""
    message = find_message(state, call)
    if "photo" not in message:
        raise bad_request("there is no caption in the message to edit")
    return change(state, call, message, {"photo": message["photo"], **caption_fields(read_caption(call))})


async def edit_media(state: State, call: Call) -> Json | bool:
    """Put another photo with another caption into the same message."""
    message = find_message(state, call)
    media = media_call(call, call.json("media", "InputMedia"))
    if media.text("type") != "photo":
        raise bad_request("unsupported media type in the playground: only photos")
    caption = read_caption(media)
    photo = await read_photo(state, call, media.text("media"))
    return change(state, call, message, {"photo": photo, **caption_fields(caption)})


async def edit_reply_markup(state: State, call: Call) -> Json | bool:
    """Put another keyboard under the same message."""
    message = find_message(state, call)
    return change(state, call, message, {name: message.get(name) for name in CONTENT[:-1]})


async def delete_message(state: State, call: Call) -> bool:
    """Take one message away."""
    message = state.message(
        call.integer("chat_id"), call.integer("message_id"), otherwise="message to delete not found"
    )
    if message["chat"]["type"] != "private" and not is_from_bot(message):
        raise bad_request("message can't be deleted")
    state.delete_message(message)
    return True


async def delete_messages(state: State, call: Call) -> bool:
    """Take several messages away; those that are gone already do not matter."""
    for message_id in call.json("message_ids", "message identifiers") or []:
        message = state.messages.get(call.integer("chat_id") or 0, {}).get(message_id)
        if message is not None:
            state.delete_message(message)
    return True


async def edit_ephemeral_text(state: State, call: Call) -> bool:
    """Give a message that one person alone sees another text."""
    text = read_text(call)
    changed = {"text": text.text, "entities": list(text.entities)}
    state.replace_message(ephemeral.find_own(state, call) | changed)
    return True


async def delete_ephemeral_message(state: State, call: Call) -> bool:
    """Take a message away that one person alone sees."""
    state.delete_message(ephemeral.find_own(state, call))
    return True


def find_message(state: State, call: Call) -> Json:
    """Return the bot's own message that a request wants to edit."""
    chat_id, message_id = call.integer("chat_id"), call.integer("message_id")
    if call.text("inline_message_id"):
        return _inline_message(state, call)
    message = state.message(chat_id, message_id, otherwise="message to edit not found")
    if not is_from_bot(message):
        raise bad_request("message can't be edited")
    state.open_chat(chat_id)
    return message


def change(state: State, call: Call, message: Json, content: Json) -> Json | bool:
    """Replace the content and keyboard of a message, unless nothing would change."""
    markup = check_markup(call.json("reply_markup", "reply keyboard markup"))
    if not is_inline(markup):
        raise bad_request("message can't be edited: inline keyboard expected")
    wanted = {name: value for name, value in (content | {"reply_markup": markup}).items() if value}
    if wanted == {name: message[name] for name in CONTENT if name in message}:
        raise bad_request(NOT_MODIFIED)
    kept = {name: value for name, value in message.items() if name not in CONTENT}
    edited = kept | {"edit_date": state.timestamp()} | wanted
    state.replace_message(edited)
    # Of a message sent through inline mode the bot is told only that it was edited.
    return True if call.text("inline_message_id") else edited


def _inline_message(state: State, call: Call) -> Json:
    """Return the message behind an inline id; what goes into it cannot be uploaded."""
    place = state.inline_messages.get(call.text("inline_message_id") or "")
    if place is None:
        raise bad_request("MESSAGE_ID_INVALID")
    if call.files:
        raise bad_request("can't upload new files for an inline message")
    return state.message(*place, otherwise="MESSAGE_ID_INVALID")
