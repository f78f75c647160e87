"""Words around a wish or a title that say nothing by themselves: "show me … please"."""

from __future__ import annotations

from collections.abc import Collection

from bot.understanding.acts import without_asides
from bot.understanding.lexicon import Lexicon
from bot.understanding.requests import Reading, TitleRequest
from bot.understanding.words import Words


def surroundings(words: Words, lexicon: Lexicon, covered: Collection[int] = ()) -> set[int]:
    """Return the places of words that say nothing by themselves."""
    _, end = without_asides(words, lexicon, 0, len(words))
    found = {*range(_led_in(words, lexicon)), *range(end, len(words))} - set(covered)
    place = 0
    while place < len(words):
        size = max(
            words.match(place, each)
            for each in (lexicon.requests, lexicon.list_words, lexicon.fillers, lexicon.joints)
        )
        if place not in covered:
            found.update(range(place, place + size))
        place += max(size, 1)
    return found


def _led_in(words: Words, lexicon: Lexicon) -> int:
    """Return where what is wanted begins, behind "ok but", "and what about"; 0 where nothing follows."""
    place = 0
    while size := words.match(place, lexicon.lead_ins):
        place += size
    return place if place < len(words) else 0


def whole_title(words: Words, lexicon: Lexicon) -> list[Reading]:
    """Return the text as a title, without what surrounds it ("show me … please", "and what about …")."""
    titles = (
        words.text_of(*without_requests(words, lexicon, first, len(words)))
        for first in (0, _led_in(words, lexicon))
    )
    return [TitleRequest(title) for title in dict.fromkeys(titles) if title]


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
