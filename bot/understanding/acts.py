"""What is to be done with a film that is named: "seen heat", "add heat to my watchlist", "hide this one".

A pattern is what stands before and behind the title. Of those that fit, the one with the most words counts.
"""

from __future__ import annotations

from itertools import chain

from bot.understanding.lexicon import Lexicon
from bot.understanding.requests import Act, FilmRequest
from bot.understanding.words import Words, split


def read_act(words: Words, lexicon: Lexicon) -> FilmRequest | None:
    """Return what a text wants done with a film; without a title it is the film of the card last seen."""
    first, behind = without_asides(words, lexicon, 0, len(words))
    # "again" may be an aside, or belong to "never show … again"; so may the "no" of "no more …".
    for start, end in ((0, len(words)), (first, len(words)), (first, behind)):
        if alone := lexicon.acts_of_this.get(words.phrase(start, end - start)):
            return FilmRequest(alone)
        if found := _act(words, lexicon, start, end):
            act, title_start, title_end = found
            return FilmRequest(act, title_between(words, lexicon, title_start, title_end))
    return None


def title_between(words: Words, lexicon: Lexicon, first: int, behind: int) -> str:
    """Return the title between two places, "" for "it" and "this one"; "I watched heat" names heat."""
    first, behind = _without_what_follows(words, lexicon, first, behind)
    aside = without_asides(words, lexicon, first, behind)[0]
    inner = _act(words, lexicon, first, behind) or _act(words, lexicon, aside, behind)
    if inner is not None:
        first, behind = _without_what_follows(words, lexicon, *inner[1:])
        first = without_asides(words, lexicon, first, behind)[0]  # "gestern Heat gesehen"
    phrase = words.phrase(first, behind - first)
    return "" if phrase in lexicon.these or phrase in lexicon.acts_alone else words.text_of(first, behind)


def _without_what_follows(words: Words, lexicon: Lexicon, first: int, behind: int) -> tuple[int, int]:
    """Leave out "the movie" before a title and asides behind it: "Before Sunrise" begins with none."""
    size = words.match(first, lexicon.these)
    if 1 < size < behind - first:
        first += size
    behind = next(
        (start for start in range(first + 1, behind) if _is_all_asides(words, lexicon, start, behind)), behind
    )
    while behind > first and words.plain(behind - 1) == "-":
        behind -= 1
    return first, behind


def bare_title(title: str, lexicon: Lexicon) -> str:
    """Return a title without what was said around it."""
    words = split(title)
    return title_between(words, lexicon, 0, len(words))


def _act(words: Words, lexicon: Lexicon, first: int, behind: int) -> tuple[Act, int, int] | None:
    """Return the act of the longest pattern that fits, and where its title begins and ends."""
    said = [words.plain(place) for place in range(first, behind)]
    best: tuple[Act, int, int] | None = None
    longest = 0
    known = lexicon.act_patterns
    keys = ((False, said[0]), (True, said[-1])) if said else ()
    for head, tail, act in chain.from_iterable(known.get(key, ()) for key in keys):
        length = len(head) + len(tail)
        if (
            longest < length < len(said)
            and said[: len(head)] == head
            and said[len(said) - len(tail) :] == tail
        ):
            best, longest = (act, first + len(head), behind - len(tail)), length
    return best


def without_asides(words: Words, lexicon: Lexicon, first: int, behind: int) -> tuple[int, int]:
    """Leave out what is said around a wish: "please", "yesterday"."""
    while size := words.match(first, lexicon.asides):
        if first + size >= behind:
            return first, behind
        first += size
    for start in range(first + 1, behind):
        if _is_all_asides(words, lexicon, start, behind):
            return first, start
    return first, behind


def _is_all_asides(words: Words, lexicon: Lexicon, place: int, behind: int) -> bool:
    while place < behind:
        size = words.match(place, lexicon.asides)
        if not size or place + size > behind:
            return False
        place += size
    return True
