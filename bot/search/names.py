"""People by a typed name: the whole name, the last name alone, small typing errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.folding import split_words
from bot.search.sounds import is_cyrillic, sound_of, undeclined

SIMILAR = 0.84  # of all letters: an error in seven
MIN_LETTERS = 6  # a shorter name with an error in it is another name
MIN_LAST_NAME = 3
MIN_FIRST_NAME = 3  # of a shortened one


@dataclass(frozen=True)
class FoundName:
    """A person's name as it is known: was it typed without an error, and was it the whole name?"""

    name: str
    is_exact: bool
    is_whole: bool


class NameIndex:
    """Names by how they are spelled; of several with one last name the one of most weight is meant."""

    def __init__(self, weights: Iterable[tuple[str, float]]) -> None:
        self._whole: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self._of_last: dict[str, list[str]] = {}
        for name, _ in sorted(weights, key=lambda each: (each[1], each[0])):  # the heaviest comes last
            words = split_words(name)
            if words:
                self._whole["".join(words)] = name
                for last in _last_names(words):
                    self._last[last] = name
                    self._of_last.setdefault(last, []).append(name)

    def find(self, text: str) -> FoundName | None:
        """Return the person who is meant by a name, None for nobody that is known."""
        words = split_words(text)
        spellings = dict.fromkeys(spelling for spelling in ("".join(words), _singular(words)) if spelling)
        for names, is_whole in ((self._whole, True), (self._last, False)):
            found = next((names[spelling] for spelling in spellings if spelling in names), None)
            if found is not None:
                return FoundName(found, is_exact=True, is_whole=is_whole)
        if (shortened := self._shortened(words)) is not None:
            return shortened
        if is_cyrillic(text):
            return self._sounding(words)
        declined = self._declined(words)
        if declined is not None:
            return declined
        names = self._last if len(words) == 1 else self._whole
        return _similar(names, next(iter(spellings), ""), is_whole=len(words) > 1)

    def _shortened(self, words: list[str]) -> FoundName | None:
        """Return who is called by a shorter first name, or without the middle one: "leo dicaprio".

        It is not exact: "Tom Jones" is a film, and no Tommy Lee Jones.
        """
        first, last = "".join(words[:1]), "".join(words[1:])
        if len(first) < MIN_FIRST_NAME:
            return None
        called = reversed(self._of_last.get(last, ()))
        found = next((name for name in called if split_words(name)[0].startswith(first)), None)
        return None if found is None else FoundName(found, is_exact=False, is_whole=True)

    def _declined(self, words: list[str]) -> FoundName | None:
        """Return who is named in a case of a Slavic language: "s Tom Hanksom"."""
        for spelling in undeclined(words):
            for names, is_whole in ((self._whole, True), (self._last, False)):
                if spelling in names:
                    return FoundName(names[spelling], is_exact=False, is_whole=is_whole)
        return None

    def _sounding(self, words: list[str]) -> FoundName | None:
        """Return who is named in Cyrillic letters; no title is written in them."""
        is_whole = len(words) > 1
        names = self._whole_sounds if is_whole else self._last_sounds
        sounds = [sound_of(spelling) for spelling in ("".join(words), *undeclined(words))]
        known = next((names[sound] for sound in sounds if sound in names), None)
        if known is not None:
            return FoundName(known, is_exact=True, is_whole=is_whole)
        found = (_similar(names, sound, is_whole=is_whole) for sound in sounds)
        return next((each for each in found if each is not None), None)

    @cached_property
    def _whole_sounds(self) -> dict[str, str]:
        return {sound_of(spelling): name for spelling, name in self._whole.items()}

    @cached_property
    def _last_sounds(self) -> dict[str, str]:
        return {sound_of(spelling): name for spelling, name in self._last.items()}


def _similar(names: Mapping[str, str], spelling: str, *, is_whole: bool) -> FoundName | None:
    if len(spelling) < MIN_LETTERS:
        return None
    found = process.extractOne(spelling, names.keys(), scorer=OSA.normalized_similarity, score_cutoff=SIMILAR)
    return FoundName(names[found[0]], is_exact=False, is_whole=is_whole) if found else None


def _last_names(words: list[str]) -> list[str]:
    """Return what somebody is called without a first name: "niro" and "deniro" of "Robert De Niro"."""
    ends = (words[-1:], words[-2:]) if len(words) > 2 else (words[-1:],)
    return [end for each in ends if len(end := "".join(each)) >= MIN_LAST_NAME]


def _singular(words: list[str]) -> str:
    """Return a name without the s of "Tarantino's films"."""
    if len(words) > 1 and words[-1] == "s":
        return "".join(words[:-1])
    spelling = "".join(words)
    return spelling[:-1] if spelling.endswith("s") else ""
