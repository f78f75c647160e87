"""What an import changes: each film's state before and after, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.importing.merging import age
from bot.importing.records import EntryKind, ImportedEntry, InTurns
from storage.records.people import FilmState

Conflicts = Literal["mine", "file"]
_ORDER: tuple[EntryKind, ...] = ("rated", "seen", "watchlist", "hidden")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A film with other stars in the file than here."""

    movie_id: int
    mine: float
    theirs: float


@dataclass(frozen=True)
class Plan:
    """The films that change, as they are to be, how many entries of each kind change one, and conflicts."""

    after: Mapping[int, FilmState]
    changes: Mapping[EntryKind, int]
    conflicts: tuple[Conflict, ...]


def plan_import(
    matched: Iterable[tuple[ImportedEntry, int]],
    before: Mapping[int, FilmState],
    *,
    conflicts: Conflicts,
    is_own_export: bool,
    now: datetime,
    in_turns: InTurns = iter,
) -> Plan:
    """Return what changes. Stars outweigh *seen*, and both *watchlist*, unless the file is our own export.

    in_turns lets others work. Importing the same file a second time plans nothing.
    """
    after: dict[int, FilmState] = {}
    changes: dict[EntryKind, int] = dict.fromkeys(_ORDER, 0)
    found: list[Conflict] = []
    for (movie_id, kind), entry in in_turns(_in_order(in_turns(matched))):
        old = after.get(movie_id, before.get(movie_id, FilmState()))
        if _is_conflict(entry, old):
            found.append(Conflict(movie_id, old.stars or 0.0, entry.stars or 0.0))
            if conflicts == "mine":
                continue
        time = min(entry.rated_at or now, now)
        new = _own(entry, old, time) if is_own_export else _foreign(entry, old, time)
        if new != old:
            after[movie_id] = new
            changes[kind] += 1
    return Plan(after, changes, tuple(found))


def _in_order(
    matched: Iterable[tuple[ImportedEntry, int]],
) -> list[tuple[tuple[int, EntryKind], ImportedEntry]]:
    """Return one entry a film and kind, the newest, stars first: different ids may mean one film."""
    kept: dict[tuple[int, EntryKind], ImportedEntry] = {}
    for entry, movie_id in matched:
        other = kept.get((movie_id, entry.kind))
        if other is None or age(entry) >= age(other):
            kept[movie_id, entry.kind] = entry
    return sorted(kept.items(), key=lambda item: _ORDER.index(item[0][1]))


def _is_conflict(entry: ImportedEntry, old: FilmState) -> bool:
    return entry.kind == "rated" and old.stars is not None and old.stars != entry.stars


def _foreign(entry: ImportedEntry, old: FilmState, time: datetime) -> FilmState:
    """Return a film's state after an entry of another service: a film is in one place only."""
    is_known = old.stars is not None or old.seen_at is not None
    if entry.kind == "rated":
        if old.stars == entry.stars:
            return old
        return replace(_own(entry, old, time), dismissal=None, dismissed_at=None, listed_at=None)
    if entry.kind == "seen":
        return old if is_known else replace(_own(entry, old, time), listed_at=None)
    if entry.kind == "watchlist":
        return old if is_known else _own(entry, old, time)
    return _own(entry, old, time)


def _own(entry: ImportedEntry, old: FilmState, time: datetime) -> FilmState:
    """Return a film's state after an entry of our own export: what was said before stays."""
    if entry.kind == "rated":
        return old if old.stars == entry.stars else replace(old, stars=entry.stars, rated_at=time)
    if entry.kind == "seen":
        return replace(old, seen_at=old.seen_at or time)
    if entry.kind == "watchlist":
        return replace(old, listed_at=old.listed_at or time)
    is_hidden = old.dismissal == "not_interested"
    return old if is_hidden else replace(old, dismissal="not_interested", dismissed_at=time)
