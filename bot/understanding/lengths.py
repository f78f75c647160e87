"""Lengths: "under 2 hours", "90 min", "short"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.understanding.lexicon import Span
from bot.understanding.narrowed import Narrowing, no_behind, number_at

ABOUT_MINUTES = 15
MAX_MINUTES = 600
MIN_FROM_MINUTES = 30  # "10 - 90 min" are ten films

_CLOCK = re.compile(r"d?([1-9])h([0-5][0-9])?m?")  # the d of "moins d'1h30"
_MINUTES = re.compile(r"([1-9][0-9]{1,2})(?:m|min|mins)")


def read_length(it: Narrowing, place: int) -> int:
    """Read "under 2 hours", "90 min", "at least 1h30", "90 to 120 minutes", "short"."""
    return _from_to(it, place) or _timed(it, place) or _named_length(it, place)


def _from_to(it: Narrowing, place: int) -> int:
    """Read "between 90 and 120 minutes", "90-120 min", "2 to 3 hours", "from 1h30 to 2h"."""
    between = it.words.match(place, it.lexicon.between)
    start = place + between
    shortest, size = _duration(it, start, is_bound=False)
    number = None if size else number_at(it, start)
    end = start + (size or 1)
    joint = 1 if it.words.plain(end) == "-" else it.words.match(end, it.lexicon.until)
    joint = joint or (it.words.match(end, it.lexicon.conjunctions) if between else 0)
    longest, further = _duration(it, end + joint, is_bound=False)
    if not (joint and further and (size or number)):
        return 0
    if number and (last := number_at(it, end + joint)):  # "2 to 3 hours": both are hours
        shortest = round(number * longest / last)
    return (
        _narrow_length(it, place, end + joint + further - place, (shortest, longest))
        if (MIN_FROM_MINUTES <= shortest < longest)
        else 0
    )


def _named_length(it: Narrowing, place: int) -> int:
    size = it.words.match(place, it.lexicon.lengths)
    if not size:
        return 0
    span, no = it.lexicon.lengths[it.words.phrase(place, size)], no_behind(it, place + size)
    return _narrow_length(it, place, size + no, _others(span) if no else span)


def read_unwanted_length(it: Narrowing, place: int, start: int) -> int:
    """Read "no short films", "no films over 3 hours": those that are left are longer, or shorter."""
    at_most, at_least = it.words.match(start, it.lexicon.at_most), it.words.match(start, it.lexicon.at_least)
    before = max(at_most, at_least)
    minutes, timed = _duration(it, start + before, is_bound=True) if before else (0, 0)
    if timed:
        span: Span = (None, minutes) if at_least > at_most else (minutes, None)
        end = start + before + timed
        return _narrow_length(it, place, end + _long(it, end) - place, span)
    size = it.words.match(start, it.lexicon.lengths)
    if not size:
        return 0
    span = it.lexicon.lengths[it.words.phrase(start, size)]
    return _narrow_length(it, place, start + size - place, _others(span))


def _others(span: Span) -> Span:
    """Return the lengths that are left where these are not wanted."""
    shortest, longest = span
    return (longest, None) if longest else (None, shortest)


def _timed(it: Narrowing, place: int) -> int:
    words, lexicon = it.words, it.lexicon
    at_most, at_least = _bound_of_most(it, place), words.match(place, lexicon.at_least)
    about = words.match(place, lexicon.about)
    before = max(at_most, at_least, about)
    minutes, size = _duration(it, place + before, is_bound=before > 0)
    if not size:
        return 0
    # Behind "under 2 hours", "at least" begins something else: "at least 4 stars".
    or_more = 0 if before else words.match(place + before + size, lexicon.or_more)
    or_less = 0 if before else words.match(place + before + size, lexicon.or_less)
    span: Span = (None, minutes)
    if about > max(at_most, at_least):
        span = (minutes - ABOUT_MINUTES, minutes + ABOUT_MINUTES)
    elif at_least > at_most or or_more:
        span = (minutes, None)
    behind = before + size + max(or_more, or_less)
    if no := no_behind(it, place + behind) if or_more or or_less else 0:  # "2 saatten uzun olmasın"
        return _narrow_length(it, place, behind + no, _others(span))
    return _narrow_length(it, place, behind + (_long(it, place + behind) if before else 0), span)


def _long(it: Narrowing, place: int) -> int:
    """Read the "long" of "at least 3 hours long", which says nothing more."""
    word, before = it.words.plain(place), it.words.words[place - 1]
    is_beside = bool(word) and "," not in it.words.text[before.end : it.words.words[place].start]
    return 1 if is_beside and it.lexicon.lengths.get(word, (None, None))[0] else 0


def _bound_of_most(it: Narrowing, place: int) -> int:
    """Read "at most", "no longer than": what is at least so long is not wanted."""
    negation = it.words.match(place, it.lexicon.negations)
    no_more = it.words.match(place + negation, it.lexicon.at_least) if negation else 0
    return max(it.words.match(place, it.lexicon.at_most), negation + no_more if no_more else 0)


def _narrow_length(it: Narrowing, place: int, size: int, span: Span) -> int:
    shortest, longest = span
    it.filters = replace(
        it.filters,
        min_minutes=it.filters.min_minutes if shortest is None else shortest,
        max_minutes=it.filters.max_minutes if longest is None else longest,
    )
    return it.cover(place, size)


def _duration(it: Narrowing, place: int, *, is_bound: bool) -> tuple[int, int]:
    """Read "2 hours", "1h30", "90min", "an hour and a half"; the minutes and how many words.

    An hour without a number is one if it bounds something, or a half follows.
    """
    if clock := _CLOCK.fullmatch(it.words.plain(place)):
        return _clock(it, place, int(clock[1]), clock[2])
    if short := _MINUTES.fullmatch(it.words.plain(place)):
        return int(short[1]), 1
    number = number_at(it, place)
    if number is None:
        return _one_hour(it, place, is_bound=is_bound)
    half = it.words.match(place + 1, it.lexicon.and_a_half)
    if not 0 < number <= MAX_MINUTES:
        return 0, 0
    if unit := it.words.match(place + 1, it.lexicon.minutes):
        return round(number), 1 + unit
    unit = it.words.match(place + 1 + half, it.lexicon.hours)
    size = 1 + half + unit
    is_length = unit and 60 * number <= MAX_MINUTES  # "127 Hours" is a title
    return _hours(it, place + size, number + (0.5 if half else 0), size) if is_length else (0, 0)


def _one_hour(it: Narrowing, place: int, *, is_bound: bool) -> tuple[int, int]:
    unit = it.words.match(place, it.lexicon.hours)
    if not unit or not (is_bound or it.words.match(place + unit, it.lexicon.and_a_half)):
        return 0, 0
    return _hours(it, place + unit, 1.0, unit)


def _clock(it: Narrowing, place: int, hours: int, minutes: str | None) -> tuple[int, int]:
    """Read "1h30", "2h", "1h 30 min"."""
    if minutes is not None:
        return 60 * hours + int(minutes), 1 + it.words.match(place + 1, it.lexicon.minutes)
    more, size = _minutes_behind(it, place + 1)
    return 60 * hours + more, 1 + size


def _hours(it: Narrowing, place: int, hours: float, size: int) -> tuple[int, int]:
    half = it.words.match(place, it.lexicon.and_a_half)
    more, further = (30, half) if half else _minutes_behind(it, place)
    return round(60 * hours) + more, size + further


def _minutes_behind(it: Narrowing, place: int) -> tuple[int, int]:
    number = number_at(it, place)
    unit = it.words.match(place + 1, it.lexicon.minutes) if number is not None else 0
    return (round(number), 1 + unit) if number is not None and unit else (0, 0)
