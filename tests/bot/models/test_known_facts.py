"""What is known of the films of the database: from tables and tags that ship, and from OMDb."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from bot.models.known_facts import known_facts, known_themes
from recommender.facts.records import Facts
from recommender.facts.table import SHIPPED_FACTS, read_facts
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory

ALIENS = "tt0090605"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


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


def test_what_omdb_tells_is_newer_and_what_it_does_not_tell_stays(stocked: UnitOfWorkFactory) -> None:
    shipped = read_facts(SHIPPED_FACTS)
    full = [each for each, facts in sorted(shipped.items()) if facts.directors and facts.languages]
    told = (Facts(languages=("Thai",)), Facts(), Facts(film_type="series", runtime_minutes=50))
    with stocked() as work:
        films = [work.movies.add(f"Film {each}", 1990, (), each).movie_id for each in full[:3]]
        for imdb_id, facts in zip(full, told, strict=False):
            work.film_facts.put(imdb_id, facts.to_json(), NOW)
        known = known_facts(work)
        assert known_facts(work, "none") == {}
    before = [shipped[each] for each in full[:3]]
    assert known[films[0]] == replace(before[0], languages=("Thai",))
    assert known[films[1]] == before[1]
    assert known[films[2]] == replace(before[2], film_type="series", runtime_minutes=50)
