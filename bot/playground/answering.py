"""The methods that answer a person who waits: taps and inline queries."""

from __future__ import annotations

import re

from bot.playground.call import Call, Json
from bot.playground.errors import bad_request
from bot.playground.keyboards import check_markup
from bot.playground.state import OpenQuery, State

MAX_ANSWER = 200
MAX_INLINE_RESULTS = 50
MAX_RESULT_ID_BYTES = 64
MAX_OFFSET_BYTES = 64
DEFAULT_CACHE_SECONDS = 300
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def answer_callback_query(state: State, call: Call) -> bool:
    """End the spinner on a tapped button, perhaps with a short notice or an alert."""
    text = call.text("text") or ""
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = state.close_query(call.text("callback_query_id"))
    answer = {"text": text, "show_alert": call.flag("show_alert"), "url": call.text("url")}
    state.publish({"kind": "answer", "query_id": query.query_id, "person_id": query.person_id, **answer})
    return True


async def answer_inline_query(state: State, call: Call) -> bool:
    """Store the choices for the person who typed "@bot …"."""
    results = call.json("results", "inline query results") or []
    check_results(results)
    if len((call.text("next_offset") or "").encode()) > MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    _check_start_button(call.json("button", "inline query results button"))
    query = state.close_query(call.text("inline_query_id"))
    _cache(state, call, query, results)
    state.offered = {query.query_id: results}  # a person chooses from what is shown last
    state.publish(
        {
            "kind": "inline_results",
            "query_id": query.query_id,
            "person_id": query.person_id,
            "results": results,
            "next_offset": call.text("next_offset") or "",
            "is_personal": call.flag("is_personal"),
            "is_cached": False,
            "button": call.json("button", "inline query results button"),
        }
    )
    return True


def check_results(results: object) -> None:
    """Refuse what Telegram would not take as the results of an inline query."""
    if not isinstance(results, list) or not all(isinstance(each, dict) for each in results):
        raise bad_request("can't parse inline query results: array of objects expected")
    if len(results) > MAX_INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    for result in results:
        check_result(result)
    if len({str(result["id"]) for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")


def check_result(result: Json) -> None:
    """Refuse one inline result with a bad id, kind, keyboard, or without what its kind needs."""
    if not 1 <= len(str(result.get("id", "")).encode()) <= MAX_RESULT_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    kind = result.get("type")
    if kind == "article":
        if not result.get("title"):
            raise bad_request("ARTICLE_TITLE_EMPTY")
        if not result.get("input_message_content"):
            raise bad_request("MESSAGE_EMPTY")
    elif kind != "photo":
        raise bad_request("can't parse inline query result: unsupported type in the playground")
    elif not result.get("photo_file_id") and not (result.get("photo_url") and result.get("thumbnail_url")):
        raise bad_request("PHOTO_CONTENT_URL_EMPTY")
    check_markup(result.get("reply_markup"))


def cached_results(state: State, person_id: int, text: str) -> list[Json] | None:
    """Return what the bot answered before to these words, while that may be shown again."""
    for key in (f"{person_id}/{text}", f"/{text}"):
        results, ends_at = state.inline_cache.get(key, ([], 0))
        if ends_at > state.timestamp():
            return results
    return None


def _cache(state: State, call: Call, query: OpenQuery, results: list[Json]) -> None:
    """Keep the answer as long as the bot allows (Telegram's default: 300 s), for one person or for all."""
    seconds = call.integer("cache_time")
    person = query.person_id if call.flag("is_personal") else ""
    key = f"{person}/{query.text}"
    ends_at = state.timestamp() + (DEFAULT_CACHE_SECONDS if seconds is None else seconds)
    state.inline_cache[key] = (results, ends_at)


def _check_start_button(button: Json | None) -> None:
    parameter = str((button or {}).get("start_parameter", ""))
    if button and "web_app" not in button and not START_PARAMETER.fullmatch(parameter):
        raise bad_request("START_PARAM_INVALID")
