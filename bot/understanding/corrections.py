"""What somebody takes back within a text: "matrix, no wait, inception" asks for Inception."""

from __future__ import annotations

from bot.understanding.lexicon import Lexicon
from bot.understanding.words import Words, split


def as_meant(words: Words, lexicon: Lexicon) -> Words:
    """Return the words behind the last correction; all of them where none has anything behind it."""
    first = place = 0
    if words.phrase(0, len(words)) in lexicon.steps:  # "no, something else"
        return words
    while place < len(words):
        size = words.match(place, lexicon.corrections) or _refusal(words, lexicon, place)
        place += max(size, 1)
        if size and place < len(words):
            first = place
    return split(words.text_of(first, len(words))) if first else words


def _refusal(words: Words, lexicon: Lexicon, place: int) -> int:
    """Return how many words refuse something before a comma: "no, a thriller"; "no thriller" is a wish."""
    size = words.match(place, lexicon.talk)
    is_refusal = size > 0 and lexicon.talk[words.phrase(place, size)] == "no"
    return size if is_refusal and words.has_comma(place + size) else 0
