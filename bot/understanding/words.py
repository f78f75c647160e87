"""A text as words: bounded, lower case, without accents, links and emoji; digits of any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

MAX_CHARACTERS = 400  # of a longer text the beginning says what is wanted
MAX_WORDS = 40
MAX_PHRASE_WORDS = 6  # "je ne sais pas quoi regarder"
TYPO_LENGTH = 5  # letters; a shorter word with another letter is another word

_LINK = re.compile(r"\b(?:https?://|www\.|t\.me/)\S+", re.IGNORECASE)
_HALF = re.compile(r"\s?(?:½|1/2)")
_WORD = re.compile(
    r"\d+(?:\s?½|\s1/2\b)|\d+[.,]\d+|[^\W_]+(?:'[^\W_]+)*|(?<!\S)-(?=\w)|(?<=\w)\s?-\s?(?=\w)|[+★&]"
)
_OTHERWISE_TYPED = str.maketrans({"ı": "i", "đ": "d"})  # letters of their own that keyboards may lack
_STAR_RUN = re.compile("(?:[⭐🌟★]\ufe0f?\\s?){1,5}(?!\\s?\\d)")
_ASTERISKS = re.compile(r"(?<!\S)\*{2,5}(?!\S)")
_KEYS = ("qwertzuiop", "qwertyuiop", "asdfghjkl", "yxcvbnm", "zxcvbnm")
_ALIKE = ("aeiouy", "ckq", "szcx", "fv", "bp", "dt", "gj", "mn", "lr", "ij")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"} | dict.fromkeys("‐‑‒–—―−", "-"))


@dataclass(frozen=True)
class Word:
    """One word: what the rules compare, and where it stands in the clean text."""

    plain: str
    start: int
    end: int


@dataclass(frozen=True)
class Words:
    """A clean text and its words."""

    text: str
    words: tuple[Word, ...]

    def __len__(self) -> int:
        return len(self.words)

    def plain(self, place: int) -> str:
        """Return one word, nothing behind the last."""
        return self.words[place].plain if 0 <= place < len(self.words) else ""

    def text_of(self, first: int, behind: int) -> str:
        """Return the text from one word to before another, as it was typed."""
        if first >= behind:
            return ""
        return self.text[self.words[first].start : self.words[behind - 1].end].strip()

    def match(self, place: int, phrases: Collection[str]) -> int:
        """Return how many words from here on are one of the phrases: the longest counts, 0 for none."""
        for size in range(min(MAX_PHRASE_WORDS, len(self.words) - place), 0, -1):
            if " ".join(word.plain for word in self.words[place : place + size]) in phrases:
                return size
        return 0

    def until(self, behind: int) -> Words:
        """Return the words before a place."""
        return Words(self.text[: self.words[behind - 1].end], self.words[:behind]) if behind else self

    def is_hyphen(self, place: int) -> bool:
        """Return whether a "-" stands inside a word ("k-drama", "что-то"), where it leaves nothing out."""
        start = self.words[place].start if self.plain(place) == "-" else 0
        return start > 0 and not self.text[start - 1 : start + 1].count(" ")

    def has_comma(self, place: int) -> bool:
        """Return whether a comma parts a word from the one before."""
        return (
            0 < place < len(self.words)
            and "," in self.text[self.words[place - 1].end : self.words[place].start]
        )

    def parts(self, first: int, behind: int, joints: Collection[str]) -> Iterator[tuple[int, int]]:
        """Part what is enumerated at joints ("and", "&") and at commas: where each begins and ends."""
        start = first
        for place in range(first, behind + 1):
            is_joint = place == behind or self.plain(place) in joints
            if is_joint or (place > start and self.has_comma(place)):
                if place > start:
                    yield start, place
                start = place + 1 if is_joint else place

    def match_before(self, behind: int, phrases: Collection[str]) -> int:
        """Return how many words up to a place are one of the phrases: the longest counts, 0 for none."""
        sizes = range(min(MAX_PHRASE_WORDS, behind), 0, -1)
        return next((size for size in sizes if self.phrase(behind - size, size) in phrases), 0)

    def phrase(self, place: int, size: int) -> str:
        """Return so many words as one phrase."""
        return " ".join(word.plain for word in self.words[place : place + size])


def split(text: str) -> Words:
    """Return the words of a text; of a very long one those at its beginning."""
    clean = _clean(text)
    found = list(_WORD.finditer(clean))[:MAX_WORDS]
    return Words(clean, tuple(Word(_plain(each.group()), each.start(), each.end()) for each in found))


def closest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that differs by one letter, or by two that changed places."""
    if len(word) < TYPO_LENGTH:
        return None
    return next((each for each in known if len(each) >= TYPO_LENGTH and _is_one_typo(word, each)), None)


def _clean(text: str) -> str:
    """Return a text on one line, composed, without links, control characters and piled up accents."""
    composed = unicodedata.normalize("NFC", _LINK.sub(" ", text[: 2 * MAX_CHARACTERS]))
    composed = composed.translate(_QUOTES)
    composed = _ASTERISKS.sub(lambda run: "★" * len(run[0]), composed)
    composed = _STAR_RUN.sub(_counted_stars, composed).replace("⭐", "★").replace("🌟", "★")
    kept = (mark if unicodedata.category(mark)[0] not in "CM" else " " for mark in composed)
    digits = (str(unicodedata.digit(mark)) if mark.isdecimal() else mark for mark in kept)
    return " ".join("".join(digits).split())[:MAX_CHARACTERS]


def _counted_stars(run: re.Match[str]) -> str:
    """Return "⭐⭐⭐⭐" as "★4"; the star behind a number is its unit."""
    text = run.string[: run.start()].rstrip()
    if text[-1:].isdigit():
        return " ★ "
    return f" ★{sum(mark in '⭐🌟★' for mark in run.group())} "


def _plain(word: str) -> str:
    if word[0].isdecimal():
        word = _HALF.sub(".5", word)  # "4½ stars"; the title "8½" stays as it was typed
    letters = unicodedata.normalize("NFKD", word.strip().casefold()).translate(_OTHERWISE_TYPED)
    return "".join(mark for mark in letters if not unicodedata.combining(mark) and mark != "'")


def _is_one_typo(word: str, known: str) -> bool:
    """Return whether a letter is missing, one too many, in its neighbour's place or like another one."""
    if word[0] != known[0]:
        return False
    same = 0
    while same < min(len(word), len(known)) and word[same] == known[same]:
        same += 1
    left, right = word[same:], known[same:]
    return (
        (left[1:] == right[1:] and _is_taken_for(left[:1], right[:1]))
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[:2][::-1] and left[2:] == right[2:])
    )


def _is_taken_for(typed: str, meant: str) -> bool:
    """Return whether a letter is typed for another one: it sounds like it, or its key is near.

    "sinking" is no error in "singing". Keys of other alphabets are not known.
    """
    if not (typed and meant and typed.isascii()):
        return True
    is_alike = any(typed in letters and meant in letters for letters in _ALIKE)
    return is_alike or any(pair in keys for keys in _KEYS for pair in (typed + meant, meant + typed))
