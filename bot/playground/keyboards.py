"""Keyboards as Telegram accepts them: every button with a text and one meaning, payloads of 64 bytes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.playground.call import Json
from bot.playground.errors import bad_request

MEANINGS = {
    "url",
    "callback_data",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "web_app",
    "login_url",
    "copy_text",
}
MAX_BUTTONS = 100
MAX_CALLBACK_BYTES = 64
MAX_INLINE_QUERY = 256


def check_markup(markup: Any) -> Json | None:
    """Return the markup when Telegram would take it, None when there is none, else refuse."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return markup
    rows = [[_check_button(button) for button in row] for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else None


def is_inline(markup: Json | None) -> bool:
    """Return whether the markup hangs under its message (and may be edited) or replaces the keyboard."""
    return markup is None or "inline_keyboard" in markup


def _check_button(button: Json) -> Json:
    if not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: text must be non-empty")
    meanings = MEANINGS & button.keys()
    if not meanings:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if button.get("style") not in {None, "primary", "success", "danger"}:
        raise bad_request("can't parse inline keyboard button: unknown style")
    if "callback_data" in meanings:
        _check_callback_data(str(button["callback_data"]))
    if "url" in meanings:
        _check_url(str(button["url"]))
    if "switch_inline_query_chosen_chat" in meanings:
        _check_chosen_chat(button["switch_inline_query_chosen_chat"])
    return button


def _check_callback_data(data: str) -> None:
    if not 1 <= len(data.encode()) <= MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_chosen_chat(wanted: Any) -> None:
    if not isinstance(wanted, dict) or len(str(wanted.get("query", ""))) > MAX_INLINE_QUERY:
        raise bad_request("BUTTON_DATA_INVALID")
    if not any(wanted.get(f"allow_{kind}_chats") for kind in ("user", "bot", "group", "channel")):
        raise bad_request("BUTTON_TYPE_INVALID")


def _check_url(url: str) -> None:
    if not _is_web_or_app_link(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _is_web_or_app_link(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"tg", "ton"} or (parts.scheme in {"http", "https"} and "." in parts.netloc)
