"""What people said of the films that lists showed them."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from scripts.benches.crowd import fill
from storage.records.shown import ShownFilms
from storage.tables.people import impressions
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory, unit_of_work_factory
from tests.storage.conftest import ANNA, BEN, NOON, at
from tests.storage.test_query_plans import scanned, statements_of

LIKED = 4.0


def outcomes(work: UnitOfWork, minutes: float = 0) -> list[ShownFilms]:
    return work.impressions.outcomes(at(minutes), LIKED)


def test_what_was_shown_is_told_apart_by_list_and_place(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        for movie_id, position in ((1, 0), (2, 2), (3, 3), (4, 9), (5, 10)):
            work.impressions.record(ANNA, movie_id, at(1), source="model", position=position)
        work.impressions.record(BEN, 1, at(1), source="popular", position=0)
        work.impressions.record(BEN, 2, at(1), source="daily")
        assert [(row.source, row.first_place, row.shown) for row in outcomes(work)] == [
            ("daily", None, 1),
            ("model", 1, 2),
            ("model", 4, 2),
            ("model", 11, 1),
            ("popular", 1, 1),
        ]


def test_what_was_shown_long_ago_is_forgotten(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.impressions.record(ANNA, 1, at(1))
        work.impressions.record(ANNA, 2, at(3))
        work.impressions.record(BEN, 1, at(2))

        assert work.impressions.prune(at(3)) == 2
        assert work.impressions.since(ANNA, at(0)) == {2}
        assert work.impressions.since(BEN, at(0)) == set()


def test_of_each_film_one_thing_counts_stars_before_hiding_before_keeping(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        for movie_id in (1, 2, 3, 4, 5):
            work.impressions.record(ANNA, movie_id, at(1), source="model", position=0)
        work.chat_ratings.rate(ANNA, 1, 4.0, at(2))
        work.chat_ratings.rate(ANNA, 2, 3.5, at(2))
        for movie_id in (1, 2, 3, 4):
            work.watchlist.add(ANNA, movie_id, at(2))
        work.dismissals.add(ANNA, 2, "not_interested", at(3))
        work.dismissals.add(ANNA, 3, "not_interested", at(3))
        work.dismissals.add(ANNA, 5, "not_seen", at(3))
        assert outcomes(work) == [ShownFilms("model", 1, 5, liked=1, rated_lower=1, hidden=1, kept=1)]


def test_what_others_said_and_what_was_said_before_does_not_count(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_ratings.rate(ANNA, 1, 5.0, NOON)
        work.chat_ratings.rate(BEN, 1, 5.0, at(6))
        work.impressions.record(ANNA, 1, at(6), source="new", position=0)
        work.impressions.record(ANNA, 2, NOON, source="new", position=0)
        assert outcomes(work, 5) == [ShownFilms("new", 1, 1, liked=0, rated_lower=0, hidden=0, kept=0)]


def test_a_watchlist_leaves_the_credit_to_the_list_that_brought_a_film(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.impressions.record(ANNA, 1, at(1), source="model", position=4)
        for movie_id in (1, 2):
            work.watchlist.add(ANNA, movie_id, at(2))
            work.impressions.record(ANNA, movie_id, at(3), source="watchlist", position=0)
        assert outcomes(work) == [
            ShownFilms("model", 4, 1, liked=0, rated_lower=0, hidden=0, kept=1),
            ShownFilms("watchlist", 1, 1, liked=0, rated_lower=0, hidden=0, kept=0),
        ]
        work.impressions.record(ANNA, 1, at(4), source="similar", position=0)
        assert [row.source for row in outcomes(work)] == ["similar", "watchlist"]


def test_films_shown_before_lists_were_noted_are_not_counted(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.impressions.record(ANNA, 1, at(1))
        assert outcomes(work) == []


def test_of_many_people_only_what_was_shown_lately_is_read(postgresql_engine: Engine) -> None:
    fill(postgresql_engine, 600, 2_000)
    with postgresql_engine.begin() as connection:
        aged = sa.update(impressions).where(impressions.c.chat_user_id > 3)
        connection.execute(aged.values(shown_at=NOON - timedelta(days=90), source="model", position=0))
    with postgresql_engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE impressions"))
    with statements_of(postgresql_engine) as noted, unit_of_work_factory(postgresql_engine)() as work:
        work.impressions.outcomes(NOON - timedelta(days=30), LIKED)
    [(statement, values)] = noted
    # The others are so small here that reading them whole is as quick.
    assert not scanned(postgresql_engine, statement, values) & {"impressions", "chat_ratings"}
