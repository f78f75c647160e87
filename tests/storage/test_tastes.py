"""Everything that a person said of films, read with one question, on both databases."""

from __future__ import annotations

from datetime import timedelta

from storage.records.people import StoredTaste
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON

MINUTE = timedelta(minutes=1)


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


def test_what_somebody_spoke_of_last_comes_first_with_stars_or_without(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_ratings.rate(ANNA, 1, 4.5, NOON)
        work.dismissals.add(ANNA, 2, "not_seen", NOON + MINUTE)
        work.chat_ratings.rate(ANNA, 3, 2.0, NOON + 2 * MINUTE)
        work.chat_ratings.rate(BEN, 4, 1.0, NOON + 3 * MINUTE)
        assert work.tastes.newest(ANNA, 24) == (3, 2, 1)
        assert work.tastes.newest(ANNA, 2) == (3, 2)
        assert work.tastes.newest(BEN, 24) == (4,)
        assert work.tastes.newest(13, 24) == ()


def test_of_films_spoken_of_at_one_moment_the_higher_number_comes_first(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        for movie_id in (2, 4):
            work.chat_ratings.rate(ANNA, movie_id, 4.5, NOON)
        work.dismissals.add(ANNA, 3, "not_interested", NOON)
        assert work.tastes.newest(ANNA, 2) == (4, 3)
