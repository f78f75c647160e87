"""The titles of an index as columns: which key belongs to which film, its year, how well known it is."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.key_block import KeyBlock, KeyBlockBuilder, SpellingTable, SpellingTableBuilder
from bot.search.normalising import TitleKey, alternative_titles, split_key, spoken_title, title_segments

UNKNOWN_YEAR = 0
_MAX_TITLES_WITH_INITIALS = 2_000
_INITIALS_LENGTHS = range(3, 9)


@dataclass(frozen=True, slots=True)
class IndexedTitle:
    """A film to be found: its title as MovieLens writes it and how many people rated it."""

    movie_id: int
    title: str
    year: int | None = None
    popularity: int = 0


@dataclass(frozen=True)
class Titles:
    """Columns of all titles and of their keys; a title has one key or more.

    movie_ids, years: (n_titles,) int32 and int16, UNKNOWN_YEAR when there is none.
    fame: (n_titles,) float32, 0 to 1: the logarithm of popularity against the largest.
    key_titles: (n_keys,) uint32, the title of each key.
    segments: (n_keys,) bool, whether the key is but a part of the title.
    spellings, initials: keys by their spelling, and those of well-known titles by their initials.
    """

    movie_ids: NDArray[np.int32]
    years: NDArray[np.int16]
    fame: NDArray[np.float32]
    keys: KeyBlock
    key_titles: NDArray[np.uint32]
    segments: NDArray[np.bool_]
    spellings: SpellingTable
    initials: SpellingTable


def collect_titles(titles: Iterable[IndexedTitle]) -> Titles:
    """Return the columns of all titles; films without a letter or digit in their title are left out."""
    movie_ids, years, popularity = array("i"), array("h"), array("q")
    key_titles, segments = array("I"), array("B")
    builder = KeyBlockBuilder()
    for title in titles:
        for key, is_segment in _keys_of(title.title):
            builder.add(key)
            key_titles.append(len(movie_ids))
            segments.append(is_segment)
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
        spellings=spellings,
        initials=_collect_initials(keys, key_titles, popularity),
    )


def _keys_of(title: str) -> Iterator[tuple[TitleKey, bool]]:
    """Yield the keys of a title, of its alternatives and of its segments (True), each once."""
    spoken = spoken_title(title)
    main = split_key(spoken)
    seen = {""}
    for key in (main, *map(split_key, alternative_titles(title))):
        if key.words not in seen:
            seen.add(key.words)
            yield key, False
    for segment in title_segments(spoken):
        if segment.words not in seen:
            seen.add(segment.words)
            yield segment, True


def _collect_initials(keys: KeyBlock, key_titles: array[int], popularity: array[int]) -> SpellingTable:
    """Return the keys of well-known long titles by their initials, with and without the article's."""
    best = heapq.nlargest(_MAX_TITLES_WITH_INITIALS, range(len(popularity)), key=popularity.__getitem__)
    well_known = {title for title in best if popularity[title] > 0}
    table = SpellingTableBuilder()
    for number, title in enumerate(key_titles):
        if title in well_known:
            for initials in initials_of(keys[number]):
                table.add(initials, number)
    return table.build()


def initials_of(key: TitleKey) -> set[str]:
    """Return the initials of a title, with and without its article's; none for a short title."""
    behind = "".join(word[0] for word in key.words.split(" "))
    return {initials for initials in (behind, key.article[:1] + behind) if len(initials) in _INITIALS_LENGTHS}
