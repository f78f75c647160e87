"""What a button means when it is tapped: typed, ids only. Here stands what all buttons share.

A payload class describes itself: its name on the wire, whom it answers to, and whether the person's last word
counts. It stands beside the keyboard that shows it; those that stand in several keyboards stand here. How
payloads travel stands in callback_data.py; what each one does is bound beside its handler.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, ClassVar, dataclass_transform

from bot.services.wishes import Addition

EVERYTHING = "everything"
"""The dedup key of who asks to be forgotten: whatever they said before no longer counts."""


class Hint(IntEnum):
    """Buttons that only explain themselves."""

    FINE_TUNE = 1
    FIRST_CARD = 2
    FIRST_PAGE = 3
    LAST_PAGE = 4
    NOTHING_TO_UNDO = 5


@dataclass_transform(frozen_default=True)
@dataclass(frozen=True)
class Payload:
    """What every button carries: the person it was made for.

    A subclass is a frozen dataclass without saying so. `wire` is its name on the wire, never given twice;
    `for_anybody` lets everybody in the chat tap it, not only its owner; `last_word` names what a tap is about
    (a template over its fields): of one person's taps about the same thing only the newest counts.
    """

    wire: ClassVar[str]
    for_anybody: ClassVar[bool]
    last_word: ClassVar[str | None]
    kinds: ClassVar[dict[str, type[Payload]]] = {}

    owner: int

    def __init_subclass__(
        cls, *, wire: str, for_anybody: bool = False, last_word: str | None = None, **rest: Any
    ) -> None:
        """Register the kind under its name on the wire; ValueError when the name is taken."""
        super().__init_subclass__(**rest)
        if wire in cls.kinds:
            raise ValueError(f"{cls.__name__} and {cls.kinds[wire].__name__} share the wire name {wire!r}")
        cls.wire, cls.for_anybody, cls.last_word = wire, for_anybody, last_word
        cls.kinds[wire] = dataclass(frozen=True)(cls)

    @property
    def dedup_key(self) -> str | None:
        """What this tap is about; None when an older tap counts beside a newer one."""
        return None if self.last_word is None else self.last_word.format_map(vars(self))


class RateFilmsButton(Payload, wire="r"):
    """Start (or go on) rating films."""


class PopularButton(Payload, wire="p"):
    """Open a list of popular films."""


class RecommendButton(Payload, wire="s"):
    """Open a list of recommendations."""


class WishButton(Payload, wire="nw"):
    """Open a list that is stored as a wish, or keep its filters, with something added."""

    deck_id: int
    addition: Addition
    value: int


class HintButton(Payload, wire="h"):
    """Only explains itself."""

    hint: Hint
