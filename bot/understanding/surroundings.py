"""Words around a wish or a title that say nothing by themselves: "show me … please"."""

from __future__ import annotations

from collections.abc import Collection

from bot.understanding.lexicon import Lexicon
from bot.understanding.requests import Reading, TitleRequest
from bot.understanding.words import Words


def surroundings(words: Words, lexicon: Lexicon, covered: Collection[int] = ()) -> set[int]:
    """Return the places of words that say nothing by themselves."""
    found: set[int] = set()
    place = 0
    while place < len(words):
        size = max(
            words.match(place, each) for each in (lexicon.requests, lexicon.list_words, lexicon.fillers)
        )
        if place not in covered:
            found.update(range(place, place + size))
        place += max(size, 1)
    return found


def whole_title(words: Words, lexicon: Lexicon) -> list[Reading]:
    """Return the text as a title, without what surrounds it ("show me … please")."""
    first, behind = without_requests(words, lexicon, 0, len(words))
    title = words.text_of(first, behind)
    return [TitleRequest(title)] if title else []


def without_requests(words: Words, lexicon: Lexicon, first: int, behind: int) -> tuple[int, int]:
    """Return where what is asked for begins and ends between two places."""
    while first < behind and (size := words.match(first, lexicon.requests)):
        first += size
    for start in range(first, behind):
        if is_all(words, start, behind, lexicon.requests):
            return first, start
    return first, behind


def is_all(words: Words, place: int, behind: int, *phrases: Collection[str]) -> bool:
    """Return whether nothing but these phrases stands there."""
    while place < behind:
        size = max(words.match(place, each) for each in phrases)
        if not size:
            return False
        place += size
    return True
