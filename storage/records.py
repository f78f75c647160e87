"""What storage hands out: frozen records, no rows and no sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

DismissalKind = Literal["not_interested", "not_seen"]
RatingOrder = Literal["newest", "stars", "title"]
DeckSource = Literal[
    "recommend", "popular", "similar", "watchlist", "new"
]  # what the person asked for; no database counts them
ShownBy = Literal["model", "popular", "similar", "watchlist", "new", "daily"]  # how what was shown was chosen
ImportState = Literal["pending", "imported", "undone"]
Feeling = Literal["like", "dislike"]
NightState = Literal["gathering", "voting", "decided", "asked", "over"]
ModelState = Literal["training", "live", "kept", "rejected", "failed", "cancelled"]


@dataclass(frozen=True)
class Movie:
    """One film of the catalogue."""

    movie_id: int
    title: str
    year: int | None = None
    genres: tuple[str, ...] = ()
    imdb_id: str | None = None
    tmdb_id: int | None = None


@dataclass(frozen=True)
class CatalogueState:
    """What changes when films are added or a data set is loaded."""

    films: int
    last_movie_id: int
    ratings: int


@dataclass(frozen=True)
class MovieStatistics:
    """How often each movie was rated and the sum of its stars, over MovieLens and chat ratings."""

    movie_ids: NDArray[np.int32]
    counts: NDArray[np.int64]
    star_sums: NDArray[np.float64]


@dataclass(frozen=True)
class RatingArrays:
    """Ratings as three arrays of one length."""

    user_ids: NDArray[np.int64]
    movie_ids: NDArray[np.int32]
    stars: NDArray[np.float32]

    def __iter__(self) -> Any:
        """Unpack like a tuple: `user_ids, movie_ids, stars = …`."""
        return iter((self.user_ids, self.movie_ids, self.stars))


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


@dataclass(frozen=True)
class ShownFilms:
    """How many films one kind of list showed from a place on, and what people said of them.

    Each film counts once for each person, and of the last four in one at most.
    """

    source: ShownBy
    first_place: int | None
    shown: int
    liked: int
    rated_lower: int
    hidden: int
    kept: int


@dataclass(frozen=True)
class FirstScreen:
    """Six films shown to a newcomer at once; ticked are the seen ones of this screen and of those before.

    is_done: no more are shown, and the ticked ones get stars one after another.
    """

    chat_user_id: int
    number: int
    movie_ids: tuple[int, ...]
    ticked: tuple[int, ...] = ()
    is_done: bool = False


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
class Deck:
    """The movies of one list that a chat user leafs through."""

    deck_id: int
    chat_user_id: int
    source: DeckSource
    movie_ids: tuple[int, ...]
    created_at: datetime
    filters: Mapping[str, Any] = field(default_factory=dict)
    like_movie_id: int | None = None
    also_like_movie_ids: tuple[int, ...] = ()
    shows_again: bool = False

    @property
    def liked(self) -> tuple[int, ...]:
        """The films that this list is like."""
        return () if self.like_movie_id is None else (self.like_movie_id, *self.also_like_movie_ids)


@dataclass(frozen=True)
class MovieDetails:
    """What OMDb said about a film, or why it said nothing (`outcome`)."""

    imdb_id: str
    outcome: str
    fetched_at: datetime
    plot: str | None = None
    director: str | None = None
    runtime_minutes: int | None = None
    imdb_rating: float | None = None
    poster_url: str | None = None
    title: str | None = None
    year: int | None = None
    actors: str | None = None


@dataclass(frozen=True)
class ServedVersion:
    """Which model serves: its version, the SHA-256 of its bytes and who signed that (None: nobody)."""

    version: int
    digest: str
    signature: str | None = None


@dataclass(frozen=True)
class ModelDecision:
    """An admin's choice of the live model; rolled_back_from is the newer version that it replaced."""

    by: str
    at: datetime
    rolled_back_from: int | None


@dataclass(frozen=True)
class ModelVersion:
    """One training run and what came of it."""

    version: int
    state: ModelState
    reason: str | None
    requested_by: str
    seed: int
    created_at: datetime
    finished_at: datetime | None
    promoted_at: datetime | None
    promoted_by: str | None
    digest: str | None
    signature: str | None
    size: int | None
    schema_version: int | None
    is_stored: bool
    report: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class LockHolder:
    """Who is training, and since when."""

    owner: str
    since: datetime


@dataclass(frozen=True)
class DataSet:
    """The MovieLens data set that is loaded."""

    name: str
    digest: str
    rating_count: int
    user_count: int
    movie_count: int


@dataclass(frozen=True)
class ReceivedUpdate:
    """An update of Telegram's as it came; subject is a digest of what it says something about, or None."""

    update_id: int
    person_id: int
    payload: str
    subject: int | None = None


@dataclass(frozen=True)
class PendingUpdate:
    """An update of Telegram's that nobody has handled, and how often a process died over it.

    It is late when a newer one about the same subject, or about everything, has been handled before it.
    """

    update_id: int
    payload: str
    abandoned_count: int
    is_late: bool = False


@dataclass(frozen=True)
class Night:
    """An evening that a group chooses a film for; movie_ids are the shortlist, votes how many for each.

    gathering: people join. voting: a poll is open. decided: there is a film. asked: those who came were asked
    how it was. over: called off.
    """

    night_id: int
    chat_id: int
    thread_id: int | None
    state: NightState
    created_at: datetime
    filters: Mapping[str, Any]
    movie_ids: tuple[int, ...]
    poll_id: str | None = None
    poll_message_id: int | None = None
    votes: tuple[int, ...] = ()
    closes_at: datetime | None = None
    decided_at: datetime | None = None
    movie_id: int | None = None


@dataclass(frozen=True)
class ComparisonLink:
    """Somebody's offer to compare tastes with whoever opens it first."""

    link_id: int
    chat_user_id: int
    created_at: datetime


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


@dataclass(frozen=True)
class CardMessage:
    """Which film a message in a private chat shows, and what a reaction to it did."""

    chat_user_id: int
    message_id: int
    movie_id: int
    reaction: Feeling | None = None


@dataclass(frozen=True)
class NightGuest:
    """Somebody who is in for a night, and the film that they refused, if any."""

    chat_user_id: int
    first_name: str
    joined_at: datetime
    vetoed_movie_id: int | None = None
    language_code: str | None = None
