"""A matched file as JSON and back: what is kept between preview, import and undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.importing.matching import MatchedEntries
from bot.importing.records import FileSource, ImportedEntry, ImportedFile, InTurns, PassedOver, ProblemCode
from storage.records.people import FilmState

_States = Mapping[int, FilmState]


@dataclass(frozen=True)
class Choice:
    """An entry that may mean several films; chosen is the film, 0 for none of them, None while unsaid."""

    entry: ImportedEntry
    movie_ids: tuple[int, ...]
    chosen: int | None = None


@dataclass(frozen=True)
class MatchedFile:
    """A file whose entries were matched.

    settings is what was chosen besides films and can be today; unknown_settings names what cannot.
    """

    source: FileSource
    scale: int | None
    scale_is_guessed: bool
    left_out: Mapping[ProblemCode, int]
    matched: tuple[tuple[ImportedEntry, int], ...]
    choices: tuple[Choice, ...]
    unmatched: tuple[tuple[str, int | None], ...]
    encoding: str | None = None
    passed_over: tuple[PassedOver, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    unknown_settings: tuple[str, ...] = ()

    @property
    def decided(self) -> tuple[tuple[ImportedEntry, int], ...]:
        """Return the entries whose film is known, the chosen ones too."""
        chosen = ((choice.entry, choice.chosen) for choice in self.choices)
        return (*self.matched, *((entry, movie_id) for entry, movie_id in chosen if movie_id))

    def with_choice(self, number: int, movie_id: int) -> MatchedFile:
        """Return the file with one choice made; 0 for none of the films."""
        choices = list(self.choices)
        choices[number] = replace(choices[number], chosen=movie_id)
        return replace(self, choices=tuple(choices))


def matched_file(
    file: ImportedFile,
    found: MatchedEntries,
    settings: Mapping[str, object],
    unknown_settings: tuple[str, ...],
) -> MatchedFile:
    """Return what a file says and what its entries were matched with."""
    return MatchedFile(
        source=file.source,
        scale=file.scale,
        scale_is_guessed=file.scale_is_guessed,
        left_out=file.left_out,
        matched=found.matched,
        choices=tuple(Choice(entry, movie_ids) for entry, movie_ids in found.ambiguous),
        unmatched=tuple(dict.fromkeys((_name_of(entry), entry.year) for entry in found.unmatched)),
        encoding=file.encoding,
        passed_over=file.passed_over,
        settings=settings,
        unknown_settings=unknown_settings,
    )


def plan_to_json(file: MatchedFile, in_turns: InTurns = iter) -> dict[str, Any]:
    """Return a matched file as JSON can hold it; of a matched entry only what is imported is kept."""
    return {
        "source": file.source,
        "scale": file.scale,
        "scale_is_guessed": file.scale_is_guessed,
        "left_out": dict(file.left_out),
        "matched": [[movie_id, *_said(entry)] for entry, movie_id in in_turns(file.matched)],
        "choices": [
            [
                choice.entry.title,
                choice.entry.year,
                list(choice.movie_ids),
                choice.chosen,
                *_said(choice.entry),
            ]
            for choice in file.choices
        ],
        "unmatched": [list(film) for film in file.unmatched],
        "encoding": file.encoding,
        "passed_over": [[each.name, each.why] for each in file.passed_over],
        "settings": dict(file.settings),
        "unknown_settings": list(file.unknown_settings),
    }


def plan_from_json(stored: Mapping[str, Any]) -> MatchedFile:
    """Return what was stored."""
    return MatchedFile(
        source=stored["source"],
        scale=stored["scale"],
        scale_is_guessed=stored["scale_is_guessed"],
        left_out=stored["left_out"],
        matched=tuple((_entry(said), movie_id) for movie_id, *said in stored["matched"]),
        choices=tuple(
            Choice(_entry(said, title, year), tuple(movie_ids), chosen)
            for title, year, movie_ids, chosen, *said in stored["choices"]
        ),
        unmatched=tuple((title, year) for title, year in stored["unmatched"]),
        encoding=stored.get("encoding"),
        passed_over=tuple(PassedOver(name, why) for name, why in stored.get("passed_over", ())),
        settings=stored.get("settings", {}),
        unknown_settings=tuple(stored.get("unknown_settings", ())),
    )


def states_to_json(states: _States) -> dict[str, list[Any]]:
    """Return states by movie id as JSON can hold them."""
    return {
        str(movie_id): [
            state.stars,
            _text(state.rated_at),
            state.dismissal,
            _text(state.dismissed_at),
            _text(state.seen_at),
            _text(state.listed_at),
        ]
        for movie_id, state in states.items()
    }


def states_from_json(stored: Mapping[str, list[Any]]) -> dict[int, FilmState]:
    """Return stored states by movie id."""
    return {
        int(movie_id): FilmState(stars, _time(rated), kind, _time(dismissed), _time(seen), _time(listed))
        for movie_id, (stars, rated, kind, dismissed, seen, listed) in stored.items()
    }


def _name_of(entry: ImportedEntry) -> str:
    """Return what a person can look a film up by."""
    return entry.title or entry.imdb_id or f"TMDB {entry.tmdb_id}"


def _said(entry: ImportedEntry) -> list[Any]:
    return [entry.kind, entry.stars, _text(entry.rated_at)]


def _entry(said: Sequence[Any], title: str = "", year: int | None = None) -> ImportedEntry:
    kind, stars, rated_at = said
    return ImportedEntry(title, year, None, None, stars, kind, _time(rated_at), line=0)


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
