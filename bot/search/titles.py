"""The titles of an index as columns: which key belongs to which film, its year, how well known it is."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.cases import stems_of
from bot.search.key_block import KeyBlock, KeyBlockBuilder, SpellingTable, SpellingTableBuilder
from bot.search.normalising import (
    TitleKey,
    alternative_titles,
    local_key,
    split_key,
    spoken_title,
    title_segments,
)
from bot.search.words import LOCAL_ARTICLES

UNKNOWN_YEAR = 0
_MAX_TITLES_WITH_INITIALS = 2_000
_INITIALS_LENGTHS = range(3, 9)


@dataclass(frozen=True, slots=True)
class IndexedTitle:
    """A film to be found: its title as MovieLens writes it and how many people rated it.

    local_titles: what it is called in other countries.
    """

    movie_id: int
    title: str
    year: int | None = None
    popularity: int = 0
    local_titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Titles:
    """Columns of all titles and of their keys; a title has one key or more.

    movie_ids, years: (n_titles,) int32 and int16, UNKNOWN_YEAR when there is none.
    fame: (n_titles,) float32, 0 to 1: the logarithm of popularity against the largest.
    key_titles: (n_keys,) uint32, the title of each key.
    segments: (n_keys,) bool, whether the key is but a part of the title.
    local: (n_keys,) bool, whether only another country calls the film so.
    spellings, initials: keys by their spelling, and those of well-known titles by their initials.
    stems: keys of whole titles in Cyrillic letters by their words without endings.
    """

    movie_ids: NDArray[np.int32]
    years: NDArray[np.int16]
    fame: NDArray[np.float32]
    keys: KeyBlock
    key_titles: NDArray[np.uint32]
    segments: NDArray[np.bool_]
    local: NDArray[np.bool_]
    spellings: SpellingTable
    initials: SpellingTable
    stems: SpellingTable


def collect_titles(titles: Iterable[IndexedTitle]) -> Titles:
    """Return the columns of all titles; films without a letter or digit in their title are left out."""
    movie_ids, years, popularity = array("i"), array("h"), array("q")
    key_titles, segments, local = array("I"), array("B"), array("B")
    builder = KeyBlockBuilder()
    for title in titles:
        for key, is_segment, is_local in _keys_of(title):
            builder.add(key)
            key_titles.append(len(movie_ids))
            segments.append(is_segment)
            local.append(is_local)
        movie_ids.append(title.movie_id)
        years.append(title.year or UNKNOWN_YEAR)
        popularity.append(max(title.popularity, 0))
    keys, spellings = builder.build()
    known = np.log1p(np.array(popularity, dtype=np.float32))
    return Titles(
        movie_ids=np.array(movie_ids, dtype=np.int32),
        years=np.array(years, dtype=np.int16),
        fame=(known / max(float(known.max(initial=0.0)), 1.0)).astype(np.float32),
        keys=keys,
        key_titles=np.array(key_titles, dtype=np.uint32),
        segments=np.array(segments, dtype=np.bool_),
        local=np.array(local, dtype=np.bool_),
        spellings=spellings,
        initials=_collect_initials(keys, key_titles, local, popularity),
        stems=_collect_stems(keys, local, segments),
    )


def _keys_of(title: IndexedTitle) -> Iterator[tuple[TitleKey, bool, bool]]:
    """Yield the keys of a film's titles, each once: is it but a segment, is it of another country's title?"""
    seen = {""}
    for key, is_segment, is_local in _all_keys(title):
        # Typed, such an article is a word: the key of "Firma" does not find "Die Firma".
        spelling = key.full if key.article in LOCAL_ARTICLES else key.words
        if spelling not in seen:
            seen.add(spelling)
            yield key, is_segment, is_local


def _all_keys(title: IndexedTitle) -> Iterator[tuple[TitleKey, bool, bool]]:
    spoken = spoken_title(title.title)
    for own in (spoken, *alternative_titles(title.title)):
        yield split_key(own), False, False
    for segment in title_segments(spoken):
        yield segment, True, False
    for local in title.local_titles:
        yield local_key(local), False, True
    for local in title.local_titles:
        for segment in title_segments(local):
            yield segment, True, True


def _collect_initials(
    keys: KeyBlock, key_titles: array[int], local: array[int], popularity: array[int]
) -> SpellingTable:
    """Return the keys of well-known long titles by their initials, with and without the article's."""
    best = heapq.nlargest(_MAX_TITLES_WITH_INITIALS, range(len(popularity)), key=popularity.__getitem__)
    well_known = {title for title in best if popularity[title] > 0}
    table = SpellingTableBuilder()
    for number, title in enumerate(key_titles):
        if title in well_known and not local[number]:
            for initials in initials_of(keys[number]):
                table.add(initials, number)
    return table.build()


def _collect_stems(keys: KeyBlock, local: array[int], segments: array[int]) -> SpellingTable:
    """Return the keys of local titles that are declined: only these are in Cyrillic letters."""
    table = SpellingTableBuilder()
    for number, (is_local, is_segment) in enumerate(zip(local, segments, strict=True)):
        stems = stems_of(keys[number].words) if is_local and not is_segment else ""
        if stems:
            table.add(stems, number)
    return table.build()


def initials_of(key: TitleKey) -> set[str]:
    """Return the initials of a title, with and without its article's; none for a short title."""
    behind = "".join(word[0] for word in key.words.split(" "))
    return {initials for initials in (behind, key.article[:1] + behind) if len(initials) in _INITIALS_LENGTHS}
