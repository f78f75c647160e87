"""Films that people watched without giving them stars."""

from __future__ import annotations

from storage.film_lists import FilmList
from storage.tables import seen_films


class SeenFilms(FilmList):
    """Reads and writes films watched without stars."""

    table = seen_films
