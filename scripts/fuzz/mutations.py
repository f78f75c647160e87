"""Structured mutations of an update: fields gone, foreign, renamed, of another type, deeply nested."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from bot.playground.call import Json
from scripts.fuzz.people import PEOPLE
from scripts.fuzz.values import odd_number, odd_text, odd_value

Place = tuple[Any, Any]
"""A container, and the key or position of a value in it."""
Mutation = Callable[[Random, Place], None]

MAX_MUTATIONS = 3
NESTING = (1, 2, 5, 30)
FOREIGN = ("from", "chat", "user", "data", "poll", "new_field_of_2030", "message", "entities", "reply_markup")


def mutated(rng: Random, update: Json) -> Json:
    """Return the update with one to three fields changed; its number stays in most cases."""
    changed = copy.deepcopy(update)
    for _ in range(rng.randint(1, MAX_MUTATIONS)):
        places = [place for place in places_of(changed) if place[1] != "update_id" or rng.random() < 0.05]
        if places:
            rng.choice(MUTATIONS)(rng, rng.choice(places))
    return changed


def places_of(container: Any) -> Iterator[Place]:
    """Yield every place in a JSON value, from the outside to the inside."""
    keys: list[Any] = list(container) if isinstance(container, dict) else [*range(len(container))]
    for key in keys:
        yield container, key
        if isinstance(container[key], dict | list):
            yield from places_of(container[key])


def _drop(_: Random, place: Place) -> None:
    container, key = place
    del container[key]


def _replace(rng: Random, place: Place) -> None:
    container, key = place
    container[key] = odd_value(rng)


def _change(rng: Random, place: Place) -> None:
    """Put another value of the same type there, as far as there is one."""
    container, key = place
    if isinstance(container[key], str):
        container[key] = odd_text(rng)
    elif isinstance(container[key], int | float):
        container[key] = odd_number(rng)
    else:
        container[key] = odd_value(rng)


def _impersonate(rng: Random, place: Place) -> None:
    container, key = place
    if isinstance(container[key], dict) and "id" in container[key]:
        container[key]["id"] = rng.choice(PEOPLE).person_id


def _retype(rng: Random, place: Place) -> None:
    container, key = place
    container[key] = rng.choice(([container[key]], {"value": container[key]}, str(container[key])[:100]))


def _add(rng: Random, place: Place) -> None:
    container, key = place
    if isinstance(container, dict):
        container[rng.choice(FOREIGN)] = rng.choice((odd_value(rng), copy.deepcopy(container[key])))


def _repeat(rng: Random, place: Place) -> None:
    container, key = place
    if isinstance(container[key], list):
        container[key] = container[key] * rng.randint(2, 50)
    elif isinstance(container[key], str):
        container[key] = (container[key] * rng.randint(2, 50))[:8000]


def _nest(rng: Random, place: Place) -> None:
    container, key = place
    for _ in range(rng.choice(NESTING)):
        container[key] = {str(key): container[key]}


MUTATIONS: tuple[Mutation, ...] = (
    _drop,
    _replace,
    _change,
    _change,
    _impersonate,
    _retype,
    _add,
    _repeat,
    _nest,
)
