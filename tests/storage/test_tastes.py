"""Everything that a person said of films, read with one question, on both databases."""

from __future__ import annotations

from storage.records.people import StoredTaste
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON


def test_stars_dismissals_and_films_seen_are_told_apart(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_ratings.rate(ANNA, 1, 4.5, NOON)
        work.dismissals.add(ANNA, 2, "not_interested", NOON)
        work.dismissals.add(ANNA, 3, "not_seen", NOON)
        work.seen_films.add(ANNA, 1, NOON)
        work.seen_films.add(ANNA, 2, NOON)
        work.chat_ratings.rate(BEN, 3, 1.0, NOON)
        expected = StoredTaste({1: 4.5}, {2: "not_interested", 3: "not_seen"}, frozenset({1, 2}))
        assert work.tastes.of(ANNA) == expected
        assert work.tastes.of(BEN) == StoredTaste({3: 1.0}, {}, frozenset())
        assert work.tastes.of(13) == StoredTaste({}, {}, frozenset())
