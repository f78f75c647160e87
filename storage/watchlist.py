"""Films that people want to watch.

The last word counts: a film that was rated, watched or hidden since it was put on the list is not on it. It
keeps its row, so whoever takes the stars, *seen* or *not for me* back finds it on the list again.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from storage.film_lists import PersonalFilmList
from storage.tables.people import chat_ratings, dismissals, seen_films, watchlist


class Watchlist(PersonalFilmList):
    """Reads and writes watchlists."""

    table = watchlist
    standing = (
        ~sa.exists().where(
            chat_ratings.c.chat_user_id == watchlist.c.chat_user_id,
            chat_ratings.c.movie_id == watchlist.c.movie_id,
            chat_ratings.c.rated_at >= watchlist.c.added_at,
        ),
        ~sa.exists().where(
            seen_films.c.chat_user_id == watchlist.c.chat_user_id,
            seen_films.c.movie_id == watchlist.c.movie_id,
            seen_films.c.added_at >= watchlist.c.added_at,
        ),
        ~sa.exists().where(
            dismissals.c.chat_user_id == watchlist.c.chat_user_id,
            dismissals.c.movie_id == watchlist.c.movie_id,
            dismissals.c.kind == "not_interested",
            dismissals.c.dismissed_at >= watchlist.c.added_at,
        ),
    )

    def add(self, chat_user_id: int, movie_id: int, now: datetime) -> bool:
        """Put a film on the list, anew if something outweighs it; says whether it was not on it."""
        if movie_id in self.of(chat_user_id):
            return False
        self.remove(chat_user_id, movie_id)
        return super().add(chat_user_id, movie_id, now)
