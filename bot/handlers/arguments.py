"""What stands behind a command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import texts

MOST_FILMS = 50
LARGEST_USER_ID = 2**31 - 1


class WrongArguments(Exception):
    """What stands behind a command cannot be meant; carries the sentence that says what can."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Wish:
    """How many films of which genre; None where nothing was said."""

    amount: int | None
    genre: str | None


def parse_wish(words: Sequence[str]) -> Wish:
    """Read "5 comedy", "comedy 5", "film noir"; a number must be 1 to 50, and only one."""
    numbers = [word for word in words if _is_number(word)]
    genre = " ".join(word for word in words if not _is_number(word)) or None
    if len(numbers) > 1:
        raise WrongArguments(texts.ONE_AMOUNT)
    return Wish(_amount(numbers[0]) if numbers else None, genre)


def parse_genre(words: Sequence[str]) -> str | None:
    """Read "comedy", "film noir" or nothing."""
    if any(_is_number(word) for word in words):
        raise WrongArguments(texts.POPULAR_TAKES_A_GENRE)
    return " ".join(words) or None


def parse_user_id(words: Sequence[str]) -> int:
    """Read a MovieLens user id."""
    word = words[0] if len(words) == 1 else ""
    if not (word.isascii() and word.isdecimal()) or not 1 <= int(word[:12]) <= LARGEST_USER_ID:
        raise WrongArguments(texts.LINK_NEEDS_A_NUMBER)
    return int(word)


def _amount(word: str) -> int:
    if not word.isdecimal() or len(word) > 9 or not 1 <= int(word) <= MOST_FILMS:
        raise WrongArguments(texts.WRONG_AMOUNT)
    return int(word)


def _is_number(word: str) -> bool:
    return any(mark.isdecimal() for mark in word) and not any(mark.isalpha() for mark in word)
