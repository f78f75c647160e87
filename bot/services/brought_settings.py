"""What a person had chosen besides films, as their own export brings it back.

Only what can be chosen today is taken, each thing by itself: a file may be old, or written by hand. What was
chosen here already stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from bot.runtime.zones import PLACES, next_occurrence
from bot.services.narrowing import MAX_UNWANTED
from bot.services.views import NO_FILTERS, Filters
from bot.understanding.collections import COLLECTIONS
from bot.understanding.english import ENGLISH
from bot.understanding.lengths import MAX_MINUTES
from bot.understanding.lexicons import SPOKEN
from bot.understanding.years import FIRST_YEAR, LAST_YEAR
from recommender.genres import GENRES
from storage.records.people import ChatUser, DailyPick
from storage.unit_of_work import UnitOfWork

MAX_NAME_LENGTH = 80
MAX_TITLE_LENGTH = 200
MAX_NUMBER = 10_000

_TOPICS = frozenset({*GENRES, *COLLECTIONS.values(), *ENGLISH.themes.values()})


@dataclass(frozen=True)
class ChosenSettings:
    """What somebody chose; each as it is while nothing was chosen. daily: an hour and a zone."""

    movielens_user_id: int | None = None
    filters: Filters = NO_FILTERS
    asked_filters: Filters = NO_FILTERS
    boldness: float = 0.0
    language: str | None = None
    daily: tuple[int, str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Return what was chosen."""
        return tuple(each for each in SETTINGS if getattr(self, each) != getattr(NOTHING_CHOSEN, each))

    def only(self, names: tuple[str, ...]) -> ChosenSettings:
        """Return these settings, the others as if nothing had been chosen."""
        values: dict[str, Any] = {name: getattr(self, name) for name in names}
        return replace(NOTHING_CHOSEN, **values)

    def to_json(self) -> dict[str, Any]:
        """Return what was chosen as JSON can hold it."""
        values = {name: getattr(self, name) for name in self.names}
        return {
            name: value.to_json() if isinstance(value, Filters) else value for name, value in values.items()
        }


NOTHING_CHOSEN = ChosenSettings()
SETTINGS = tuple(field.name for field in fields(ChosenSettings))


@dataclass(frozen=True)
class BroughtSettings:
    """Settings of a file beside those here: what is new, what stays as it is here, what is nothing today."""

    new: ChosenSettings = NOTHING_CHOSEN
    kept: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def read_settings(work: UnitOfWork, said: Mapping[str, object]) -> tuple[ChosenSettings, tuple[str, ...]]:
    """Return what a file says was chosen, and the settings of which something is not known here."""
    chosen: dict[str, Any] = {}
    unknown = []
    for name, read in _READERS.items():
        if name in said:
            value, is_known = read(work, said[name])
            chosen[name] = value
            if not is_known:
                unknown.append(name)
    return replace(NOTHING_CHOSEN, **chosen), tuple(unknown)


def beside(mine: ChosenSettings, theirs: ChosenSettings, unknown: tuple[str, ...] = ()) -> BroughtSettings:
    """Return what of a file's settings is new here."""
    new = tuple(name for name in theirs.names if name not in mine.names)
    kept = tuple(name for name in theirs.names if name in mine.names and not _agree(name, mine, theirs))
    return BroughtSettings(theirs.only(new), kept, unknown)


def chosen_by(work: UnitOfWork, chat_user_id: int) -> ChosenSettings:
    """Return what a person has chosen."""
    person, daily = work.chat_users.get(chat_user_id), work.daily_picks.get(chat_user_id)
    chosen = NOTHING_CHOSEN if person is None else _of(person)
    return chosen if daily is None else replace(chosen, daily=(daily.hour, daily.zone))


def choose(work: UnitOfWork, chat_user_id: int, chosen: ChosenSettings, now: datetime) -> None:
    """Choose for a person what is chosen there; the rest stays as it is."""
    for name in chosen.names:
        _WRITERS[name](work, chat_user_id, getattr(chosen, name), now)


def take_back(work: UnitOfWork, chat_user_id: int, brought: ChosenSettings, now: datetime) -> tuple[int, int]:
    """Let what an import chose be unchosen; return how many settings, and how many were changed since."""
    mine = chosen_by(work, chat_user_id)
    untouched = [name for name in brought.names if _agree(name, mine, brought)]
    for name in untouched:
        _WRITERS[name](work, chat_user_id, getattr(NOTHING_CHOSEN, name), now)
    return len(untouched), len(brought.names) - len(untouched)


def _agree(name: str, one: ChosenSettings, other: ChosenSettings) -> bool:
    return bool(getattr(one, name) == getattr(other, name))


def _of(person: ChatUser) -> ChosenSettings:
    return ChosenSettings(
        person.movielens_user_id,
        Filters.from_json(person.filters or {}),
        Filters.from_json(person.asked_filters or {}),
        person.boldness,
        person.chosen_language,
    )


def _read_user(work: UnitOfWork, said: object) -> tuple[int | None, bool]:
    """Return a MovieLens user; of another data set nobody knows whom it means here."""
    match said:
        case [user, digest]:
            loaded = work.movielens_ratings.data_set()
            said = user if loaded is not None and loaded.digest == digest else None
    if isinstance(said, int) and not isinstance(said, bool) and work.movielens_ratings.has_user(said):
        return said, True
    return None, False


def _read_boldness(_: UnitOfWork, said: object) -> tuple[float, bool]:
    if isinstance(said, int | float) and _is_number(said, -1.0, 1.0):
        return float(said), True
    return 0.0, False


def _read_language(_: UnitOfWork, said: object) -> tuple[str | None, bool]:
    return (said, True) if isinstance(said, str) and said in SPOKEN else (None, False)


def _read_daily(_: UnitOfWork, said: object) -> tuple[tuple[int, str] | None, bool]:
    match said:
        case [int(hour), str(zone)] if _is_number(hour, 0, 23) and zone in PLACES:
            return (hour, zone), True
        case _:
            return None, False


def _read_filters(_: UnitOfWork, said: object) -> tuple[Filters, bool]:
    """Return the parts of filters that are known, and whether all are."""
    if not isinstance(said, dict):
        return NO_FILTERS, False
    known = {
        name: frozenset(value) if isinstance(value, list) else value
        for name, value in said.items()
        if name in _USUAL and _PARTS.get(name, _is_like(_USUAL[name]))(value)
    }
    filters: dict[str, Any] = known
    return replace(NO_FILTERS, **filters), len(known) == len(said)


def _is_number(value: Any, least: float, most: float) -> bool:
    """Return whether a value is a number between two; none is that is not finite."""
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def _are_topics(value: Any) -> bool:
    return _are_names(value) and _TOPICS.issuperset(value)


def _are_names(value: Any, longest: int = MAX_NAME_LENGTH) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= MAX_UNWANTED
        and all(isinstance(name, str) and len(name) <= longest for name in value)
        and all(name.strip() and name.isprintable() for name in value)
    )


def _is_year(value: Any) -> bool:
    return isinstance(value, int) and _is_number(value, FIRST_YEAR, LAST_YEAR)


def _are_minutes(value: Any) -> bool:
    return isinstance(value, int) and _is_number(value, 1, MAX_MINUTES)


def _is_like(usual: object) -> Callable[[Any], bool]:
    """Return what looks at a part of filters of which nothing more is known than how it is while unsaid."""
    if isinstance(usual, frozenset):
        return _are_names
    if isinstance(usual, bool):
        return lambda value: isinstance(value, bool)
    return lambda value: _is_number(value, 0, MAX_NUMBER)


_USUAL = {field.name: field.default for field in fields(Filters)}
_PARTS: Mapping[str, Callable[[Any], bool]] = {
    "genres": lambda value: _are_names(value) and set(GENRES).issuperset(value),
    "excluded_genres": _are_topics,
    "any_genres": _are_topics,
    "themes": _are_topics,
    "excluded_films": lambda value: _are_names(value, MAX_TITLE_LENGTH),
    "first_year": _is_year,
    "last_year": _is_year,
    "min_minutes": _are_minutes,
    "max_minutes": _are_minutes,
    "min_stars": lambda value: _is_number(value, 0.5, 5.0),
}
"""What looks closer at some parts of filters."""
_READERS: Mapping[str, Callable[[UnitOfWork, object], tuple[Any, bool]]] = {
    "movielens_user_id": _read_user,
    "filters": _read_filters,
    "asked_filters": _read_filters,
    "boldness": _read_boldness,
    "language": _read_language,
    "daily": _read_daily,
}


def _write_user(work: UnitOfWork, chat_user_id: int, movielens_user_id: int | None, _: datetime) -> None:
    if movielens_user_id is None:
        work.chat_users.unlink(chat_user_id)
    else:
        work.chat_users.link(chat_user_id, movielens_user_id)


def _write_daily(work: UnitOfWork, chat_user_id: int, daily: tuple[int, str] | None, now: datetime) -> None:
    if daily is None:
        work.daily_picks.remove(chat_user_id)
    else:
        pick = DailyPick(chat_user_id, *daily, began_at=now, next_at=next_occurrence(*daily, now))
        work.daily_picks.put(pick)


_WRITERS: Mapping[str, Callable[[UnitOfWork, int, Any, datetime], None]] = {
    "movielens_user_id": _write_user,
    "filters": lambda work, person, filters, _: work.chat_users.set_filters(person, filters.to_json()),
    "asked_filters": lambda work, person, filters, _: work.chat_users.set_asked_filters(
        person, filters.to_json()
    ),
    "boldness": lambda work, person, boldness, _: work.chat_users.set_boldness(person, boldness),
    "language": lambda work, person, language, _: work.chat_users.set_language(person, language),
    "daily": _write_daily,
}
