"""People who talk to the bot, and what they said of films."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

DismissalKind = Literal["not_interested", "not_seen"]
RatingOrder = Literal["newest", "stars", "title"]
ImportState = Literal["pending", "imported", "undone"]


@dataclass(frozen=True)
class ChatUser:
    """A Telegram account that has spoken with the bot."""

    chat_user_id: int
    first_name: str
    language_code: str | None
    movielens_user_id: int | None
    created_at: datetime
    last_seen_at: datetime
    blocked_at: datetime | None
    boldness: float
    filters: Mapping[str, Any] | None = None
    asked_filters: Mapping[str, Any] | None = None
    chosen_language: str | None = None


@dataclass(frozen=True)
class Rating:
    """Stars that a chat user gave to a movie."""

    movie_id: int
    stars: float
    rated_at: datetime


@dataclass(frozen=True)
class Dismissal:
    """A movie that a chat user does not want to be shown, and why."""

    movie_id: int
    kind: DismissalKind
    dismissed_at: datetime


@dataclass(frozen=True)
class StoredTaste:
    """Everything that a person said of films: movie id to stars, movie id to why not, seen without stars."""

    ratings: Mapping[int, float]
    dismissals: Mapping[int, DismissalKind]
    seen: frozenset[int]


@dataclass(frozen=True)
class ListedFilm:
    """A movie on a chat user's watchlist, or among those they watched without giving stars."""

    movie_id: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class FilmState:
    """Everything a chat user said of one movie; nothing at all by default."""

    stars: float | None = None
    rated_at: datetime | None = None
    dismissal: DismissalKind | None = None
    dismissed_at: datetime | None = None
    seen_at: datetime | None = None
    listed_at: datetime | None = None

    @property
    def wanted_at(self) -> datetime | None:
        """Return since when it is on the watchlist: nothing said of it later outweighs that."""
        hidden_at = self.dismissed_at if self.dismissal == "not_interested" else None
        later = [moment for moment in (self.rated_at, self.seen_at, hidden_at) if moment is not None]
        is_wanted = self.listed_at is not None and all(moment < self.listed_at for moment in later)
        return self.listed_at if is_wanted else None


@dataclass(frozen=True)
class StoredImport:
    """A file that a chat user brought: what it would change, and what undoing it needs."""

    import_id: int
    state: ImportState
    created_at: datetime
    plan: Mapping[str, Any]
    undo: Mapping[str, Any] | None


@dataclass(frozen=True)
class DailyPick:
    """That somebody wants a film a day: the hour, by the clocks of a zone of the tz database, since when."""

    chat_user_id: int
    hour: int
    zone: str
    began_at: datetime
    next_at: datetime


@dataclass(frozen=True)
class DueDailyPick:
    """A daily pick whose hour has come, and when its person was here last."""

    pick: DailyPick
    last_seen_at: datetime
