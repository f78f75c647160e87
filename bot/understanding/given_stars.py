"""Stars for a film: "heat 4.5", "heat 4 stars", "I'd give Heat four and a half", "4,5 étoiles à Heat"."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.understanding.lexicon import Lexicon
from bot.understanding.ratings import is_below_zero
from bot.understanding.requests import RatingRequest
from bot.understanding.words import MAX_PHRASE_WORDS, Words

_STARS = re.compile(r"[0-5](?:\.[05])?")


def read_given_stars(words: Words, lexicon: Lexicon, *, is_about_stars: bool) -> list[RatingRequest]:
    """Return the film that stars are given to, with how many; none where a number may be part of a title."""
    first = words.match(0, lexicon.rating_verbs)
    behind = len(words) - words.match_before(len(words), lexicon.rating_verbs)
    is_said = first > 0 or behind < len(words)
    if first >= behind:
        return []
    span = (first, behind)
    is_sure = is_about_stars or is_said
    at_the_end = _at_the_end(words, lexicon, span, is_said=is_said, is_sure=is_sure)
    return at_the_end or (_at_the_front(words, lexicon, span) if is_said else [])


def _at_the_end(
    words: Words, lexicon: Lexicon, span: tuple[int, int], *, is_said: bool, is_sure: bool
) -> list[RatingRequest]:
    """Read "heat 4.5", "heat ★4", "heat 4/5", "Heat four and a half stars"."""
    first, end = span
    unit = words.match_before(end, lexicon.stars)
    end -= unit
    is_share = end - 2 > first and words.text_of(end - 2, end).endswith("/5")
    end -= 1 if is_share else 0
    stars, size = _stars_before(words, lexicon, end, in_words=bool(unit) or is_sure)
    end -= size
    is_marked = words.plain(end - 1) == "★"
    article = words.match_before(end, lexicon.rated_with)
    end -= article if words.match_before(end - article, lexicon.rating_verbs) else 0
    verb = words.match_before(end, lexicon.rating_verbs)  # "Heat gets 4 stars", "Heat gets a 4"
    title = words.text_of(first, end - is_marked)
    if verb or is_said or unit:
        behind = end - is_marked - verb
        behind -= words.match_before(behind, lexicon.rated_with) if stars else 0
        title = _titled(words, lexicon.rated - lexicon.fillers, first, behind)
    is_sure = bool(is_sure or unit or is_share or is_marked or verb or "." in words.plain(end))
    return [RatingRequest(title, stars)] if stars and title and is_sure else []


def _at_the_front(words: Words, lexicon: Lexicon, span: tuple[int, int]) -> list[RatingRequest]:
    """Read "I give 4 stars to Heat", "4,5 étoiles à Heat"."""
    first, end = span
    first += words.match(first, lexicon.rated_with)
    for behind in range(first + 1, min(first + MAX_PHRASE_WORDS, end)):
        stars, size = _stars_before(words, lexicon, behind, in_words=True)
        unit = words.match(behind, lexicon.stars)
        title = _titled(words, lexicon.rated, behind + unit, end)
        is_joined = unit or words.match(behind, lexicon.rated)
        if stars and size == behind - first and is_joined and title:
            return [RatingRequest(title, stars)]
    return []


def _titled(words: Words, joints: Collection[str], first: int, behind: int) -> str:
    """Return a title without what joins it to the stars."""
    first += words.match(first, joints) if first < behind else 0
    behind -= words.match_before(behind, joints)
    return words.text_of(first, behind)


def _stars_before(words: Words, lexicon: Lexicon, behind: int, *, in_words: bool) -> tuple[float | None, int]:
    """Read how many stars the words up to a place say, and how many words that are."""
    half = words.match_before(behind, lexicon.and_a_half)
    word = words.plain(behind - half - 1)
    said = lexicon.numbers.get(word) if in_words else None
    stars = _number(word) if said is None else said
    if is_below_zero(words, behind - half - 1):
        return None, 0
    if stars is None or not 0.5 <= (stars := stars + (0.5 if half else 0)) <= 5:
        return None, 0
    return stars, half + 1


def _number(word: str) -> float | None:
    """Return half a star to five by halves, None for any other word."""
    number = word.replace(",", ".")
    return float(number) if _STARS.fullmatch(number) else None
