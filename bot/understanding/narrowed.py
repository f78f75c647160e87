"""What was read of a text so far, and the numbers in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.understanding.lexicon import Lexicon
from bot.understanding.requests import NO_FILTERS, Filters
from bot.understanding.words import Words


@dataclass
class Narrowing:
    """What was read so far: filters, an amount, and which words said it."""

    words: Words
    lexicon: Lexicon
    this_year: int
    filters: Filters = NO_FILTERS
    amounts: dict[int, int] = field(default_factory=dict)
    is_popular: bool = False
    covered: set[int] = field(default_factory=set)
    phrase_count: int = 0
    guessed: set[int] = field(default_factory=set)
    """Which of the understood words were taken for others with an error in them."""
    unwanted: set[int] = field(default_factory=set)
    """Which of the understood words say what is not wanted."""

    def cover(self, place: int, size: int) -> int:
        """Note that these words are understood, and return how many they are."""
        self.covered.update(range(place, place + size))
        self.phrase_count += 1
        return size


def number_at(it: Narrowing, place: int) -> float | None:
    """Return the number that stands at a place, in digits or in words."""
    word = it.words.plain(place)
    if re.fullmatch(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?", word):
        return float(word.replace(",", "."))
    return it.lexicon.numbers.get(word)


def no_behind(it: Narrowing, place: int) -> int:
    """Return how many words say behind something that it is not wanted: "film olmasın"; 0 for none."""
    films = it.words.match(place, it.lexicon.list_words)
    no = it.words.match(place + films, it.lexicon.not_after)
    return films + no if no else 0
