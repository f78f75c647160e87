"""Films named by their place in a series or among namesakes: "the first Star Wars", "dune the new one"."""

from __future__ import annotations

from bot.search.words import LOCAL_ARTICLES
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
    title = end = first + size + words.match(first + size, lexicon.one_film)
    while end < behind - 1 and words.plain(end) in lexicon.fillers:
        end += 1
    small = [words.plain(each) for each in range(first + size, end)]
    # "der letzte von Harry Potter"; in "der neue Total Recall" a small word begins the title.
    title = title if lexicon.around_names.isdisjoint(small) else end
    return _place(words, title, behind, lexicon.places[words.phrase(first, size)])


def _behind(words: Words, lexicon: Lexicon, first: int, behind: int) -> PlaceRequest | None:
    """Read "total recall the original", "die Matrix-Trilogie"."""
    size = words.match_before(behind, lexicon.places)
    end = behind - size
    while end > first + 1 and words.plain(end - 1) in lexicon.fillers:
        end -= 1
    if first < end - 1 and words.plain(first) in LOCAL_ARTICLES & (lexicon.fillers - ENGLISH.fillers):
        first += 1
    return _place(words, first, end, lexicon.places[words.phrase(behind - size, size)]) if size else None


def _place(words: Words, first: int, behind: int, place: int) -> PlaceRequest | None:
    title = words.text_of(first, behind)
    return PlaceRequest(title, place) if title else None
