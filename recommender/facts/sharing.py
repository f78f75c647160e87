"""Facts of many films in little memory: equal names and lists are kept once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar

from recommender.facts.records import Facts

Key = TypeVar("Key")


def share_values(facts: Iterable[tuple[Key, Facts]]) -> dict[Key, Facts]:
    """Return the facts by key, the last of equal keys, with equal names and lists being one object.

    87,585 films have some 300,000 names, most of them several times.
    """
    known: dict[Any, Any] = {}
    return {key: _shared(each, known) for key, each in facts}


def _shared(facts: Facts, known: dict[Any, Any]) -> Facts:
    values: dict[str, Any] = {}
    for field in fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, tuple):
            value = tuple(known.setdefault(name, name) for name in value)
        # Whole numbers are left out: 8 and 8.0 are equal and must not become each other.
        is_shared = isinstance(value, tuple | str | float)
        values[field.name] = known.setdefault(value, value) if is_shared else value
    return Facts(**values)
