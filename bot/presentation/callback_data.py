"""How a button's payload travels: at most 64 bytes, in exactly one spelling.

On the wire a payload is `VERSION kind:field:field…`, numbers in base 36, stars as halves. Whatever deviates
from the one spelling is a StaleButton. Change VERSION whenever the meaning of a field changes: the buttons of
older messages then say kindly that they are too old.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import fields
from enum import IntEnum
from functools import cache
from typing import Any, get_type_hints

from bot import presentation
from bot.presentation.buttons import Payload
from bot.services.origins import MAX_CODE

VERSION = "1"
MAX_BYTES = 64

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBER = re.compile(r"0|[1-9a-z][0-9a-z]{0,11}", re.ASCII)


class StaleButton(Exception):
    """The payload is outdated, cut short or forged."""


# The smallest and the largest number on the wire, by the field's name; an enum's are its members'.
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
    "imdb_number": (1, 10**10 - 1),
    "stars": (1, 10),  # halves
    "import_id": (1, 2**53),
    "night_id": (1, 2**31 - 1),
    "minutes": (0, 999),
    "link_id": (1, 2**60 - 1),
    "was": (0, 10),  # halves
    "since": (0, 2**52),  # microseconds
    "put_aside": (0, 2**53 + 1),  # twice as many, and one
}
OTHER_BOUNDS = (0, 2**31 - 1)  # what every number column takes


@cache
def known_kinds() -> dict[str, type[Payload]]:
    """Return every kind of button by its wire name; importing a module of this room makes its kinds known."""
    for module in pkgutil.iter_modules(presentation.__path__):
        importlib.import_module(f"{presentation.__name__}.{module.name}")
    return Payload.kinds


@cache
def types_of(wire: str) -> dict[str, type[float]]:
    """Return the type of each field of a kind, in the order of the wire."""
    kind = Payload.kinds[wire]
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def bounds_of(name: str, field_type: type[float]) -> tuple[int, int]:
    """Return the smallest and the largest number of a field on the wire."""
    if issubclass(field_type, IntEnum):
        return min(field_type), max(field_type)
    return BOUNDS.get(name, OTHER_BOUNDS)


def pack(payload: Payload) -> str:
    """Return the payload as callback data; ValueError when a field is out of its bounds."""
    numbers = [
        _to_number(name, bounds, getattr(payload, name)) for name, bounds in _bounds_of_kind(payload.wire)
    ]
    return ":".join([VERSION + payload.wire, *map(_to_base36, numbers)])


def unpack(text: str | None) -> Payload:
    """Return the payload behind callback data; StaleButton when it is not one that this version packs."""
    head, *words = (text or "").split(":")
    kind = known_kinds().get(head.removeprefix(VERSION)) if head.startswith(VERSION) else None
    if kind is None or len(words) != len(types_of(kind.wire)):
        raise StaleButton
    values: dict[str, Any] = {
        name: _from_word(name, field_type, word)
        for (name, field_type), word in zip(types_of(kind.wire).items(), words, strict=True)
    }
    return kind(**values)


@cache
def _bounds_of_kind(wire: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    """Return the fields of a kind with the bounds of each; a card packs ten buttons."""
    return tuple((name, bounds_of(name, field_type)) for name, field_type in types_of(wire).items())


def _to_number(name: str, bounds: tuple[int, int], value: float) -> int:
    number = value * 2 if name == "stars" else value
    low, high = bounds
    if number != int(number) or not low <= number <= high:
        raise ValueError(f"{name} cannot be {value}")
    return int(number)


def _from_word(name: str, field_type: type[float], word: str) -> float:
    if not _NUMBER.fullmatch(word):
        raise StaleButton
    number = int(word, 36)
    low, high = bounds_of(name, field_type)
    if not low <= number <= high:
        raise StaleButton
    if issubclass(field_type, IntEnum):
        return field_type(number)
    return number / 2 if name == "stars" else number


def _to_base36(number: int) -> str:
    digits = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return _DIGITS[number] + digits
