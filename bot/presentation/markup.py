"""Text made fit for Telegram: escaped, on one line, cut and measured as Telegram counts (UTF-16 units)."""

from __future__ import annotations

import html
import re
import unicodedata

CAPTION_LIMIT = 1024
ELLIPSIS = "…"

_TAG = re.compile(r"<[^<>]+>")


def units(text: str) -> int:
    """Return how many UTF-16 units a plain text takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible_units(markup: str) -> int:
    """Return how many UTF-16 units are left of HTML when Telegram has read its tags and entities."""
    return units(html.unescape(_TAG.sub("", markup)))


def clean(text: str) -> str:
    """Return a text on one line, without control characters."""
    printable = "".join(" " if unicodedata.category(mark) in {"Cc", "Cs"} else mark for mark in text)
    return " ".join(printable.split())


def cut(text: str, limit: int) -> str:
    """Shorten a plain text to a limit in UTF-16 units: after a sentence, else a word, else anywhere."""
    if units(text) <= limit:
        return text
    head = _first_units(text, limit - units(ELLIPSIS))
    sentence = max(head.rfind(end) for end in (". ", "! ", "? "))
    if sentence >= len(head) * 0.6:
        return head[: sentence + 1]
    word = head.rfind(" ") if text[len(head)].isalnum() else len(head)
    return (head[:word] if word >= len(head) / 2 else head).rstrip(" ,;:-–—(") + ELLIPSIS if head else ""


def safe(text: str, limit: int = 120) -> str:
    """Return a text from outside as HTML: one line, not too long, nothing in it taken for a tag."""
    return html.escape(cut(clean(text), limit), quote=False)


def fold(markup: str) -> str:
    """Return HTML that shows its first lines and the rest at a tap."""
    return f"<blockquote expandable>{markup}</blockquote>"


def _first_units(text: str, limit: int) -> str:
    taken, size = [], 0
    for mark in text:
        size += units(mark)
        if size > limit:
            break
        taken.append(mark)
    return "".join(taken)
