"""Find films by a typed title: typing errors, missing words, years and abbreviations included.

A search goes through three steps: candidates (equal spellings, the keys that share most trigrams, for short
texts every key of about that length), their similarity to each reading of the text, and one score a film:

    score = similarity - 0.06 * (1 - fame) - penalties (a wrong year, an abbreviation, a local title)

From SURE on it is this film or one of that name; from POSSIBLE on a film is worth being offered as a choice;
below that the text is most likely no title. `clear_winner` tells "this one" from "choose among these".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.cases import stems_of
from bot.search.normalising import TitleKey
from bot.search.queries import Query, read_queries
from bot.search.similarity import similarities
from bot.search.titles import UNKNOWN_YEAR, IndexedTitle, Titles, collect_titles, initials_of
from bot.search.trigrams import TrigramIndex, build_trigrams

SURE = 0.8
PROBABLE = 0.7
POSSIBLE = 0.6
LOCAL_DISCOUNT = 0.03  # a film's own title goes before what another country calls a film of about that fame

_CANDIDATES = 120
_SHORT_TEXT = 8  # with an error in it, too little of such a text is left for trigrams
_FAME_WEIGHT = 0.06
_SEGMENT_DISCOUNT = 0.01
_NEXT_YEAR_DISCOUNT, _WRONG_YEAR_DISCOUNT, _NO_YEAR_DISCOUNT = 0.03, 0.25, 0.1
_DECLINED = 0.95  # how alike a title in another case is
_LEAD_OF_EXACT, _LEAD_OVER_PART, _LEAD, _LARGE_LEAD = 0.015, 0.005, 0.07, 0.15
_ARTICLE_ADDED, _ARTICLE_LEFT_OUT = 0.05, 0.004  # people leave articles out; who types one means it
_MAX_MEANINGS = 3


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A film that a text may mean; is_exact when the text is its title (or another of its titles).

    local_title: the title of another country by which it was found, if it was by one.
    """

    movie_id: int
    score: float
    is_exact: bool
    local_title: TitleKey | None = None


def clear_winner(matches: Sequence[TitleMatch]) -> TitleMatch | None:
    """Return the film that is meant, or None when a person should choose (or nothing fits).

    An exact title needs a small lead: only a film of the same name and (nearly) the same fame takes it away,
    or a sequel of more fame. A part of a title ("eternal sunshine") needs a large one.
    """
    if not matches or matches[0].score < POSSIBLE:
        return None
    best = matches[0]
    lead = best.score - matches[1].score if len(matches) > 1 else best.score
    is_sure = best.score >= SURE and lead >= _lead_needed(matches)
    return best if is_sure or (best.score >= PROBABLE and lead >= _LARGE_LEAD) else None


def _lead_needed(matches: Sequence[TitleMatch]) -> float:
    """Return how far the first must be ahead of the second."""
    if not matches[0].is_exact:
        return _LEAD
    return _LEAD_OF_EXACT if len(matches) > 1 and matches[1].is_exact else _LEAD_OVER_PART


@dataclass(frozen=True)
class TitleIndex:
    """All titles of a catalogue, compact and never changed; build a new one for a new catalogue."""

    titles: Titles
    trigrams: TrigramIndex

    @classmethod
    def build(cls, titles: Iterable[IndexedTitle]) -> TitleIndex:
        """Return an index of these titles."""
        collected = collect_titles(titles)
        return cls(collected, build_trigrams(collected.keys))

    def search(self, text: str, *, n: int) -> tuple[TitleMatch, ...]:
        """Return the n films that fit the text best, best first; none for a text without letters."""
        best: dict[int, tuple[float, bool, int]] = {}
        for query in read_queries(text, self._meanings):
            self._score(query, best)
        order = sorted(best, key=lambda title: (-best[title][0], -self.titles.fame[title], title))
        return tuple(self._match(title, *best[title]) for title in order[:n])

    def _match(self, title: int, score: float, is_exact: bool, number: int) -> TitleMatch:
        local_title = self.titles.keys[number] if self.titles.local[number] else None
        return TitleMatch(int(self.titles.movie_ids[title]), round(score, 4), is_exact, local_title)

    def exact(self, text: str) -> tuple[int, float] | None:
        """Return the best known film that is called exactly so, and its fame (0 to 1); None for no title.

        A year behind the title must be about its own; an article may be left out, but not added. A film's own
        title goes before those of other countries; of these nobody knows a film by a single word.
        """
        readings = read_queries(text, lambda _: ())
        for query in sorted(readings, key=lambda query: query.year is None):
            called = [number for number in self.exact_keys(query.key) if self._is_called(number, query)]
            numbers = [number for number in called if not self.titles.local[number]] or called
            if numbers:
                best = max(numbers, key=self._fame_and_order)
                title = int(self.titles.key_titles[best])
                is_word = self.titles.local[best] and " " not in query.key.words
                return int(self.titles.movie_ids[title]), 0.0 if is_word else float(self.titles.fame[title])
        return None

    def _fame_and_order(self, number: int) -> tuple[float, int]:
        title = int(self.titles.key_titles[number])
        return float(self.titles.fame[title]), -title

    def _is_called(self, number: int, query: Query) -> bool:
        """Return whether a key is a whole title, of the year that a query names, if it names one."""
        if self.titles.segments[number] or query.discount:
            return False
        if query.key.article not in {"", self.titles.keys[number].article}:
            return False
        year = int(self.titles.years[int(self.titles.key_titles[number])])
        return query.year is None or abs(year - query.year) <= 1

    def exact_keys(self, key: TitleKey) -> list[int]:
        """Return the numbers of the keys spelled like this one, ascending."""
        spellings = {key.compact, key.full}
        numbers = {number for spelling in spellings for number in self.titles.spellings.find(spelling)}
        return sorted(number for number in numbers if self._is_spelled(number, spellings))

    def _declined_keys(self, key: TitleKey) -> list[int]:
        """Return the numbers of the keys of titles that this one is in another case of."""
        stems = stems_of(key.words)
        numbers = self.titles.stems.find(stems) if stems else []
        return [number for number in numbers if stems_of(self.titles.keys[number].words) == stems]

    def _is_spelled(self, number: int, spellings: set[str]) -> bool:
        key = self.titles.keys[number]
        return not spellings.isdisjoint((key.compact, key.full))

    def _score(self, query: Query, best: dict[int, tuple[float, bool, int]]) -> None:
        """Note the score of each candidate's film, and its key, where it is better than what was known."""
        exact, declined = self.exact_keys(query.key), self._declined_keys(query.key)
        equal = np.array([*exact, *declined], dtype=np.int64)
        numbers = np.union1d(self._candidates(query.key.compact), equal)
        keys = [self.titles.keys[number] for number in numbers.tolist()]
        titles = self.titles.key_titles[numbers]
        is_exact = np.isin(numbers, exact)
        scores = np.where(is_exact, 1.0, np.minimum(similarities(query.key, keys), 0.99))
        scores = np.where(np.isin(numbers, declined), np.maximum(scores, _DECLINED), scores)
        scores = scores - _FAME_WEIGHT * (1 - self.titles.fame[titles])
        is_segment, is_local = self.titles.segments[numbers], self.titles.local[numbers]
        scores -= query.discount + _SEGMENT_DISCOUNT * is_segment + LOCAL_DISCOUNT * is_local
        scores -= LOCAL_DISCOUNT * (is_local & is_segment)
        scores -= self._year_discounts(titles, query.year)
        scores -= [_article_discount(query.key.article, key.article) for key in keys]
        is_exact &= ~is_segment & (not query.is_guess)
        rows = (titles.tolist(), scores.tolist(), is_exact.tolist(), numbers.tolist())
        for title, score, exactly, number in zip(*rows, strict=True):
            if title not in best or score > best[title][0]:
                best[title] = (min(max(score, 0.0), 1.0), exactly, number)

    def _year_discounts(self, titles: NDArray[np.uint32], year: int | None) -> NDArray[np.float64]:
        if year is None:
            return np.zeros(len(titles))
        years = self.titles.years[titles].astype(np.int64)
        away = np.minimum(np.abs(years - year), 2)
        discounts = np.array([0.0, _NEXT_YEAR_DISCOUNT, _WRONG_YEAR_DISCOUNT])[away]
        return np.where(years == UNKNOWN_YEAR, _NO_YEAR_DISCOUNT, discounts)

    def _candidates(self, compact: str) -> NDArray[np.int64]:
        """Return the numbers of the keys worth a closer look."""
        close = self.trigrams.closest(compact, _CANDIDATES)
        if len(compact) > _SHORT_TEXT:
            return close
        fame = self.titles.fame[self.titles.key_titles]
        return np.union1d(close, self.titles.keys.of_about_this_spelling(compact, fame, _CANDIDATES))

    def _meanings(self, initials: str) -> tuple[str, ...]:
        """Return the different titles that well-known initials stand for, the best known first."""
        numbers = self.titles.initials.find(initials)
        numbers.sort(key=lambda number: -self.titles.fame[self.titles.key_titles[number]])
        keys = (self.titles.keys[number] for number in numbers)
        return tuple(dict.fromkeys(key.words for key in keys if initials in initials_of(key)))[:_MAX_MEANINGS]


def _article_discount(typed: str, known: str) -> float:
    if typed == known:
        return 0.0
    return _ARTICLE_ADDED if typed else _ARTICLE_LEFT_OUT
