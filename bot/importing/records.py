"""What a file says, as frozen records."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

EntryKind = Literal["rated", "seen", "watchlist", "hidden"]
FileSource = Literal["letterboxd", "imdb", "movielens", "trakt", "simkl", "matinee", "csv"]
InTurns = Callable[[Iterable[Any]], Iterable[Any]]  # what lets others work between two items
ProblemCode = Literal["series", "no_title", "bad_rating", "unsaid"]
WhyPassedOver = Literal["unclear_kind", "no_films", "not_watched"]


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """One film as a file names it; rated_at is when it was rated, watched or listed.

    movie_id is MovieLens's number where the file has one; it counts only together with the title.
    """

    title: str
    year: int | None
    imdb_id: str | None
    tmdb_id: int | None
    stars: float | None
    kind: EntryKind
    rated_at: datetime | None
    line: int
    movie_id: int | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that was left out, or (bad_rating) counts without its stars; film is what it names.

    unsaid: nothing says whether it was watched, or is yet to be.
    """

    line: int
    code: ProblemCode
    film: Hashable = field(default=None, compare=False)


@dataclass(frozen=True)
class PassedOver:
    """A file of an archive, or a folder in it ("lists/"), of which nothing is imported, and why."""

    name: str
    why: WhyPassedOver


@dataclass(frozen=True)
class ImportedFile:
    """Everything that a file says; scale is what its ratings were out of, None without ratings.

    encoding is what its letters were taken to be in, where that had to be guessed. settings is what an export
    of our own says was chosen besides films, as it stands there: nobody has looked yet whether it may be.
    """

    source: FileSource
    entries: tuple[ImportedEntry, ...]
    problems: tuple[RowProblem, ...] = ()
    scale: int | None = None
    scale_is_guessed: bool = False
    encoding: str | None = None
    passed_over: tuple[PassedOver, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)

    @property
    def left_out(self) -> Mapping[ProblemCode, int]:
        """Return how many rows have each problem."""
        counts: dict[ProblemCode, int] = {}
        for problem in self.problems:
            counts[problem.code] = counts.get(problem.code, 0) + 1
        return counts
