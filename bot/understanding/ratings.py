"""Stars in a text: "heat 4.5", "heat four stars", "8/10 for heat", "★4"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.understanding.acts import title_between
from bot.understanding.lexicon import Lexicon
from bot.understanding.requests import NumberRequest, RatingRequest
from bot.understanding.words import Words

MAX_WORDS = 7  # "four and a half out of five stars"
MAX_STARS = 5
SCALES = {"5": 1.0, "10": 0.5, "100": 0.05, "five": 1.0, "ten": 0.5}
_NUMBER = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?")


@dataclass(frozen=True)
class _Stars:
    """Stars that stand in a text, how many words say so, and whether these can say nothing else."""

    stars: float
    size: int
    is_sure: bool

    @property
    def can_be_given(self) -> bool:
        """Return whether they are between a half and five, by halves."""
        return 0.5 <= self.stars <= MAX_STARS and 2 * self.stars == int(2 * self.stars)


_Reader = Callable[[Words, Lexicon, int], _Stars | None]


def _stars_at(words: Words, lexicon: Lexicon, place: int) -> _Stars | None:
    """Read "★4", "4.5 stars", "four and a half stars", "8/10", "4 out of 5"."""
    found = None if _is_part_of_a_number(words, place) else _points_at(words, lexicon, place)
    return found if found is not None and found.can_be_given else None


def _no_stars_at(words: Words, lexicon: Lexicon, place: int) -> _Stars | None:
    """Read "7", "4.3 stars", "0/10", "-1": numbers that are given like stars and are none."""
    if words.plain(place) == "-" and is_below_zero(words, place + 1):
        found = _points_at(words, lexicon, place + 1)
        return None if found is None else _Stars(-found.stars, found.size + 1, is_sure=True)
    found = None if _is_part_of_a_number(words, place) else _points_at(words, lexicon, place)
    return None if found is None or found.can_be_given else found


def _surely_no_stars_at(words: Words, lexicon: Lexicon, place: int) -> _Stars | None:
    """Read what is given like stars, is none, and can be nothing else."""
    found = _no_stars_at(words, lexicon, place)
    return found if found is not None and found.is_sure else None


def is_below_zero(words: Words, place: int) -> bool:
    """Return whether a minus stands right before a number: "heat -1", not "heat - 4" or "wall-e 2"."""
    start = words.words[place].start if place < len(words) else 0
    return start > 0 and words.text[start - 1] == "-" and words.text[start - 2 : start - 1] in {"", " "}


def _is_part_of_a_number(words: Words, place: int) -> bool:
    """Return whether what stands at a place goes on with a number: the "5" of "6/5", the "1" of "-1"."""
    start = words.words[place].start if place < len(words) else 0
    return words.text[:start].endswith("/") or is_below_zero(words, place)


def _points_at(words: Words, lexicon: Lexicon, place: int) -> _Stars | None:
    """Read a number that may be one of stars, on whatever scale is named."""
    marked = 1 if words.plain(place) == "★" else 0
    start = place + marked
    number = _number(words, lexicon, start)
    if number is None:
        return None
    end = start + 1
    if half := words.match(end, lexicon.and_a_half):
        number, end = number + 0.5, end + half
    scale, share = _scale(words, lexicon, end)
    end += share
    unit = words.match(end, lexicon.stars)
    is_spelled = not words.plain(start)[0].isdecimal() and not (unit or share)
    if is_spelled:
        return None
    stars = number if scale == 1 else _to_halves(number * scale)
    has_point = any(mark in words.plain(start) for mark in ".,")
    return _Stars(stars, end + unit - place, bool(marked or share or unit or has_point))


def read_rating(words: Words, lexicon: Lexicon, *, is_about_stars: bool = False) -> list[RatingRequest]:
    """Return the stars that a text gives to a film; without a title they are for the card last seen."""
    verb = words.match(0, lexicon.rating_verbs)
    return _behind_the_title(words, lexicon, verb, is_sure=is_about_stars or bool(verb)) or _before_it(
        words, lexicon, verb
    )


def read_no_stars(words: Words, lexicon: Lexicon) -> NumberRequest | None:
    """Return the film whose number is none of stars: "heat 7", "0 stars for heat", "11/10".

    A bare number may be part of a title; without a title it is about the film of the card last seen.
    """
    verb = words.match(0, lexicon.rating_verbs)
    for at, is_bare in ((_surely_no_stars_at, False), (_no_stars_at, True)):
        given = _behind_the_title(words, lexicon, verb, is_sure=True, at=at) or _before_it(
            words, lexicon, verb, at=at
        )
        if given:
            return NumberRequest(given[0].title, words.plain(len(words) - 1) if is_bare else "")
    return None


def has_scale(words: Words, lexicon: Lexicon) -> bool:
    """Return whether stars are given out of ten, or out of five in words."""
    places = range(1, len(words))
    return any(size > 1 or scale < 1 for scale, size in (_scale(words, lexicon, place) for place in places))


def _behind_the_title(
    words: Words, lexicon: Lexicon, verb: int, *, is_sure: bool, at: _Reader = _stars_at
) -> list[RatingRequest]:
    """Read "heat 4.5", "rate heat four stars", "I watched heat, 8/10"."""
    for place in range(max(verb, len(words) - MAX_WORDS), len(words)):
        found = at(words, lexicon, place)
        if found is not None and place + found.size == len(words):
            behind = place - words.match_before(place, lexicon.rated_with)  # "heat gets an 8/10"
            said = words.match_before(behind, lexicon.rating_verbs)
            title = title_between(words, lexicon, verb, behind - said if said or verb else place)
            is_meant = found.is_sure or (place > verb and (is_sure or _is_behind_a_colon(words, place)))
            return [RatingRequest(title, found.stars)] if is_meant else []
    return []


def _is_behind_a_colon(words: Words, place: int) -> bool:
    return ":" in words.text[words.words[place - 1].end : words.words[place].start]


def _before_it(words: Words, lexicon: Lexicon, verb: int, *, at: _Reader = _stars_at) -> list[RatingRequest]:
    """Read "4 stars for heat", "I give 8/10 to heat", "5 stars inception"."""
    verb += words.match(verb, lexicon.rated_with)
    found = at(words, lexicon, verb)
    if found is None or not found.is_sure:
        return []
    start = verb + found.size
    start += words.match(start, lexicon.rated) or _is_dash(words, start)
    title = title_between(words, lexicon, start, len(words))
    return [RatingRequest(title, found.stars)] if title else []


def _is_dash(words: Words, place: int) -> bool:
    return words.plain(place) == "-"


def _to_halves(stars: float) -> float:
    """Return the nearest half star: 8.5 of 10 are four and a half."""
    return int(2 * stars + 0.5 + 1e-9) / 2


def _number(words: Words, lexicon: Lexicon, place: int) -> float | None:
    word = words.plain(place)
    if _NUMBER.fullmatch(word):
        return float(word.replace(",", "."))
    return lexicon.numbers.get(word)


def _scale(words: Words, lexicon: Lexicon, place: int) -> tuple[float, int]:
    """Return what one point of "/10" or "out of 5" is worth in stars, and how many words say it."""
    of = words.match(place, lexicon.out_of)
    best = words.plain(place + of)
    if best not in SCALES or not 0 < place < len(words):
        return 1.0, 0
    before, behind = words.words[place - 1].end, words.words[place].start
    is_slash = not of and words.text[before:behind].strip() == "/"
    return (SCALES[best], of + 1) if of or is_slash else (1.0, 0)
