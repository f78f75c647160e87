"""What a button means when it is tapped: typed payloads, ids only, at most 64 bytes.

Every payload begins with its owner, the person whom the card was made for: a card answers to nobody else. On
the wire a payload is `VERSION kind:field:field…`, numbers in base 36, stars as halves. There is exactly one
spelling of each payload; whatever deviates from it is a StaleButton. Change VERSION whenever the meaning of a
field changes: the buttons of older messages then say kindly that they are too old.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Any

VERSION = "1"
MAX_BYTES = 64

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NUMBER = re.compile(r"0|[1-9a-z][0-9a-z]{0,11}", re.ASCII)


class StaleButton(Exception):
    """The payload is outdated, cut short or forged."""


class Hint(IntEnum):
    """Buttons that only explain themselves."""

    FINE_TUNE = 1
    FIRST_CARD = 2
    FIRST_PAGE = 3
    LAST_PAGE = 4


@dataclass(frozen=True)
class Payload:
    """What every button carries: the person it was made for."""

    owner: int


@dataclass(frozen=True)
class RateFilmsButton(Payload):
    """Start (or go on) rating films."""


@dataclass(frozen=True)
class LinkHelpButton(Payload):
    """How to link a MovieLens user id."""


@dataclass(frozen=True)
class PopularButton(Payload):
    """Open a list of popular films."""


@dataclass(frozen=True)
class RecommendButton(Payload):
    """Open a list of recommendations."""


@dataclass(frozen=True)
class AnswerButton(Payload):
    """Onboarding: stars for the film asked about."""

    movie_id: int
    stars: float


@dataclass(frozen=True)
class NotSeenButton(Payload):
    """Onboarding: haven't seen the film asked about."""

    movie_id: int


@dataclass(frozen=True)
class RefineAnswerButton(Payload):
    """Onboarding: change the last answer by half a star and stay on the film asked about."""

    movie_id: int
    stars: float
    asked_movie_id: int


@dataclass(frozen=True)
class UndoAnswerButton(Payload):
    """Onboarding: take the answer about a film back."""

    movie_id: int


@dataclass(frozen=True)
class StopButton(Payload):
    """Onboarding: enough for today."""


@dataclass(frozen=True)
class TurnButton(Payload):
    """Leaf to a card of a deck."""

    deck_id: int
    position: int


@dataclass(frozen=True)
class CounterButton(Payload):
    """Where in a deck one is."""

    position: int
    size: int


@dataclass(frozen=True)
class RateCardButton(Payload):
    """Stars for a film of a deck."""

    deck_id: int
    movie_id: int
    stars: float


@dataclass(frozen=True)
class RefineCardButton(Payload):
    """Change the last film's stars by half a star and stay on the card at a position."""

    deck_id: int
    position: int
    movie_id: int
    stars: float


@dataclass(frozen=True)
class HideButton(Payload):
    """Not for me."""

    deck_id: int
    movie_id: int


@dataclass(frozen=True)
class UnhideButton(Payload):
    """Take "not for me" back."""

    deck_id: int
    movie_id: int


@dataclass(frozen=True)
class MoreButton(Payload):
    """Make a deck longer."""

    deck_id: int


@dataclass(frozen=True)
class RatingsPageButton(Payload):
    """A page of one's own ratings."""

    page: int


@dataclass(frozen=True)
class OpenRatingButton(Payload):
    """The card of a film one has rated."""

    movie_id: int
    page: int


@dataclass(frozen=True)
class RateFilmButton(Payload):
    """Stars for a film that stands on a card by itself."""

    movie_id: int
    stars: float
    page: int


@dataclass(frozen=True)
class DeleteRatingButton(Payload):
    """Take the stars of a film back."""

    movie_id: int
    page: int


@dataclass(frozen=True)
class ForgetMeButton(Payload):
    """Delete everything known about the person."""


@dataclass(frozen=True)
class KeepMeButton(Payload):
    """Delete nothing after all."""


@dataclass(frozen=True)
class CancelRetrainButton(Payload):
    """End the retrain that this person started."""


@dataclass(frozen=True)
class MakeLiveButton(Payload):
    """Let a trained model serve: roll back, or promote one that the gate turned away."""

    version: int


@dataclass(frozen=True)
class HintButton(Payload):
    """Only explains itself."""

    hint: Hint


KINDS: dict[str, type[Payload]] = {
    "r": RateFilmsButton,
    "l": LinkHelpButton,
    "p": PopularButton,
    "s": RecommendButton,
    "qa": AnswerButton,
    "qn": NotSeenButton,
    "qr": RefineAnswerButton,
    "qu": UndoAnswerButton,
    "qs": StopButton,
    "dt": TurnButton,
    "dc": CounterButton,
    "da": RateCardButton,
    "dr": RefineCardButton,
    "dh": HideButton,
    "du": UnhideButton,
    "dm": MoreButton,
    "lp": RatingsPageButton,
    "lo": OpenRatingButton,
    "la": RateFilmButton,
    "ld": DeleteRatingButton,
    "fy": ForgetMeButton,
    "fn": KeepMeButton,
    "mc": CancelRetrainButton,
    "ml": MakeLiveButton,
    "h": HintButton,
}
_KIND_OF = {payload_type: kind for kind, payload_type in KINDS.items()}

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
    "stars": (1, 10),  # halves
    "hint": (min(Hint), max(Hint)),
}


def pack(payload: Payload) -> str:
    """Return the payload as callback data; ValueError when a field is out of its bounds."""
    numbers = [_to_number(field.name, getattr(payload, field.name)) for field in fields(payload)]
    return ":".join([VERSION + _KIND_OF[type(payload)], *map(_to_base36, numbers)])


def unpack(text: str | None) -> Payload:
    """Return the payload behind callback data; StaleButton when it is not one that this version packs."""
    head, *words = (text or "").split(":")
    payload_type = KINDS.get(head.removeprefix(VERSION)) if head.startswith(VERSION) else None
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
    if name == "hint":
        return Hint(number)
    return number / 2 if name == "stars" else number


def _to_base36(number: int) -> str:
    digits = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return _DIGITS[number] + digits
