"""Films compared: "a comedy like Heat and Casino but shorter", "Heat gibi", "Matrix or Inception?"."""

from __future__ import annotations

from collections.abc import Collection

from bot.understanding import narrowing
from bot.understanding.acts import title_between
from bot.understanding.lexicon import Lexicon
from bot.understanding.narrowing import Narrowing
from bot.understanding.requests import (
    NO_FILTERS,
    BetweenRequest,
    Reading,
    Request,
    SimilarRequest,
)
from bot.understanding.surroundings import surroundings, whole_title, without_requests
from bot.understanding.words import Words

MAX_TITLES = 5


def read_comparison(words: Words, lexicon: Lexicon, this_year: int) -> Request | None:
    """Return films like others, None where a text compares nothing."""
    return _similar(words, lexicon, this_year) or _similar_behind(words, lexicon, this_year)


def read_between(words: Words, lexicon: Lexicon) -> list[Reading]:
    """Read "Matrix or Inception?", "Heat vs Casino"."""
    for place in range(1, len(words) - 1):
        size = words.match(place, lexicon.either)
        if size and place + size < len(words):
            first, behind = without_requests(words, lexicon, 0, len(words))
            one = title_between(words, lexicon, first, place)  # "should I watch Heat or …"
            other = words.text_of(place + size, behind)
            return [BetweenRequest((one, other))] if one and other else []
    return []


def _similar(words: Words, lexicon: Lexicon, this_year: int) -> Request | None:
    """Read "like Heat", "a comedy like Heat and Casino"."""
    for place in range(len(words)):
        asked = words.match(place, lexicon.requests)
        if asked > 1:
            continue  # "I would like", "I feel like": no comparison
        size = words.match(place, lexicon.likes)
        if not size or _is_within(words, place, lexicon.requests | lexicon.negations):
            continue
        first, behind = without_requests(words, lexicon, place + size, len(words))
        but, wish = _but(words, lexicon, this_year, first, behind)
        end, behind = behind, but
        titles = _titles(words, lexicon, first, behind)
        before = narrowing.read(words, lexicon, this_year, 0, place)
        if titles and _is_before_a_title(before, place):
            whole = words.text_of(first, behind)
            known = before.filters
            filters = narrowing.read(words, lexicon, this_year, wish, end, known=known).filters
            readings: list[Reading] = [SimilarRequest(titles, filters)]
            if len(titles) > 1:
                readings.append(SimilarRequest((whole,), filters))
            return Request((*readings, *whole_title(words, lexicon)), whole, 1.0)
    return None


def _but(words: Words, lexicon: Lexicon, this_year: int, first: int, behind: int) -> tuple[int, int]:
    """Return where the titles of "like Inception but funnier" end, and where begins how films differ."""
    for place in range(first + 1, behind):
        wish = place + words.match(place, lexicon.but)
        if not place < wish < behind:
            continue
        read = narrowing.read(words, lexicon, this_year, wish, behind)
        said = read.covered | surroundings(words, lexicon, read.covered)
        if read.filters != NO_FILTERS and set(range(wish, behind)) <= said:
            return place, wish
    return behind, behind


def _similar_behind(words: Words, lexicon: Lexicon, this_year: int) -> Request | None:
    """Read "Heat veya Casino gibi bir komedi": the title first, where a language has it so."""
    for place in range(1, len(words)):
        size = words.match(place, lexicon.likes_behind)
        if not size:
            continue
        rest = set(range(place + size, len(words)))
        behind = narrowing.read(words, lexicon, this_year, place + size)
        first, end = without_requests(words, lexicon, 0, place)
        titles = _titles(words, lexicon, first, end)
        if titles and rest <= behind.covered | surroundings(words, lexicon) | behind.amounts.keys():
            whole = words.text_of(first, end)
            readings: list[Reading] = [SimilarRequest(titles, behind.filters)]
            if len(titles) > 1:
                readings.append(SimilarRequest((whole,), behind.filters))
            return Request((*readings, *whole_title(words, lexicon)), whole, 1.0)
    return None


def _is_within(words: Words, place: int, phrases: Collection[str]) -> bool:
    """Return whether a word is the later part of a phrase: the "like" of "I don't like"."""
    return any(words.match(place - back, phrases) > back for back in range(1, min(place, 3) + 1))


def _is_before_a_title(before: Narrowing, place: int) -> bool:
    """Return whether everything before "like" is understood: "Some Like It Hot" is a title."""
    known = before.covered | surroundings(before.words, before.lexicon) | before.amounts.keys()
    return set(range(place)) <= known and before.words.phrase(0, 2) != "some like"


def _titles(words: Words, lexicon: Lexicon, first: int, behind: int) -> tuple[str, ...]:
    """Part titles at "and", "or", "&" and commas."""
    titles, start = [], first
    for place in range(first, behind):
        joint = words.plain(place) in lexicon.conjunctions
        comma = place > start and "," in words.text[words.words[place - 1].end : words.words[place].start]
        if joint or comma:
            titles.append(words.text_of(start, place))
            start = place + 1 if joint else place
    titles.append(words.text_of(start, behind))
    return tuple(title for title in titles if title)[:MAX_TITLES]
