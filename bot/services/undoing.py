"""What was stored before a tap changed it, with its time, so that it can be put back in its old place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.records.people import Dismissal, DismissalKind, Rating
from storage.unit_of_work import UnitOfWork

__all__ = ["Dismissal", "DismissalKind", "EarlierStars", "Rating", "earlier_stars", "put_stars_back"]


@dataclass(frozen=True)
class EarlierStars:
    """The stars of a film before new ones, and whether it was put aside; neither: nothing was said of it."""

    movie_id: int
    rating: Rating | None = None
    dismissal: Dismissal | None = None


def earlier_stars(work: UnitOfWork, chat_user_id: int, movie_id: int) -> EarlierStars:
    """Return what stars given now would replace, inside a unit of work."""
    return EarlierStars(
        movie_id,
        work.chat_ratings.get(chat_user_id, movie_id),
        work.dismissals.get(chat_user_id, movie_id),
    )


def put_stars_back(work: UnitOfWork, chat_user_id: int, earlier: EarlierStars, now: datetime) -> None:
    """Let a film's stars be as they were, inside a unit of work."""
    work.chat_users.touch(chat_user_id, now)
    work.chat_ratings.remove(chat_user_id, earlier.movie_id)
    if earlier.rating is not None:
        work.chat_ratings.put_back(chat_user_id, earlier.rating)
    if earlier.dismissal is not None:
        dismissal = earlier.dismissal
        work.dismissals.add(chat_user_id, earlier.movie_id, dismissal.kind, dismissal.dismissed_at)
