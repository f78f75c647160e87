"""What people were shown: lists, screens, cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

DeckSource = Literal[
    "recommend", "popular", "similar", "watchlist", "new", "filters", "night", "search"
]  # what the person asked for; the last three are wishes without films; no database counts them
ShownBy = Literal["model", "popular", "similar", "watchlist", "new", "daily"]  # how what was shown was chosen
Feeling = Literal["like", "dislike"]


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


@dataclass(frozen=True)
class CardMessage:
    """Which film a message in a private chat shows, and what a reaction to it did."""

    chat_user_id: int
    message_id: int
    movie_id: int
    reaction: Feeling | None = None
