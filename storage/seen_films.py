"""Films that people watched without giving them stars."""

from __future__ import annotations

from storage.film_lists import PersonalFilmList
from storage.tables.people import seen_films


class SeenFilms(PersonalFilmList):
    """Reads and writes films watched without stars."""

    table = seen_films
