"""Values of settings as people write them, made what the program needs; ValueError says what is wrong."""

from __future__ import annotations

import unicodedata
from urllib.parse import SplitResult, urlsplit

from pydantic import HttpUrl, TypeAdapter, ValidationError


def trimmed(value: str) -> str:
    """Return a value without spaces and line ends around it; inside it there may be no line end."""
    value = value.strip()
    if any(unicodedata.category(mark) in {"Cc", "Cs"} for mark in value):
        raise ValueError("holds a line end or another character that cannot be seen")
    return value


def web_address(url: str) -> str:
    """Return the address of a web server as it is."""
    _split(url)
    return url


def bot_api_address(url: str) -> str:
    """Return the address of a Bot API server with /bot at its end, as the library wants it."""
    parts = _split(url)
    path = parts.path.rstrip("/")
    if parts.query or parts.fragment or (path and not path.endswith("/bot")):
        raise ValueError("should be a web address with nothing or /bot behind the host name")
    return f"{parts.scheme}://{parts.netloc}{path or '/bot'}"


def _split(url: str) -> SplitResult:
    try:
        TypeAdapter(HttpUrl).validate_python(url)
        parts = urlsplit(url)
    except (ValidationError, ValueError):
        parts = None
    if parts is None or " " in url:
        raise ValueError("should be a web address (https://…)")
    return parts
