"""Lists of phrases as the rules compare them; in a pattern "…" stands for the title of a film."""

from __future__ import annotations

from collections.abc import Mapping

from bot.understanding.requests import Act
from bot.understanding.words import split

TITLE = "…"


def phrases(text: str) -> frozenset[str]:
    """Return the phrases of a list with commas."""
    return frozenset(comparable(phrase) for phrase in text.split(",") if phrase.strip())


def comparable(text: str) -> str:
    """Return a phrase as its words are compared: lower case, without accents, one space between them."""
    words = split(text)
    return words.phrase(0, len(words))


def patterns(acts: Mapping[Act, str]) -> dict[tuple[str, str], Act]:
    """Return what stands before and behind a title, from patterns like "add … to my watchlist"."""
    named = {pattern: act for act, text in acts.items() for pattern in text.split(",") if TITLE in pattern}
    return {_parts(pattern): act for pattern, act in named.items()}


def alone(acts: Mapping[Act, str]) -> dict[str, Act]:
    """Return the patterns without a title: what is said of the film of the card last seen."""
    return {
        comparable(pattern): act
        for act, text in acts.items()
        for pattern in text.split(",")
        if pattern.strip() and TITLE not in pattern
    }


def _parts(pattern: str) -> tuple[str, str]:
    before, _, behind = pattern.partition(TITLE)
    return comparable(before), comparable(behind)
