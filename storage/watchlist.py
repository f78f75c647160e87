"""Films that people want to watch."""

from __future__ import annotations

from storage.film_lists import FilmList
from storage.tables import watchlist


class Watchlist(FilmList):
    """Reads and writes watchlists."""

    table = watchlist
