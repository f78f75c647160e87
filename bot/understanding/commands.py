"""What stands behind /recommend, /popular and /filters: a list, read by the same rules as plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from bot.understanding import narrowing
from bot.understanding.lexicon import Lexicon
from bot.understanding.narrowed import number_at
from bot.understanding.narrowing import Narrowing
from bot.understanding.requests import ListRequest
from bot.understanding.understanding import rest_of
from bot.understanding.words import Words, split
from bot.understanding.years import FIRST_YEAR, LAST_YEAR

WrongWords = Literal["wrong_amount", "several_amounts", "leave_out_genres", "wrong_years"]

SERIES = frozenset({"series", "tv", "specials", "shorts"})
"""Words for what is no feature film; in plain text they may be part of a title."""

_YEARS = re.compile(r"([12][0-9]{3})s?")


@dataclass(frozen=True)
class ListCommand:
    """The list that is asked for, the words that nobody knows, and what cannot be meant.

    The request is what is understood also where something is wrong; amounts are all that were named.
    """

    request: ListRequest
    unknown: str = ""
    wrong: WrongWords | None = None
    amounts: tuple[int, ...] = ()


def takes_all_away(text: str, lexicon: Lexicon) -> bool:
    """Return whether what stands behind /filters takes all of them away: "off", "none"."""
    words = split(text)
    return words.phrase(0, len(words)) in lexicon.no_more


def read_list(text: str, lexicon: Lexicon, this_year: int) -> ListCommand:
    """Read "5 comedy 90s -horror", "no horror film noir under 2 hours", in any order."""
    words, is_watchlist = _without_watchlist(split(text), lexicon)
    if not len(words):
        unsaid = "" if is_watchlist else text.strip(" -–—−")
        wrong: WrongWords | None = "leave_out_genres" if text.strip() and not unsaid else None
        return ListCommand(ListRequest(is_watchlist=is_watchlist), unsaid, None if is_watchlist else wrong)
    read = narrowing.read(words, lexicon, this_year)
    _read_bare_stars(read)
    _read_series(read)
    amounts = sorted(place for place in read.amounts if place not in read.covered)
    wrong = _wrong(read, amounts)
    unknown = " ".join(_as_typed(read, place) for place in rest_of(read)[0] if place not in amounts)
    amount = read.amounts[amounts[0]] if amounts and not wrong else None
    request = ListRequest(read.filters, amount, read.is_popular, is_watchlist)
    return ListCommand(request, unknown, wrong, tuple(read.amounts[place] for place in amounts))


def _without_watchlist(words: Words, lexicon: Lexicon) -> tuple[Words, bool]:
    """Return the words besides "watchlist", "my list", and whether it was named."""
    phrases = {phrase for phrase, command in lexicon.commands.items() if command == "watchlist"}
    for place in range(len(words)):
        if size := words.match(place, phrases | {"watchlist"}):
            start, end = words.words[place].start, words.words[place + size - 1].end
            return split(f"{words.text[:start]} {words.text[end:]}"), True
    return words, False


def _read_bare_stars(read: Narrowing) -> None:
    """Read "4 stars": behind a command, where no film is at hand to get them, it is the least."""
    words = read.words
    for place in set(range(len(words))) - read.covered:
        mark = 1 if words.plain(place) == "★" else 0
        stars = number_at(read, place + mark)
        unit = words.match(place + mark + 1, read.lexicon.stars)
        if stars is not None and 0.5 <= stars <= 5 and (mark or unit):
            read.filters = replace(read.filters, min_stars=stars)
            read.cover(place, mark + 1 + unit)


def _read_series(read: Narrowing) -> None:
    """Read "series", and "no series", which is so unless they are asked for."""
    words = read.words
    for place in (place for place in range(len(words)) if words.plain(place) in SERIES):
        is_refused = place - 1 not in read.covered and bool(words.match(place - 1, read.lexicon.negations))
        if is_refused or place not in read.covered:
            read.filters = replace(read.filters, features_only=is_refused)
            read.cover(place - is_refused, 1 + is_refused)


def _wrong(read: Narrowing, amounts: list[int]) -> WrongWords | None:
    open_places = [place for place in range(len(read.words)) if place not in read.covered]
    if any(_is_year_without_films(read.words.plain(place)) for place in open_places):
        return "wrong_years"
    if any(_is_number(read.words.plain(place)) and place not in amounts for place in open_places):
        return "wrong_amount"
    if any(_is_below_zero(read, place) for place in amounts):
        return "wrong_amount"
    if any(_is_negation(read, place) for place in open_places):
        return "leave_out_genres"
    return "several_amounts" if len(amounts) > 1 else None


def _is_year_without_films(word: str) -> bool:
    year = _YEARS.fullmatch(word)
    return year is not None and not FIRST_YEAR <= int(year[1]) <= LAST_YEAR


def _is_number(word: str) -> bool:
    return any(mark.isdecimal() for mark in word) and not any(mark.isalpha() for mark in word)


def _is_below_zero(read: Narrowing, place: int) -> bool:
    return read.words.plain(place - 1) == "-" and read.words.plain(place).isdecimal()


def _is_negation(read: Narrowing, place: int) -> bool:
    """Return whether something is to be left out; the hyphen inside a word leaves nothing out."""
    if read.words.plain(place) != "-":
        return bool(read.words.match(place, read.lexicon.negations))
    start = read.words.words[place].start
    return start == 0 or read.words.text[start - 1].isspace()


def _as_typed(read: Narrowing, place: int) -> str:
    """Return a word with the marks around it: "<b>" is no "b"."""
    text, word = read.words.text, read.words.words[place]
    start, end = text.rfind(" ", 0, word.start) + 1, text.find(" ", word.end)
    return text[start : end if end >= 0 else len(text)].strip(",")
