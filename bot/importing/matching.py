"""The entries of a file to films of the catalogue: by IMDb id, by TMDB id, then by title and year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, assert_never

from bot.importing.records import ImportedEntry, InTurns
from bot.search.matching import Ambiguous, Matched, Unmatched

__all__ = [
    "Ambiguous",
    "KnownIds",
    "Matched",
    "MatchedEntries",
    "MatchedTitle",
    "TitleMatcher",
    "Unmatched",
    "match_entries",
]

BLOCK = 100  # entries between two reports of progress


MatchedTitle = Matched | Ambiguous | Unmatched


class TitleMatcher(Protocol):
    """What finds films by title and year, a year more or less."""

    def match(self, title: str, year: int | None) -> MatchedTitle:
        """Return the film that is meant, the films that may be, or that there is none."""
        ...


@dataclass(frozen=True)
class KnownIds:
    """The films of the catalogue that a file names by id, and the titles behind MovieLens's numbers."""

    by_imdb_id: Mapping[str, int]
    by_tmdb_id: Mapping[int, int]
    titles: Mapping[int, tuple[str, int | None]]

    def find(self, entry: ImportedEntry) -> int | None:
        """Return the film that an entry's ids name; None when they name none."""
        if entry.imdb_id is not None and entry.imdb_id in self.by_imdb_id:
            return self.by_imdb_id[entry.imdb_id]
        if entry.tmdb_id is not None and entry.tmdb_id in self.by_tmdb_id:
            return self.by_tmdb_id[entry.tmdb_id]
        if entry.movie_id is not None and self.titles.get(entry.movie_id) == (entry.title, entry.year):
            return entry.movie_id
        return None


@dataclass(frozen=True)
class MatchedEntries:
    """Entries by what was found for them; each list in the order of the file."""

    matched: tuple[tuple[ImportedEntry, int], ...]
    ambiguous: tuple[tuple[ImportedEntry, tuple[int, ...]], ...]
    unmatched: tuple[ImportedEntry, ...]


def match_entries(
    entries: Sequence[ImportedEntry],
    known: KnownIds,
    titles: TitleMatcher,
    on_progress: Callable[[int, int], None] = lambda _done, _of: None,
    in_turns: InTurns = iter,
) -> MatchedEntries:
    """Return what was found; on_progress is told after each block, in_turns lets others work.

    A title's match is looked for once, however many lists name it.
    """
    matched: list[tuple[ImportedEntry, int]] = []
    ambiguous: list[tuple[ImportedEntry, tuple[int, ...]]] = []
    unmatched: list[ImportedEntry] = []
    found: dict[tuple[str, int | None], MatchedTitle] = {}
    for number, entry in enumerate(in_turns(entries)):
        if number % BLOCK == 0:
            on_progress(number, len(entries))
        match _find(entry, known, titles, found):
            case Matched(movie_id):
                matched.append((entry, movie_id))
            case Ambiguous(movie_ids):
                ambiguous.append((entry, movie_ids))
            case Unmatched():
                unmatched.append(entry)
            case unexpected:
                assert_never(unexpected)  # another class of the same name would lose entries silently
    on_progress(len(entries), len(entries))
    return MatchedEntries(tuple(matched), tuple(ambiguous), tuple(unmatched))


def _find(
    entry: ImportedEntry,
    known: KnownIds,
    titles: TitleMatcher,
    found: dict[tuple[str, int | None], MatchedTitle],
) -> MatchedTitle:
    movie_id = known.find(entry)
    if movie_id is not None:
        return Matched(movie_id)
    if not entry.title:
        return Unmatched()
    key = (entry.title, entry.year)
    if key not in found:
        found[key] = titles.match(*key)
    return found[key]
