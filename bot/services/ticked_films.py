"""Films that a newcomer ticked among six, and that get stars one after another."""

from __future__ import annotations

from datetime import datetime

from bot.services.taste import Taste
from storage.records.shown import FirstScreen
from storage.unit_of_work import UnitOfWork


def next_ticked(screen: FirstScreen | None, taste: Taste) -> int | None:
    """Return the first ticked film without an answer, once the person is done with ticking."""
    if screen is None or not screen.is_done:
        return None
    answered = taste.ratings.keys() | taste.dismissals.keys()
    return next((movie_id for movie_id in screen.ticked if movie_id not in answered), None)


def mark_answered(work: UnitOfWork, chat_user_id: int, movie_id: int) -> FirstScreen | None:
    """Take a ticked film off the films seen without stars: it has stars now, or was not seen after all.

    The person's screen, which had to be read for that, is returned.
    """
    screen = work.first_screens.get(chat_user_id)
    if _is_ticked(screen, movie_id):
        work.seen_films.remove(chat_user_id, movie_id)
    return screen


def put_back_among_seen(work: UnitOfWork, chat_user_id: int, movie_id: int, now: datetime) -> None:
    """Count a ticked film as seen without stars again: its answer was taken back."""
    if _is_ticked(work.first_screens.get(chat_user_id), movie_id):
        work.seen_films.add(chat_user_id, movie_id, now)


def _is_ticked(screen: FirstScreen | None, movie_id: int) -> bool:
    return screen is not None and screen.is_done and movie_id in screen.ticked
