"""Films that people want to watch."""

from __future__ import annotations

from storage.film_lists import PersonalFilmList
from storage.tables import watchlist


class Watchlist(PersonalFilmList):
    """Reads and writes watchlists."""

    table = watchlist
