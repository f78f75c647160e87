"""One film named several times: the newest word of each kind counts, and stars outweigh *seen*."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from bot.importing.records import EntryKind, ImportedEntry, ImportedFile, InTurns

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def merge(file: ImportedFile, in_turns: InTurns = iter) -> ImportedFile:
    """Return a file with each film once a kind, in the order in which they first came; others work meanwhile.

    Matinee's own export is kept as it is otherwise: there a film may be both rated and on a list.
    """
    entries = newest(in_turns(file.entries))
    if file.source != "matinee":
        entries = outweighed_left_out(entries, in_turns)
    return replace(file, entries=tuple(entries))


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
    return entry.imdb_id or entry.tmdb_id or (entry.title.casefold(), entry.year)


def age(entry: ImportedEntry) -> datetime:
    """Return an entry's time; one without is older than any."""
    return entry.rated_at or _LONG_AGO
