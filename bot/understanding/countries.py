"""Countries by name: "from Japan or Korea" says once where from."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.narrowed import Narrowing

MAX_COUNTRY_WORDS = 3


def read_countries(it: Narrowing, place: int) -> tuple[set[str], int]:
    """Read "from Japan", "british", "from Japan, Korea or China"; which countries, and where they end."""
    size = it.words.match(place, it.lexicon.countries)
    if not size:
        return set(), place
    said = it.words.phrase(place, size)
    named, end = set(it.lexicon.countries[said]), place + size
    words = said.split()
    beginnings = [" ".join(words[:count]) for count in range(1, len(words))]  # "from", "from hong"
    while further := _further(it, end, beginnings):
        more, size = further
        named |= more
        end += size
    return named, end


def _further(it: Narrowing, end: int, beginnings: Sequence[str]) -> tuple[set[str], int] | None:
    """Read "or Korea" behind a country; beginnings are those of what named it, of which one is "from"."""
    joint = it.words.match(end, it.lexicon.either | it.lexicon.conjunctions)
    if not (joint or it.words.has_comma(end)):
        return None
    start = end + joint
    sizes = range(min(MAX_COUNTRY_WORDS, len(it.words) - start), 0, -1)
    named = (
        (it.lexicon.countries.get(f"{first} {it.words.phrase(start, size)}"), joint + size)
        for size in sizes
        for first in beginnings
    )
    return next(((set(countries), size) for countries, size in named if countries), None)
