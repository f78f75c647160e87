"""Messages that people send through the bot: inline results they chose, answers to a guest's question."""

from __future__ import annotations

from bot.playground.answering import check_result
from bot.playground.call import Call, Json
from bot.playground.errors import ApiError, bad_request
from bot.playground.people import BOT
from bot.playground.sending import caption_fields, media_call, read_caption, read_photo, read_text
from bot.playground.state import State


async def answer_guest_query(state: State, call: Call) -> Json:
    """Write the one answer to a guest's question into the chat where it was asked."""
    result = call.json("result", "inline query result")
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: object expected")
    check_result(result)
    query = state.close_query(call.text("guest_query_id"))
    chat = state.guest_chats.pop(query.query_id)
    inline_message_id = await post_result(state, call, chat, dict(BOT), result)
    return {"inline_message_id": inline_message_id}


async def offered_picture(state: State, query_id: str, result_id: str) -> bytes | None:
    """Return the picture of a result that is offered now, None when it has none that can be had."""
    results = {str(each["id"]): each for each in state.offered.get(query_id, [])}
    result = results.get(result_id, {})
    source = result.get("photo_file_id") or result.get("thumbnail_url") or result.get("photo_url")
    if not source:
        return None
    try:
        sizes = await read_photo(state, Call("offered"), str(source))
    except ApiError:
        return None
    return await state.files.content(sizes[-1]["file_id"])


async def post_result(state: State, call: Call, chat: Json, sender: Json, result: Json) -> str:
    """Write an inline result into a chat as a message that the bot can edit by its inline id only."""
    content = await _content(state, call, result) | {"reply_markup": result.get("reply_markup")}
    inline_message_id = f"inline{state.last_message_id + 1}"
    message = state.add_message(chat, sender, content | {"via_bot": BOT})
    state.inline_messages[inline_message_id] = (chat["id"], message["message_id"])
    return inline_message_id


async def _content(state: State, call: Call, result: Json) -> Json:
    words = media_call(call, result.get("input_message_content") or result)
    if result.get("type") == "photo" and "input_message_content" not in result:
        photo = await read_photo(state, words, result.get("photo_file_id") or result.get("photo_url"))
        return {"photo": photo, **caption_fields(read_caption(words))}
    spoken = Call(words.method, dict(words.params) | {"text": words.text("message_text")}, words.files)
    text = read_text(spoken)
    preview = await _preview(state, spoken)
    return {"text": text.text, "entities": list(text.entities), "preview": preview}


async def _preview(state: State, spoken: Call) -> list[Json]:
    """Return the picture of the page that a text links to, as Telegram's apps show it; none that is gone."""
    options = spoken.json("link_preview_options", "link preview options") or {}
    if options.get("is_disabled") or not options.get("url"):
        return []
    try:
        return await read_photo(state, spoken, str(options["url"]))
    except ApiError:
        return []
