"""Styled text as Telegram keeps it: plain text and entities, measured in UTF-16 code units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

Entity = dict[str, Any]

DETECTED = (
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")),
    ("bot_command", re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}(?!\w)")),
)


@dataclass(frozen=True)
class StyledText:
    """Plain text and the entities that style it."""

    text: str
    entities: tuple[Entity, ...] = ()

    def __len__(self) -> int:
        return utf16_length(self.text)


def utf16_length(text: str) -> int:
    """Count as Telegram counts: characters beyond the basic plane (most emoji) are two."""
    return len(text) + sum(character > "\uffff" for character in text)


def detect_entities(text: str) -> tuple[Entity, ...]:
    """Return the links, commands and mentions that Telegram finds by itself in plain text."""
    return with_detected(StyledText(text))


def trim(given: StyledText) -> StyledText:
    """Cut white space at both ends and move the entities along."""
    text = given.text.strip()
    cut = utf16_length(given.text) - utf16_length(given.text.lstrip())
    whole = utf16_length(text)
    kept = []
    for entity in given.entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] + entity["length"] - cut, whole)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return StyledText(text, tuple(kept))


def with_detected(given: StyledText) -> tuple[Entity, ...]:
    """Return the given entities and those found in the text where no link or code stands already."""
    found: list[Entity] = []
    taken = [entity for entity in given.entities if entity["type"] in {"text_link", "code", "pre"}]
    for kind, pattern in DETECTED:
        for match in pattern.finditer(given.text):
            offset = utf16_length(given.text[: match.start()])
            entity: Entity = {"type": kind, "offset": offset, "length": utf16_length(match.group())}
            if not any(_overlap(entity, other) for other in [*taken, *found]):
                found.append(entity)
    return tuple(sorted([*given.entities, *found], key=lambda entity: (entity["offset"], -entity["length"])))


def _overlap(one: Entity, other: Entity) -> bool:
    first, second = sorted((one, other), key=lambda entity: int(entity["offset"]))
    return bool(first["offset"] + first["length"] > second["offset"])
