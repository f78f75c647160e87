"""The parts of filters: kept for every list, put over one another, taken away one by one."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from bot.services.views import NO_FILTERS, Filters
from storage.records.people import ChatUser

_ENDS = {  # one part with where they begin, or with the other way of having made a film
    "last_year": "first_year",
    "max_minutes": "min_minutes",
    "excluded_actors": "excluded_directors",
}
PARTS: tuple[tuple[str, ...], ...] = tuple(
    (field.name, *(end for end, begin in _ENDS.items() if begin == field.name))
    for field in fields(Filters)
    if field.name not in _ENDS
)
"""The fields of each part; buttons carry a part's number here, so new filters come last."""

_WANTED_AND_NOT = (
    ("genres", "excluded_genres"),
    ("any_genres", "excluded_genres"),
    ("themes", "excluded_genres"),
    ("languages", "excluded_languages"),
    ("countries", "excluded_countries"),
    ("directors", "excluded_directors"),
    ("directors", "excluded_actors"),
    ("actors", "excluded_directors"),
    ("actors", "excluded_actors"),
)
_UNWANTED = frozenset({"excluded_films", *(unwanted for _, unwanted in _WANTED_AND_NOT)})
_OPPOSITES = (*_WANTED_AND_NOT, *((unwanted, wanted) for wanted, unwanted in _WANTED_AND_NOT))
MAX_UNWANTED = 20  # names of one kind that filters keep out; as many come back from a file
EVERY_PART = 99
"""The number that stands for all of them."""


def parts_of(filters: Filters) -> tuple[int, ...]:
    """Return the numbers of the parts that narrow anything."""
    return tuple(number for number in range(len(PARTS)) if only(filters, number) != NO_FILTERS)


def only(filters: Filters, part: int) -> Filters:
    """Return one part of the filters; none at all for a part that is not known."""
    return _with(NO_FILTERS, filters, part)


def without(filters: Filters, part: int) -> Filters:
    """Return the filters without one part, or without every part."""
    return NO_FILTERS if part == EVERY_PART else _with(filters, NO_FILTERS, part)


def over(asked: Filters, kept: Filters) -> Filters:
    """Return what was asked for, and of what is kept each part that was not asked about.

    What is kept gives way where it would contradict: "no horror" to a wish for horror. To what is not wanted
    more is added: whoever keeps out horror and asks for "no war" wants neither.
    """
    unwanted: dict[str, Any] = {name: _added(getattr(asked, name), getattr(kept, name)) for name in _UNWANTED}
    for part in parts_of(asked):
        kept = _with(kept, asked, part)
    kept = replace(kept, **unwanted)
    for own, other in _OPPOSITES:
        agreeing: dict[str, Any] = {own: getattr(asked, own) | (getattr(kept, own) - getattr(asked, other))}
        kept = replace(kept, **agreeing)
    return kept


def kept_filters(person: ChatUser | None) -> Filters:
    """Return what a person wants every list narrowed to; nothing for somebody who is not known."""
    return NO_FILTERS if person is None else Filters.from_json(person.filters or {})


def _added(asked: frozenset[str], kept: frozenset[str]) -> frozenset[str]:
    """Return what is not wanted now and what was not before, as much as is kept at all."""
    return asked | frozenset(sorted(kept - asked)[: max(MAX_UNWANTED - len(asked), 0)])


def _with(filters: Filters, others: Filters, part: int) -> Filters:
    names = PARTS[part] if 0 <= part < len(PARTS) else ()
    values: dict[str, Any] = {name: getattr(others, name) for name in names}
    return replace(filters, **values)
