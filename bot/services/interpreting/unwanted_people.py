"""Whose films are left out of a list: names behind a "no", looked up among those who made films."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.services.people_search import FoundPerson, PeopleFinder, as_known
from bot.understanding.requests import Unwanted


def find_unwanted(people: PeopleFinder, asked: Sequence[Unwanted]) -> tuple[FoundPerson, ...]:
    """Return who is to be left out, as far as their names are known."""
    found = (_found(people, each, name) for each in asked for name in _names(people, each))
    return tuple(each for each in found if each is not None)


def unknown_names(people: PeopleFinder, asked: Sequence[Unwanted]) -> tuple[str, ...]:
    """Return what is to be left out and is nobody's name."""
    return tuple(
        name for each in asked for name in _names(people, each) if _found(people, each, name) is None
    )


def _names(people: PeopleFinder, asked: Unwanted) -> tuple[str, ...]:
    return as_known(people, asked.names, asked.longer)


def _found(people: PeopleFinder, asked: Unwanted, name: str) -> FoundPerson | None:
    found = () if asked.is_topic else people.find([name], asked.role) or people.find([name])
    if not found:
        return None
    only_directed = asked.role == "director" and found[0].role == "director"
    return replace(found[0], wanted="no_director" if only_directed else "nowhere")
