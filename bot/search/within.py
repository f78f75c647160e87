"""Films found by a few words in a list that somebody keeps: ratings, the watchlist, seen or hidden films.

A film fits when each typed word stands in one of its titles, begins a word there or stands inside one; a year
is the film's own. Who types a whole title means it: then nothing counts that only has the letters inside a
word. Where no film fits, one with a typing error in it may, or one that the typed initials stand for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from bot.search.folding import split_words
from bot.search.normalising import TitleKey, alternative_titles, split_key, spoken_title, title_segments
from bot.search.queries import written_out
from bot.search.titles import IndexedTitle, initials_of
from bot.search.words import comparable_words, is_number, split_article

_INSIDE = 3  # letters from which on a typed word may stand inside another one
_JOINED = 4  # and typed words stand for one, or one for several: "star wars", "starwars"
_ALIKE = 0.84  # of all letters: an error in seven
_MARKS = re.compile(r"(?<=[^\W\d_])[-‐‑–·•*.](?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Title:
    """One of a film's titles: all words, " with spaces around them ", and all letters in a row."""

    words: str
    compact: str
    initials: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Film:
    """A film of the list: its titles, and its year as it may be typed."""

    movie_id: int
    year: str
    titles: tuple[_Title, ...]


@dataclass(frozen=True, slots=True)
class _Typed:
    """What is looked for: the words of a title, and the letters of all of them."""

    words: tuple[str, ...]
    compact: str
    full: str

    @classmethod
    def of(cls, text: str) -> _Typed:
        """Return what a text looks for; no words where it has no letters or digits."""
        key = split_key(text)
        return cls(tuple(key.words.split()), key.compact, key.full)


_Fits = Callable[[_Title, str], bool]


def find_within(text: str, films: Sequence[IndexedTitle]) -> frozenset[int]:
    """Return the ids of the films that somebody means who looks for a few words in a list of theirs."""
    typed, meant = _Typed.of(text), _Typed.of(written_out(text.strip().casefold()))
    if not typed.words:
        return frozenset()
    shelf = [_Film(film.movie_id, str(film.year or ""), _titles(film)) for film in films]
    for fits in _steps(typed, meant, shelf):
        found = frozenset(film.movie_id for film in shelf if _any_title(film, fits))
        if found:
            return found
    return frozenset()


def _steps(typed: _Typed, meant: _Typed, films: Sequence[_Film]) -> Iterator[_Fits]:
    """Yield ways to fit, the strictest first; the first by which any film fits is the one that counts.

    `meant` is what a usual abbreviation stands for, else the same.
    """
    is_title = any(typed.compact == title.compact for film in films for title in film.titles)
    yield lambda title, year: any(
        _holds(each, title, year, inside=not is_title) for each in dict.fromkeys((typed, meant))
    )
    yield lambda title, _: typed.full in title.initials
    close = _words_alike(typed.words, films)
    yield lambda title, year: _almost_holds(typed, title, year, close)


def _any_title(film: _Film, fits: _Fits) -> bool:
    return any(fits(title, film.year) for title in film.titles)


def _holds(typed: _Typed, title: _Title, year: str, *, inside: bool) -> bool:
    """Return whether all typed words stand in a title, or all their letters in a row from a word on."""
    if all(_stands(word, title, year, inside=inside) for word in typed.words):
        return True
    return len(typed.compact) >= _JOINED and typed.compact in title.compact and _begins_there(typed, title)


def _stands(word: str, title: _Title, year: str, *, inside: bool) -> bool:
    if is_number(word):
        return f" {word} " in title.words or word == year
    return f" {word}" in title.words or (inside and len(word) >= _INSIDE and word in title.words)


def _begins_there(typed: _Typed, title: _Title) -> bool:
    """Return whether typed letters begin where a word does: "starwars" of "Star Wars", not "tarwars"."""
    words = title.words.split()
    return any("".join(words[start:]).startswith(typed.compact) for start in range(len(words)))


def _almost_holds(typed: _Typed, title: _Title, year: str, close: dict[str, frozenset[str]]) -> bool:
    words = set(title.words.split())
    if all(_stands(word, title, year, inside=True) or close[word] & words for word in typed.words):
        return True
    known = title.compact
    return len(typed.compact) >= 2 * _JOINED - 1 and any(
        OSA.normalized_similarity(typed.compact, part, score_cutoff=_ALIKE)
        for part in (known, known[: len(typed.compact)])
    )


def _words_alike(typed: Sequence[str], films: Iterable[_Film]) -> dict[str, frozenset[str]]:
    """Return the words of all titles that each typed one may be with an error in it, or the beginning of."""
    vocabulary = sorted({word for film in films for title in film.titles for word in title.words.split()})
    return {word: frozenset(_close(word, vocabulary)) for word in typed}


def _close(word: str, vocabulary: Sequence[str]) -> Iterator[str]:
    errors = _errors_allowed(word)
    if errors:
        beginnings = [other[: len(word)] for other in vocabulary]
        for spellings in (vocabulary, beginnings):
            away = cdist([word], spellings, scorer=OSA.distance, score_cutoff=errors)[0]
            yield from (
                other for other, errs in zip(vocabulary, away.tolist(), strict=True) if errs <= errors
            )


def _errors_allowed(word: str) -> int:
    """Return how many errors a word may have and still be known: a short one that differs is another one."""
    if is_number(word) or len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def _titles(film: IndexedTitle) -> tuple[_Title, ...]:
    """Return all titles of a film as they are compared, those in brackets and of other countries included."""
    own = (spoken_title(film.title), *alternative_titles(film.title))
    return tuple(_title(each) for each in (*own, *film.local_titles))


def _title(title: str) -> _Title:
    joined = split_words(title)
    article, words = split_article(joined)
    comparable = comparable_words(words)
    apart = split_words(_MARKS.sub(" ", title)) if _MARKS.search(title) else []
    all_words = f" {' '.join(dict.fromkeys((*comparable, *joined, *apart)))} "
    keys = (TitleKey(article, " ".join(comparable)), *title_segments(title))
    initials = frozenset(each for key in keys if key.words for each in initials_of(key))
    return _Title(all_words, "".join(comparable), initials)
