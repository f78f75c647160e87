"""The method that sends a file."""

from __future__ import annotations

import mimetypes

from bot.playground.call import Call, Json
from bot.playground.errors import bad_request
from bot.playground.sending import caption_fields, check_right, deliver, read_caption, target
from bot.playground.state import State

MAX_DOCUMENT_BYTES = 50 * 1024 * 1024


async def send_document(state: State, call: Call) -> Json:
    """Deliver a file that comes with the request, with a caption."""
    chat = target(state, call)
    check_right(state, chat, "documents")
    caption = read_caption(call)
    upload = call.files.get((call.text("document") or "document").removeprefix("attach://"))
    if upload is None or not upload.content:
        raise bad_request("file must be non-empty" if upload else "there is no document in the request")
    if len(upload.content) > MAX_DOCUMENT_BYTES:
        raise bad_request("file is too big")
    kind = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    document = await state.files.add_document(upload.name, upload.content, kind)
    return deliver(state, call, chat, {"document": document, **caption_fields(caption)})
