"""Payloads of buttons: real ones, with fields at their bounds, of other people, cut short, forged."""

from __future__ import annotations

from enum import IntEnum
from random import Random
from typing import Any

from bot.presentation.callback_data import bounds_of, known_kinds, pack, types_of
from scripts.fuzz.people import PEOPLE
from scripts.fuzz.values import odd_text

ENDLESS = {"mc"}
"""What would wait for a child process."""


def payload(rng: Random, person_id: int, movie_ids: list[int]) -> str:
    """Return a payload of any kind, for this person in most cases."""
    wire = rng.choice(sorted(known_kinds().keys() - ENDLESS))
    owner = person_id if rng.random() < 0.7 else rng.choice(PEOPLE).person_id
    values: dict[str, Any] = {
        name: _value(rng, name, field_type, movie_ids) for name, field_type in types_of(wire).items()
    }
    packed = pack(known_kinds()[wire](**values | {"owner": owner}))
    return packed if rng.random() < 0.8 else damaged(rng, packed)


def damaged(rng: Random, packed: str) -> str:
    """Return a payload that was cut short, lengthened, or changed in one place."""
    place = rng.randrange(len(packed) + 1)
    return rng.choice(
        (
            packed[:place],
            packed[:place] + rng.choice("0z:-~٣\x00 ") + packed[place:],
            packed + ":" + "z" * rng.randint(1, 60),
            packed.upper(),
            odd_text(rng),
        )
    )


def _value(rng: Random, name: str, field_type: type[float], movie_ids: list[int]) -> float:
    low, high = bounds_of(name, field_type)
    if name.endswith("movie_id") and rng.random() < 0.8:
        return rng.choice(movie_ids)
    number = rng.choice((low, high, rng.randint(low, high), rng.randint(low, min(high, low + 20))))
    if issubclass(field_type, IntEnum):
        return rng.choice(list(field_type))
    return number / 2 if name == "stars" else number
