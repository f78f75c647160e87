"""Match titles of an import with films: never a wrong film rather than no film."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.search.normalising import TitleKey, alternative_titles, split_key, spoken_title
from bot.search.title_index import TitleIndex
from bot.search.titles import UNKNOWN_YEAR
from bot.search.words import is_number

_ALIKE = 0.88  # one letter in nine wrong
_MIN_LENGTH = 8  # shorter titles that differ in a letter are different titles
_CANDIDATES = 20
_MAX_CHOICES = 5


@dataclass(frozen=True, slots=True)
class Matched:
    """The one film that a title and a year mean."""

    movie_id: int


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several films that may be meant, the likeliest first."""

    movie_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """No film of the catalogue fits."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A title of the index that may be meant; lower ranks fit better."""

    title: int
    rank: tuple[int, ...]


def match_title(index: TitleIndex, title: str, year: int | None) -> Matched | Ambiguous | Unmatched:
    """Return the film of this title and year (one more or less), several that may be meant, or none.

    Titles spelled alike count first, those of other countries last; without any, a title with an error in it
    that only one film has.
    """
    keys = [key for key in map(split_key, (spoken_title(title), *alternative_titles(title))) if key.words]
    for key in keys:
        found = _decide(index, _spelled_alike(index, key, year), year)
        if not isinstance(found, Unmatched):
            return found
    return _with_an_error(index, keys[0], year) if keys and year is not None else Unmatched()


def _decide(
    index: TitleIndex, candidates: Iterable[_Candidate], year: int | None
) -> Matched | Ambiguous | Unmatched:
    """Return the only candidate of the best rank; without a year the only candidate at all."""
    best: dict[int, tuple[int, ...]] = {}
    for candidate in candidates:
        best[candidate.title] = min(candidate.rank, best.get(candidate.title, candidate.rank))
    if not best:
        return Unmatched()
    order = sorted(best, key=lambda title: (best[title], -index.titles.fame[title], title))
    first = [title for title in order if best[title] == best[order[0]]]
    if len(first) == 1 and (year is not None or len(order) == 1):
        return Matched(int(index.titles.movie_ids[order[0]]))
    return Ambiguous(tuple(int(index.titles.movie_ids[title]) for title in order[:_MAX_CHOICES]))


def _spelled_alike(index: TitleIndex, key: TitleKey, year: int | None) -> Iterable[_Candidate]:
    """Yield the films of that title: whole titles before parts of one, this year before the next."""
    for number in index.exact_keys(key):
        title = int(index.titles.key_titles[number])
        away = _years_away(index, title, year)
        if away is not None:
            is_segment, is_local, *differences = _differences(index, number, key)
            yield _Candidate(title, (is_segment, is_local + away, *differences))


def _differences(index: TitleIndex, number: int, key: TitleKey) -> tuple[int, ...]:
    """Return what sets a key of equal spelling apart: a part, another country's, word breaks, the article."""
    known = index.titles.keys[number]
    return (
        int(index.titles.segments[number]),
        int(index.titles.local[number]),
        int(known.words != key.words),
        int(known.article != key.article),
    )


def _with_an_error(index: TitleIndex, key: TitleKey, year: int | None) -> Matched | Ambiguous | Unmatched:
    """Return the film whose title differs by an error, if the numbers in both are the same."""
    if len(key.compact) < _MIN_LENGTH:
        return Unmatched()
    alike = []
    for number in index.trigrams.closest(key.compact, _CANDIDATES).tolist():
        title = int(index.titles.key_titles[number])
        known = index.titles.keys[number]
        away = _years_away(index, title, year)
        is_own = not (index.titles.segments[number] or index.titles.local[number])
        if away is not None and is_own and _is_alike(known, key):
            alike.append(_Candidate(title, (0,)))
    return _decide(index, alike, year)


def _is_alike(known: TitleKey, key: TitleKey) -> bool:
    same_numbers = _numbers(known) == _numbers(key)
    return same_numbers and OSA.normalized_similarity(known.compact, key.compact) >= _ALIKE


def _numbers(key: TitleKey) -> list[str]:
    return [word for word in key.words.split(" ") if is_number(word)]


def _years_away(index: TitleIndex, title: int, year: int | None) -> int | None:
    """Return 0 for the same year, 1 for the next or an unknown one, None for another film's."""
    known = int(index.titles.years[title])
    if year is None:
        return 0
    if known == UNKNOWN_YEAR:
        return 1
    away = abs(known - year)
    return away if away <= 1 else None
