"""Which films of the database are about what, as far as the tags that ship tell."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from bot.models.known_facts import known_themes
from storage.unit_of_work import UnitOfWork

ALIENS = "tt0090605"


class Work:
    """A database with one film."""

    def __init__(self, movie_ids: dict[str, int]) -> None:
        self.movies: Any = self
        self._movie_ids = movie_ids

    def with_imdb_ids(self, imdb_ids: Collection[str]) -> dict[str, int]:
        return {each: number for each, number in self._movie_ids.items() if each in imdb_ids}


def test_themes_name_the_films_that_there_are() -> None:
    themes = known_themes(cast(UnitOfWork, Work({ALIENS: 7, "tt0000000": 8})))
    assert themes["aliens"] == {7}
    assert themes["vampires"] == frozenset()
