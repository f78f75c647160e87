"""Films named by their place in a series or among namesakes: "the first Star Wars", "dune the new one"."""

from __future__ import annotations

from bot.understanding.english import ENGLISH
from bot.understanding.lexicon import Lexicon
from bot.understanding.requests import PlaceRequest
from bot.understanding.surroundings import without_requests
from bot.understanding.words import Words


def read_place(words: Words, lexicon: Lexicon) -> PlaceRequest | None:
    """Return the title and the place that a text names; None for many films ("new Star Wars films")."""
    first, behind = without_requests(words, lexicon, 0, len(words))
    behind -= words.match_before(behind, lexicon.one_film)
    if words.match_before(behind, lexicon.list_words):
        return None
    return _before(words, lexicon, first, behind) or _behind(words, lexicon, first, behind)


def _before(words: Words, lexicon: Lexicon, first: int, behind: int) -> PlaceRequest | None:
    """Read "the first Star Wars", "der letzte Teil von Harry Potter"."""
    while first < behind and words.plain(first) in lexicon.fillers:
        if words.match(first, lexicon.places):
            break
        first += 1
    size = words.match(first, lexicon.places)
    if not size:
        return None
    title = first + size
    title += words.match(title, lexicon.one_film)
    while title < behind - 1 and words.plain(title) in lexicon.fillers:
        title += 1
    return _place(words, title, behind, lexicon.places[words.phrase(first, size)])


def _behind(words: Words, lexicon: Lexicon, first: int, behind: int) -> PlaceRequest | None:
    """Read "total recall the original", "die Matrix-Trilogie"."""
    size = words.match_before(behind, lexicon.places)
    end = behind - size
    while end > first + 1 and words.plain(end - 1) in lexicon.fillers:
        end -= 1
    if first < end - 1 and words.plain(first) in lexicon.fillers - ENGLISH.fillers:
        first += 1  # an article, which titles have in English
    return _place(words, first, end, lexicon.places[words.phrase(behind - size, size)]) if size else None


def _place(words: Words, first: int, behind: int, place: int) -> PlaceRequest | None:
    title = words.text_of(first, behind)
    return PlaceRequest(title, place) if title else None
