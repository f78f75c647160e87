"""One film named several times: the newest word of each kind counts, and stars outweigh *seen*."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.importing.films import key_of
from bot.importing.records import (
    EntryKind,
    ImportedEntry,
    ImportedFile,
    InTurns,
    PassedOver,
    ProblemCode,
    RowProblem,
)

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def merge(file: ImportedFile, in_turns: InTurns = iter) -> ImportedFile:
    """Return a file with each film once a kind, in the order in which they first came; others work meanwhile.

    Matinee's own export is kept as it is otherwise: there a film may be both rated and on a list.
    """
    entries = newest(in_turns(file.entries))
    if file.source != "matinee":
        entries = outweighed_left_out(entries, in_turns)
    return replace(file, entries=tuple(entries), problems=tuple(_each_once(file.problems, entries)))


class MergedParts:
    """The files of an archive as one; of equally old words that of the file with most stars counts."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Hashable, EntryKind], tuple[tuple[datetime, float], ImportedEntry]] = {}
        self._problems: list[RowProblem] = []
        self._films: set[Hashable] = set()
        self._most: tuple[float, ImportedFile] | None = None
        self._scale: tuple[float, int] | None = None
        self._scale_is_guessed = False
        self._encoding: str | None = None
        self._passed_over: dict[PassedOver, None] = {}
        self.n_rows = 0

    @property
    def n_films(self) -> int:
        """Return how many films were named so far, each once."""
        return len(self._films)

    def pass_over(self, what: PassedOver) -> None:
        """Note a file or a folder of which nothing is taken in, once."""
        self._passed_over[what] = None

    def add(self, part: ImportedFile, in_turns: InTurns = iter) -> None:
        """Take in what one file says."""
        share = _star_share(part)
        for entry in in_turns(part.entries):
            key, rank = (film_key(entry), entry.kind), (age(entry), share)
            if key not in self._kept or rank >= self._kept[key][0]:
                self._kept[key] = rank, entry
            self._films.add(key[0])
        self.n_rows += len(part.entries) + len(part.problems)
        self._problems += part.problems
        self._scale_is_guessed |= part.scale_is_guessed
        self._encoding = self._encoding or part.encoding
        if self._most is None or share >= self._most[0]:
            self._most = share, replace(part, entries=(), problems=())
        if part.scale is not None and (self._scale is None or share >= self._scale[0]):
            self._scale = share, part.scale

    def file(self) -> ImportedFile | None:
        """Return all of it; None when nothing was added."""
        if self._most is None:
            return None
        return ImportedFile(
            self._most[1].source,
            tuple(entry for _, entry in self._kept.values()),
            tuple(self._problems),
            self._scale[1] if self._scale else None,
            self._scale_is_guessed,
            self._encoding,
            tuple(self._passed_over),
        )


def _star_share(part: ImportedFile) -> float:
    rated = sum(1 for entry in part.entries if entry.stars is not None)
    return rated / max(len(part.entries), 1)


def _each_once(problems: Iterable[RowProblem], entries: Iterable[ImportedEntry]) -> Iterator[RowProblem]:
    """Yield what is wrong with each film once, and no rating as unreadable that stands elsewhere."""
    told: set[tuple[ProblemCode, Hashable]] = set()
    rated = {film_key(entry) for entry in entries if entry.kind == "rated"}
    for problem in problems:
        about = (problem.code, problem.film)
        if problem.film is not None and (
            about in told or (problem.code == "bad_rating" and problem.film in rated)
        ):
            continue
        told.add(about)
        yield problem


def newest(entries: Iterable[ImportedEntry]) -> list[ImportedEntry]:
    """Return one entry a film and kind: the newest, of equally old ones the last."""
    kept: dict[tuple[Hashable, EntryKind], ImportedEntry] = {}
    for entry in entries:
        key = (film_key(entry), entry.kind)
        other = kept.get(key)
        if other is None or age(entry) >= age(other):
            kept[key] = entry
    return list(kept.values())


def outweighed_left_out(entries: list[ImportedEntry], in_turns: InTurns = iter) -> list[ImportedEntry]:
    """Return the entries without *seen* of rated films and *watchlist* of films seen or rated."""
    rated = {film_key(entry) for entry in in_turns(entries) if entry.kind == "rated"}
    seen = rated | {film_key(entry) for entry in in_turns(entries) if entry.kind == "seen"}
    outweighing = {"seen": rated, "watchlist": seen}
    return [
        entry
        for entry in in_turns(entries)
        if film_key(entry) not in outweighing.get(entry.kind, frozenset())
    ]


def film_key(entry: ImportedEntry) -> Hashable:
    """Return what two entries of one film have in common."""
    return key_of(entry.title, entry.year, entry.imdb_id, entry.tmdb_id)


def age(entry: ImportedEntry) -> datetime:
    """Return an entry's time; one without is older than any."""
    return entry.rated_at or _LONG_AGO
