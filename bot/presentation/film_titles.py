"""Titles as people say them, in the lengths that there is room for."""

from __future__ import annotations

from bot.presentation.markup import clean, cut, units
from bot.search.normalising import spoken_title

LABEL_LENGTH = 30
LINE_LENGTH = 70


def spoken(title: str) -> str:
    """Return a title as people say it: without the other titles in brackets, the article in front."""
    return spoken_title(clean(title)) or clean(title)


def short(title: str, limit: int = 16) -> str:
    """Return a title that fits on a button; of a series' part the beginning and the end stay.

    "The Lord of the Rings: The Two Towers" becomes "The Lord…Towers", so that parts differ.
    """
    said = spoken(title)
    if units(said) <= limit:
        return said
    head, colon, part = said.partition(": ")
    if not colon or not part:
        return cut(said, limit)
    tail = cut(part.removeprefix("The ").removeprefix("A "), max(limit - limit // 3 - 1, 4))
    return f"{head[: limit - units(tail) - 1].rstrip()}…{tail}"


def choice_label(title: str, year: int | None) -> str:
    """Return a film on a button of its own: "Heat (1995)"."""
    behind = f" ({year})" if year else ""
    return f"{short(title, LABEL_LENGTH - units(behind))}{behind}"


def with_year(title: str, year: int | None) -> str:
    """Return a film in a line of text, where there is room for nearly every title."""
    behind = f" ({year})" if year else ""
    return f"{cut(spoken(title), LINE_LENGTH - units(behind))}{behind}"
