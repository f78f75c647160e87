"""What stands behind a command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from bot.understanding.commands import WrongWords, read_list
from bot.understanding.lexicon import Lexicon
from bot.understanding.requests import ListRequest

MAX_USER_ID = 2**31 - 1

Mistake = WrongWords | Literal["user_id", "retrain", "add"]


class WrongArguments(Exception):
    """What stands behind a command cannot be meant; the sentence is found by the mistake."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake)
        self.mistake = mistake


def parse_list(
    words: Sequence[str],
    genre_called: Callable[[str], str],
    lexicon: Lexicon,
    this_year: int,
) -> ListRequest:
    """Read "5 comedy 90s -horror", "french thriller under 2 hours", in any order.

    What no rule knows must be a genre: genre_called returns it, or raises what to tell the person.
    """
    command = read_list(" ".join(words), lexicon, this_year)
    if command.wrong is not None:
        raise WrongArguments(command.wrong)
    if not command.unknown:
        return command.request
    filters = command.request.filters
    genres = filters.genres | {genre_called(command.unknown)}
    return replace(command.request, filters=replace(filters, genres=genres))


def parse_user_id(words: Sequence[str]) -> int:
    """Read a MovieLens user id."""
    word = words[0] if len(words) == 1 else ""
    if not (word.isascii() and word.isdecimal()) or not 1 <= int(word[:12]) <= MAX_USER_ID:
        raise WrongArguments("user_id")
    return int(word)
