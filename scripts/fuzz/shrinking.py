"""From an update that breaks something to the smallest that still does."""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground.call import Json
from scripts.fuzz.mutations import Place, places_of

Breaks = Callable[[list[Json]], Awaitable[bool]]
"""Says whether these updates, one after another, still break the same thing."""

MAX_TRIES = 300
HISTORIES = (1, 2, 4, 8, 16, 32)
SIMPLE: tuple[Any, ...] = ("", "a", 0, 1, None)


async def shrink(history: list[Json], breaks: Breaks) -> list[Json] | None:
    """Return few updates, the last one small, that break it again; None when it does not happen again."""
    for length in HISTORIES:
        case = history[-length:]
        if await breaks(case):
            return await _shrink_last(await _drop_updates(case, breaks), breaks)
    return None


async def _drop_updates(case: list[Json], breaks: Breaks) -> list[Json]:
    position = 0
    while position < len(case) - 1:
        fewer = case[:position] + case[position + 1 :]
        if await breaks(fewer):
            case = fewer
        else:
            position += 1
    return case


async def _shrink_last(case: list[Json], breaks: Breaks) -> list[Json]:
    """Take away or simplify one value at a time, until nothing can be any more or it took too long."""
    tries, position = 0, 0
    while tries < MAX_TRIES and position < len(list(places_of(case[-1]))):
        smaller = None
        for candidate in _smaller(case[-1], position):
            tries += 1
            if await breaks([*case[:-1], candidate]):
                smaller = candidate
                break
        if smaller is None:
            position += 1
        else:
            case = [*case[:-1], smaller]
    return case


def _smaller(update: Json, position: int) -> list[Json]:
    """Return the update without the value at a position, and with a simpler one of the same type there."""
    container, key = list(places_of(update))[position]
    if key == "update_id":
        return []
    value = container[key]
    simpler = [
        each for each in SIMPLE if type(each) is type(value) and each != value and _is_larger(value, each)
    ]
    return [_with(update, position), *(_with(update, position, each) for each in simpler)]


def _is_larger(value: Any, other: Any) -> bool:
    return len(value) > len(other) if isinstance(value, str) else abs(value or 0) > abs(other or 0)


def _with(update: Json, position: int, *value: Any) -> Json:
    changed = copy.deepcopy(update)
    container, key = _place(changed, position)
    if value:
        container[key] = value[0]
    else:
        del container[key]
    return changed


def _place(update: Json, position: int) -> Place:
    return list(places_of(update))[position]
