"""Which parts of somebody's message may be a film's title: in quotes, before a year, in capitals, or any.

Nothing here knows which films there are. A phrase that is risky is one that people say without meaning a
film ("Once …", "the end"); whoever looks titles up should take it for a well-known film only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_CHARACTERS = 600
MAX_PHRASES = 200
MAX_TITLE_WORDS = 8
MAX_QUOTED_WORDS = 12
MAX_PLAIN_WORDS = 5
MIN_RISKY_LETTERS = 4

_LINK = re.compile(r"\b(?:https?://|www\.|t\.me/)\S+|@\w+", re.IGNORECASE)
_QUOTED = re.compile(
    r"[\"“”„«‹‚‘*_](?P<inside>[^\"“”„«»‹›*_\n]{1,120}?)[\"“”»›’*_](?:\s*\((?P<year>\d{4})\))?"
)
_YEAR = re.compile(r"\(?\b((?:18[89]|19\d|20[0-4])\d)\b\)?")
_WORD = re.compile(r"\(?\d{4}\)?|[^\W_]+(?:['’\-.&][^\W_]+)*|[&:]")
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "in",
        "on",
        "to",
        "for",
        "at",
        "with",
        "from",
        "by",
        "or",
        "vs",
        "de",
        "la",
        "le",
        "les",
        "el",
        "los",
        "las",
        "del",
        "du",
        "des",
        "der",
        "die",
        "das",
        "und",
        "et",
        "y",
        "e",
        "il",
        "lo",
        "i",
        "gli",
        "di",
        "da",
        "do",
        "dos",
        "no",
        "na",
        "von",
        "zu",
        "zum",
        "u",
        "i",
        "&",
        ":",
    ]
)
_ABBREVIATIONS = frozenset(["dr", "mr", "mrs", "ms", "st", "vs", "vol", "jr", "sr", "no", "pt"])
_ENDS = ".!?…\n"


@dataclass(frozen=True)
class Phrase:
    """A part of a message, and whether it may well be no title."""

    text: str
    is_risky: bool = False


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int
    begins_sentence: bool

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper() or self.text[:1].isdigit()

    @property
    def is_small(self) -> bool:
        return self.text.lower() in _SMALL


def phrases(text: str) -> tuple[Phrase, ...]:
    """Return what may be titles in a message, the likeliest first, each once."""
    text = _LINK.sub(" ", text[:MAX_CHARACTERS])
    words = _words(text)
    found = [*_quoted(text), *_before_years(text, words), *_in_capitals(text, words)]
    if 0 < len(words) <= MAX_TITLE_WORDS:
        found.append(Phrase(text.strip(" \n?!.")))
    found += [*_first_words(words), *_any(text, words)]
    first = {phrase.text.casefold(): phrase for phrase in reversed(found) if phrase.text}
    ordered = dict.fromkeys(phrase.text.casefold() for phrase in found if phrase.text)
    return tuple(first[key] for key in ordered)[:MAX_PHRASES]


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    for match in _WORD.finditer(text):
        between = text[words[-1].end : match.start()] if words else "\n"
        if words and words[-1].text.lower() in _ABBREVIATIONS:
            between = between.removeprefix(".")
        begins_sentence = any(mark in between for mark in _ENDS)
        words.append(_Word(match[0], match.start(), match.end(), begins_sentence))
    return words


def _quoted(text: str) -> Iterator[Phrase]:
    for match in _QUOTED.finditer(text):
        if len(match["inside"].split()) <= MAX_QUOTED_WORDS:
            year = f" ({match['year']})" if match["year"] else ""
            yield Phrase(match["inside"].strip(" ,.") + year)


def _before_years(text: str, words: list[_Word]) -> Iterator[Phrase]:
    """Yield what stands before a year, the longest first: "the dark knight (2008)"."""
    for place, word in enumerate(words):
        if place and _YEAR.fullmatch(word.text):
            first = max(0, place - MAX_TITLE_WORDS)
            for begin in range(first, place):
                yield Phrase(text[words[begin].start : word.end])


def _in_capitals(text: str, words: list[_Word]) -> Iterator[Phrase]:
    """Yield runs of words in capitals, small ones between them, the longest first."""
    spans = [
        (begin, end)
        for begin, word in enumerate(words)
        if word.is_capital
        for end in range(begin + 1, min(begin + MAX_TITLE_WORDS, len(words)) + 1)
        if _is_run(words[begin:end]) and (end - begin > 1 or not (word.begins_sentence or word.is_small))
    ]
    for begin, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        is_one_word = end - begin == 1
        yield Phrase(text[words[begin].start : words[end - 1].end], is_risky=is_one_word)


def _is_run(words: list[_Word]) -> bool:
    if not words[-1].is_capital or any(word.begins_sentence for word in words[1:]):
        return False
    return all(word.is_capital or word.is_small for word in words)


def _first_words(words: list[_Word]) -> Iterator[Phrase]:
    """Yield the words that begin sentences: "Heat is great"."""
    for word in words:
        if word.begins_sentence and word.is_capital and len(word.text) >= MIN_RISKY_LETTERS:
            yield Phrase(word.text, is_risky=True)


def _any(text: str, words: list[_Word]) -> Iterator[Phrase]:
    """Yield any words that stand together, the longest first: "you should see the dark knight"."""
    for size in range(min(MAX_PLAIN_WORDS, len(words)), 1, -1):
        for begin in range(len(words) - size + 1):
            part = words[begin : begin + size]
            if not any(word.begins_sentence for word in part[1:]):
                yield Phrase(text[part[0].start : part[-1].end], is_risky=True)
