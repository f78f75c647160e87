"""The methods that answer a person who waits: taps and inline queries."""

from __future__ import annotations

from bot.playground.call import Call
from bot.playground.errors import bad_request
from bot.playground.state import State

MAX_ANSWER = 200
MAX_INLINE_RESULTS = 50


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
    """Offer the person who typed "@bot …" something to choose from."""
    results = call.json("results", "inline query results") or []
    if len(results) > MAX_INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    query = state.close_query(call.text("inline_query_id"))
    state.offered = {query.query_id: results}  # a person chooses from what is shown last
    state.publish(
        {
            "kind": "inline_results",
            "query_id": query.query_id,
            "person_id": query.person_id,
            "results": results,
            "next_offset": call.text("next_offset") or "",
        }
    )
    return True
