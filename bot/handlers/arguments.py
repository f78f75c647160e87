"""What stands behind a command."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.presentation import texts

MAX_FILMS = 50
MAX_USER_ID = 2**31 - 1
NOT = ("no", "not", "without")
DASHES = "-–—−"  # phones make longer ones of two
# Genres that people write in two words; any other second word is not part of the genre.
SECOND_WORDS = {"film": "noir", "sci": "fi", "science": "fiction"}
FILMS = ("film", "films", "movie", "movies")  # "5 horror films": what else

_YEAR = re.compile(r"(18|19|20)[0-9][0-9]", re.ASCII)
_DECADE = re.compile(r"['’]?([12][0-9])?([0-9])0['’]?s", re.IGNORECASE)


class WrongArguments(Exception):
    """What stands behind a command cannot be meant; carries the sentence that says what can."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Wish:
    """How many films of which genre, of the decade beginning in which year, and of which genres none."""

    amount: int | None = None
    genre: str | None = None
    decade: int | None = None
    excluded_genres: tuple[str, ...] = ()


def parse_wish(words: Sequence[str]) -> Wish:
    """Read "5 comedy 90s -horror", "no horror film noir 5": one number (1 to 50) and decade, in any order."""
    excluded, wanted = _split(_with_second_words(words))
    numbers = [word for word in wanted if _is_number(word)]
    decades = [match for word in wanted if (match := _DECADE.fullmatch(word))]
    genre = " ".join(word for word in wanted if not _is_number(word) and not _DECADE.fullmatch(word)) or None
    if any(map(_YEAR.fullmatch, numbers)):
        raise WrongArguments(texts.NO_SINGLE_YEAR)
    if len(numbers) > 1:
        raise WrongArguments(texts.ONE_AMOUNT)
    if len(decades) > 1:
        raise WrongArguments(texts.ONE_DECADE)
    return Wish(
        _amount(numbers[0]) if numbers else None,
        genre,
        _first_year(decades[0]) if decades else None,
        tuple(excluded),
    )


def parse_genre(words: Sequence[str]) -> str | None:
    """Read "comedy", "film noir" or nothing."""
    try:
        wish = parse_wish(words)
    except WrongArguments:
        raise WrongArguments(texts.POPULAR_TAKES_A_GENRE) from None
    if wish != Wish(genre=wish.genre):
        raise WrongArguments(texts.POPULAR_TAKES_A_GENRE)
    return wish.genre


def parse_user_id(words: Sequence[str]) -> int:
    """Read a MovieLens user id."""
    word = words[0] if len(words) == 1 else ""
    if not word.isdecimal() or not 1 <= int(word[:12]) <= MAX_USER_ID:
        raise WrongArguments(texts.LINK_NEEDS_A_NUMBER)
    return int(word)


def _with_second_words(words: Sequence[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        first = joined[-1].lstrip(DASHES).lower() if joined else ""
        if SECOND_WORDS.get(first) == word.lower():
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def _split(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the genres that are not wanted ("-horror", "no horror") from everything else."""
    excluded: list[str] = []
    wanted: list[str] = []
    is_negated = False
    for word in words:
        if word.lower() in NOT:
            is_negated = True
        elif is_negated or (word[0] in DASHES and not _is_number(word)):
            excluded.append(_genre_to_leave_out(word))
            is_negated = False
        elif word.lower() not in FILMS:
            wanted.append(word)
    if is_negated:
        raise WrongArguments(texts.LEAVE_OUT_GENRES)
    return excluded, wanted


def _genre_to_leave_out(word: str) -> str:
    genre = word.lstrip(DASHES)
    if not genre or _is_number(genre) or _DECADE.fullmatch(genre):
        raise WrongArguments(texts.LEAVE_OUT_GENRES)
    return genre


def _first_year(decade: re.Match[str]) -> int:
    century, tens = decade.groups()
    if century is None:
        century = "20" if tens in "012" else "19"
    return int(f"{century}{tens}0")


def _amount(word: str) -> int:
    if not word.isdecimal() or len(word) > 9 or not 1 <= int(word) <= MAX_FILMS:
        raise WrongArguments(texts.WRONG_AMOUNT)
    return int(word)


def _is_number(word: str) -> bool:
    return any(mark.isdecimal() for mark in word) and not any(mark.isalpha() for mark in word)
