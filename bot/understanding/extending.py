"""A language's lexicon as English and its own words: film lovers mix both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from itertools import chain
from typing import Any

from bot.understanding.english import ENGLISH
from bot.understanding.lexicon import Lexicon, Span
from bot.understanding.requests import Talk
from bot.understanding.words import split

DECADES = {f"{short:02}": 1900 + short for short in range(20, 100, 10)} | {"00": 2000, "10": 2010}

_SETS = {each.name for each in fields(Lexicon) if isinstance(getattr(ENGLISH, each.name), frozenset)}


def extend(
    code: str,
    *,
    genres: Mapping[str, str],
    decades: str,
    lengths: Mapping[str, Span],
    periods: Mapping[str, Span],
    languages: Mapping[str, str],
    talk: Mapping[Talk, str],
    elided: tuple[str, ...] = (),
    not_after: str = "",
    **words: str,
) -> Lexicon:
    """Return English with another language's words, each value a list with commas.

    decades are patterns ("années {}"), elided is what melts with a vowel ("d'horreur"), not_after are words
    that stand behind the genre they leave out.
    """
    named = {phrase: tuple(key.split()) for key, text in genres.items() for phrase in _phrases(text)}
    named |= {
        mark + phrase: meant for phrase, meant in named.items() for mark in elided if phrase[0] in "aeiouh"
    }
    away = {f"{phrase} {no}": meant for phrase, meant in named.items() for no in _phrases(not_after)}
    spoken = {phrase: (key,) for key, text in languages.items() for phrase in _phrases(text)}
    said = {phrase: key for key, text in talk.items() for phrase in _phrases(text)}
    sets: dict[str, Any] = {name: getattr(ENGLISH, name) | set(_phrases(words[name])) for name in words}
    assert sets.keys() <= _SETS  # noqa: S101 - a word list's mistake
    return replace(
        ENGLISH,
        code=code,
        genres={**ENGLISH.genres, **named},
        not_genres={**ENGLISH.not_genres, **away},
        decades={**ENGLISH.decades, **_decades(decades)},
        lengths={**ENGLISH.lengths, **_spans(lengths)},
        periods={**ENGLISH.periods, **_spans(periods)},
        languages={**ENGLISH.languages, **spoken},
        talk={**ENGLISH.talk, **said},
        **sets,
    )


def _phrases(text: str) -> list[str]:
    """Return the phrases of a list as the rules compare them."""
    found = (split(part) for part in text.split(",") if part.strip())
    return [words.phrase(0, len(words)) for words in found]


def _decades(patterns: str) -> dict[str, int]:
    years: Iterable[tuple[str, int]] = chain(
        DECADES.items(), ((str(first), first) for first in DECADES.values())
    )
    return {phrase: first for year, first in years for phrase in _phrases(patterns.replace("{}", year))}


def _spans(words: Mapping[str, Span]) -> dict[str, Span]:
    return {phrase: span for text, span in words.items() for phrase in _phrases(text)}
