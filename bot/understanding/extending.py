"""A language's lexicon as English and its own words: film lovers mix both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeVar

from bot.understanding.english import BLOODY_GENRES, ENGLISH, LOUD_GENRES
from bot.understanding.lexicon import Lexicon, Span
from bot.understanding.phrases import alone, comparable, patterns
from bot.understanding.requests import Act, Talk
from bot.understanding.themes import named_themes, phrases_of_themes

MIN_STEM = 4  # letters; what is shorter is another word with another ending
Meaning = TypeVar("Meaning")
Key = TypeVar("Key")
_Phrases = Callable[[str], list[str]]

DECADES = {f"{short:02}": 1900 + short for short in range(20, 100, 10)} | {"00": 2000, "10": 2010}

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_ACTS: Mapping[Act, str] = MappingProxyType({})
_NO_STEPS: Mapping[int, str] = MappingProxyType({})
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
    themes: Mapping[str, str],
    prizes: Mapping[str, str],
    elided: tuple[str, ...] = (),
    not_after: str = "",
    calm: str = "",
    bloodless: str = "",
    less_blood: str = "",
    commands: Mapping[str, str] = _NOTHING,
    acts: Mapping[Act, str] = _NO_ACTS,
    steps: Mapping[int, str] = _NO_STEPS,
    places: Mapping[int, str] = _NO_STEPS,
    numbers: Mapping[float, str] = MappingProxyType({}),
    decade_words: Mapping[int, str] = MappingProxyType({}),
    endings: str = "",
    compounds: str = "",
    countries: Mapping[str, str] = MappingProxyType({}),
    respelled: Sequence[tuple[str, str]] = (),
    series: str = "",
    files: Mapping[str, str] = _NOTHING,
    not_english: str = "",
    **words: str,
) -> Lexicon:
    """Return English with another language's words, each value a list with commas.

    decades are patterns ("années {}"), elided is what melts with a vowel ("d'horreur"), not_after are words
    that stand behind what they leave out, calm and bloodless keep others away, less_blood as
    little as "less violent". not_english are English words for genres and themes, or that leave something
    out, which say something else in this language ("war" in German, "ai" in Italian).
    Single words for genres, languages, years and lengths are understood with each of the endings ("lustig",
    "lustiges"), unless the form is another word; those of genres, English ones too, before each of compounds
    as well ("Gangsterfilm"). respelled says how letters are typed that a keyboard lacks. acts are patterns
    with "…" for the title.
    """
    phrases = partial(_spelled, respelled=respelled)
    named = {phrase: tuple(key.split()) for key, text in genres.items() for phrase in phrases(text)}
    named |= {
        mark + phrase: meant for phrase, meant in named.items() for mark in elided if phrase[0] in "aeiouh"
    }
    compounded = {
        f"{word}{film}": meant
        for word, meant in {**ENGLISH.genres, **named}.items()
        for film in phrases(compounds)
    }
    away = {f"{phrase} {no}": meant for phrase, meant in named.items() for no in phrases(not_after)}
    listed = phrases(series)
    unlisted = [f"{phrase} {no}" for phrase in listed for no in phrases(not_after)]
    spoken = {phrase: tuple(key.split()) for key, text in languages.items() for phrase in phrases(text)}
    made_in = {phrase: (key,) for key, text in countries.items() for phrase in phrases(text)}
    said = _named(talk, phrases)
    otherwise = set(phrases(not_english))
    sets: dict[str, Any] = {name: getattr(ENGLISH, name) | set(phrases(words[name])) for name in words}
    assert sets.keys() <= _SETS  # noqa: S101 - a word list's mistake
    sets["negations"] = sets.get("negations", ENGLISH.negations) - otherwise
    inflect = _Inflection(phrases(endings), taken=frozenset(chain(said, *sets.values())))
    for name in ("popular", "recent"):
        sets[name] |= inflect.forms(dict.fromkeys(phrases(words.get(name, "")), True)).keys()
    return replace(
        ENGLISH,
        code=code,
        genres={word: meant for word, meant in ENGLISH.genres.items() if word not in otherwise} | named,
        genre_forms=compounded | inflect.forms(named),
        not_genres={
            **ENGLISH.not_genres,
            **away,
            **dict.fromkeys(phrases(bloodless), BLOODY_GENRES),
            **dict.fromkeys(phrases(less_blood), ()),
            **inflect.forms(dict.fromkeys(phrases(calm), LOUD_GENRES)),
        },
        decades={**ENGLISH.decades, **_decades(decades), **_named(decade_words, phrases)},
        lengths={**ENGLISH.lengths, **inflect.forms(_spans(lengths, phrases))},
        periods={**ENGLISH.periods, **inflect.forms(_spans(periods, phrases))},
        languages={**ENGLISH.languages, **inflect.forms(spoken)},
        countries={**ENGLISH.countries, **inflect.forms(made_in)},
        marks={
            **ENGLISH.marks,
            **dict.fromkeys(listed, ("features_only", False)),
            **dict.fromkeys(unlisted, ("features_only", True)),
        },
        collections={**ENGLISH.collections, **_named(prizes, phrases)},
        themes={word: meant for word, meant in ENGLISH.themes.items() if word not in otherwise}
        | phrases_of_themes(themes, phrases),
        theme_names=named_themes(themes),
        not_after=frozenset(phrases(not_after)),
        numbers={**ENGLISH.numbers, **_named(numbers, phrases)},
        talk={**ENGLISH.talk, **said},
        commands={**ENGLISH.commands, **_named(commands, _phrases)},
        acts={**ENGLISH.acts, **patterns(acts)},
        acts_alone={**ENGLISH.acts_alone, **alone(acts)},
        steps={**ENGLISH.steps, **_named(steps, _phrases)},
        places={**ENGLISH.places, **_named(places, _phrases)},
        files=ENGLISH.files.also({name: frozenset(phrases(text)) for name, text in files.items()}),
        **sets,
    )


@dataclass(frozen=True)
class _Inflection:
    """The endings of a language, and the forms that mean something else."""

    endings: Sequence[str]
    taken: frozenset[str]

    def forms(self, known: Mapping[str, Meaning]) -> dict[str, Meaning]:
        """Return single words with every ending; a word that is known means what was said of it."""
        made = {
            stem + ending: meaning
            for word, meaning in known.items()
            if " " not in word and self.endings
            for stem in [self._stem(word)]
            for ending in ("", *self.endings)
            if len(stem) >= MIN_STEM and stem + ending not in self.taken
        }
        return {**made, **known}

    def _stem(self, word: str) -> str:
        found = [each for each in self.endings if word.endswith(each) and len(word) - len(each) >= MIN_STEM]
        return word[: len(word) - max(map(len, found), default=0)]


def _phrases(text: str) -> list[str]:
    """Return the phrases of a list as the rules compare them, in its order."""
    return [comparable(part) for part in text.split(",") if part.strip()]


def _spelled(text: str, respelled: Sequence[tuple[str, str]]) -> list[str]:
    """Return the phrases of a list, and how they are typed on a keyboard that lacks some of their letters."""
    otherwise = text
    for letter, typed in respelled:
        otherwise = otherwise.replace(letter, typed)
    return _phrases(text) if otherwise == text else _phrases(f"{text}, {otherwise}")


def _decades(patterns: str) -> dict[str, int]:
    years: Iterable[tuple[str, int]] = chain(
        DECADES.items(), ((str(first), first) for first in DECADES.values())
    )
    return {phrase: first for year, first in years for phrase in _phrases(patterns.replace("{}", year))}


def _named(words: Mapping[Key, str], phrases: _Phrases) -> dict[str, Key]:
    return {phrase: key for key, text in words.items() for phrase in phrases(text)}


def _spans(words: Mapping[str, Span], phrases: _Phrases) -> dict[str, Span]:
    return {phrase: span for text, span in words.items() for phrase in phrases(text)}
