"""What several people share: movie nights, comparisons of tastes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

NightState = Literal["gathering", "voting", "decided", "asked", "over"]


@dataclass(frozen=True)
class Night:
    """An evening that a group chooses a film for; movie_ids are the shortlist, votes how many for each.

    gathering: people join. voting: a poll is open. decided: there is a film. asked: those who came were asked
    how it was. over: called off. message_id: the message that shows the night, until it shows how it ended.
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
    message_id: int | None = None


@dataclass(frozen=True)
class NightGuest:
    """Somebody who is in for a night, and the film that they refused, if any."""

    chat_user_id: int
    first_name: str
    joined_at: datetime
    vetoed_movie_id: int | None = None
    language_code: str | None = None


@dataclass(frozen=True)
class ComparisonLink:
    """Somebody's offer to compare tastes with whoever agrees first; who did, and when.

    told_at: since when its maker knows.
    """

    link_id: int
    chat_user_id: int
    created_at: datetime
    agreed_by: int | None = None
    agreed_at: datetime | None = None
    told_at: datetime | None = None
