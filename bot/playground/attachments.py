"""The methods for files and polls."""

from __future__ import annotations

import mimetypes

from bot.playground.call import Call, Json
from bot.playground.entities import utf16_length
from bot.playground.errors import bad_request
from bot.playground.sending import caption_fields, deliver, read_caption, target
from bot.playground.state import State, is_from_bot

MAX_DOCUMENT_BYTES = 50 * 1024 * 1024
MAX_QUESTION, MAX_OPTION = 300, 100
MIN_OPTIONS, MAX_OPTIONS = 2, 12
MIN_OPEN_SECONDS, MAX_OPEN_SECONDS = 5, 2_628_000


async def send_document(state: State, call: Call) -> Json:
    """Deliver a file that comes with the request, with a caption."""
    chat = target(state, call)
    caption = read_caption(call)
    upload = call.files.get((call.text("document") or "document").removeprefix("attach://"))
    if upload is None or not upload.content:
        raise bad_request("file must be non-empty" if upload else "there is no document in the request")
    if len(upload.content) > MAX_DOCUMENT_BYTES:
        raise bad_request("file is too big")
    kind = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    document = await state.files.add_document(upload.name, upload.content, kind)
    return deliver(state, call, chat, {"document": document, **caption_fields(caption)})


async def send_poll(state: State, call: Call) -> Json:
    """Deliver a poll within Telegram's limits."""
    chat = target(state, call)
    question = call.text("question") or ""
    if not 1 <= utf16_length(question) <= MAX_QUESTION:
        raise bad_request("poll question must be from 1 to 300 characters")
    options = [_option(each) for each in call.json("options", "poll options") or []]
    if not MIN_OPTIONS <= len(options) <= MAX_OPTIONS:
        raise bad_request("poll must have at least 2 and at most 12 options")
    seconds = call.integer("open_period")
    if seconds is not None and not MIN_OPEN_SECONDS <= seconds <= MAX_OPEN_SECONDS:
        raise bad_request("poll can't be opened for so long")
    poll = {
        "id": f"{state.timestamp()}{state.last_message_id + 1}",
        "question": question,
        "options": options,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": call.text("is_anonymous") is None or call.flag("is_anonymous"),
        "type": call.text("type") or "regular",
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
        "allows_revoting": True,
        "members_only": False,
        "open_period": seconds,
    }
    kept = {name: value for name, value in poll.items() if value is not None}
    return deliver(state, call, chat, {"poll": kept})


async def stop_poll(state: State, call: Call) -> Json:
    """Close the bot's own poll and return how it ended."""
    message = state.message(
        call.integer("chat_id"), call.integer("message_id"), otherwise="message with poll to stop not found"
    )
    if not is_from_bot(message) or "poll" not in message:
        raise bad_request("message with poll to stop not found")
    if message["poll"]["is_closed"]:
        raise bad_request("poll has already been closed")
    poll: Json = message["poll"] | {"is_closed": True}
    state.replace_message(message | {"poll": poll})
    return poll


def _option(option: object) -> Json:
    text = option.get("text") if isinstance(option, dict) else option
    if not isinstance(text, str) or not 1 <= utf16_length(text) <= MAX_OPTION:
        raise bad_request("poll options length must not exceed 100")
    return {"persistent_id": text, "text": text, "voter_count": 0}
