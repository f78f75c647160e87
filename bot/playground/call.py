"""One call of the Bot API: its parameters as they came, read by name and kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.errors import bad_request

Json = dict[str, Any]


@dataclass(frozen=True)
class UploadedFile:
    """A file that came with a request."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Call:
    """A method and its parameters; values are text, or JSON in text, just as HTTP brings them."""

    method: str
    params: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, UploadedFile] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """Return a parameter as text, or None when it is missing."""
        value = self.params.get(name)
        return None if value is None else str(value)

    def integer(self, name: str) -> int | None:
        """Return a parameter as a whole number, or None when it is missing or is none."""
        try:
            return int(str(self.params[name]))
        except (KeyError, ValueError):
            return None

    def flag(self, name: str) -> bool:
        """Return a parameter as yes or no; a missing one is no."""
        return str(self.params.get(name, "")).lower() in {"true", "1", "yes"}

    def json(self, name: str, what: str = "object") -> Any:
        """Return a JSON parameter decoded, or None when it is missing."""
        value = self.params.get(name)
        if value is None or not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as error:
            raise bad_request(f"can't parse {what} JSON object") from error
