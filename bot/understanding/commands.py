"""What stands behind /recommend and /popular: the words of a list, read by the same rules as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.understanding import narrowing
from bot.understanding.lexicon import Lexicon
from bot.understanding.narrowing import Narrowing
from bot.understanding.requests import ListRequest
from bot.understanding.understanding import THIS_YEAR, rest_of
from bot.understanding.words import split

WrongWords = Literal["wrong_amount", "several_amounts", "leave_out_genres"]


@dataclass(frozen=True)
class ListCommand:
    """The list that is asked for, the words that nobody knows, and what cannot be meant."""

    request: ListRequest
    unknown: str = ""
    wrong: WrongWords | None = None


def read_list(text: str, lexicon: Lexicon, this_year: int = THIS_YEAR) -> ListCommand:
    """Read "5 comedy 90s -horror", "no horror film noir under 2 hours", in any order."""
    words = split(text)
    if not len(words):
        unsaid = text.strip(" -–—−")
        return ListCommand(ListRequest(), unsaid, "leave_out_genres" if text.strip() and not unsaid else None)
    read = narrowing.read(words, lexicon, this_year)
    amounts = sorted(place for place in read.amounts if place not in read.covered)
    wrong = _wrong(read, amounts)
    unknown = " ".join(_as_typed(read, place) for place in rest_of(read)[0] if place not in amounts)
    amount = read.amounts[amounts[0]] if amounts and not wrong else None
    return ListCommand(ListRequest(read.filters, amount, read.is_popular), unknown, wrong)


def _wrong(read: Narrowing, amounts: list[int]) -> WrongWords | None:
    open_places = [place for place in range(len(read.words)) if place not in read.covered]
    if any(_is_number(read.words.plain(place)) and place not in amounts for place in open_places):
        return "wrong_amount"
    if any(_is_below_zero(read, place) for place in amounts):
        return "wrong_amount"
    if any(_is_negation(read, place) for place in open_places):
        return "leave_out_genres"
    return "several_amounts" if len(amounts) > 1 else None


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
