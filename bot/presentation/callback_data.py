"""How a button's payload travels: at most 64 bytes, in exactly one spelling.

On the wire a payload is `VERSION kind:field:field…`, numbers in base 36, stars as halves. Whatever deviates
from the one spelling is a StaleButton. Change VERSION whenever the meaning of a field changes: the buttons of
older messages then say kindly that they are too old.
"""

from __future__ import annotations

import re
from dataclasses import fields
from enum import IntEnum
from typing import Any

from bot.presentation.buttons import FilmsAre, Hint, Payload, StarsOf
from bot.services.library import Shelf
from bot.services.origins import MAX_CODE
from bot.services.style import Style

VERSION = "1"
MAX_BYTES = 64

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBER = re.compile(r"0|[1-9a-z][0-9a-z]{0,11}", re.ASCII)


class StaleButton(Exception):
    """The payload is outdated, cut short or forged."""


# The smallest and the largest number on the wire, by the field's name.
BOUNDS: dict[str, tuple[int, int]] = {
    "owner": (1, 2**52),  # Telegram promises at most 52 significant bits
    "movie_id": (1, 2**31 - 1),
    "asked_movie_id": (1, 2**31 - 1),
    "deck_id": (1, 2**53),
    "version": (1, 2**31 - 1),
    "position": (0, 9999),
    "size": (1, 9999),
    "page": (0, 9999),
    "origin": (0, MAX_CODE),
    "shelf": (min(Shelf), max(Shelf)),
    "imdb_number": (1, 10**10 - 1),
    "after": (0, 2**31 - 1),  # 0: no film
    "stars": (1, 10),  # halves
    "hint": (min(Hint), max(Hint)),
    "style": (min(Style), max(Style)),
    "import_id": (1, 2**53),
    "number": (0, 99_999),
    "part": (0, 99),
    "stars_of": (min(StarsOf), max(StarsOf)),
    "films_are": (min(FilmsAre), max(FilmsAre)),
}
_ENUMS: dict[str, type[IntEnum]] = {
    "hint": Hint,
    "shelf": Shelf,
    "style": Style,
    "stars_of": StarsOf,
    "films_are": FilmsAre,
}


def pack(payload: Payload) -> str:
    """Return the payload as callback data; ValueError when a field is out of its bounds."""
    numbers = [_to_number(field.name, getattr(payload, field.name)) for field in fields(payload)]
    return ":".join([VERSION + payload.wire, *map(_to_base36, numbers)])


def unpack(text: str | None) -> Payload:
    """Return the payload behind callback data; StaleButton when it is not one that this version packs."""
    head, *words = (text or "").split(":")
    payload_type = Payload.kinds.get(head.removeprefix(VERSION)) if head.startswith(VERSION) else None
    if payload_type is None or len(words) != len(fields(payload_type)):
        raise StaleButton
    names = [field.name for field in fields(payload_type)]
    values: dict[str, Any] = {name: _from_word(name, word) for name, word in zip(names, words, strict=True)}
    return payload_type(**values)


def _to_number(name: str, value: float) -> int:
    number = value * 2 if name == "stars" else value
    low, high = BOUNDS[name]
    if number != int(number) or not low <= number <= high:
        raise ValueError(f"{name} cannot be {value}")
    return int(number)


def _from_word(name: str, word: str) -> float:
    if not _NUMBER.fullmatch(word):
        raise StaleButton
    number = int(word, 36)
    low, high = BOUNDS[name]
    if not low <= number <= high:
        raise StaleButton
    if name in _ENUMS:
        return _ENUMS[name](number)
    return number / 2 if name == "stars" else number


def _to_base36(number: int) -> str:
    digits = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return _DIGITS[number] + digits
