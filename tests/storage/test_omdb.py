"""OMDb's answers, its quota, and the posters Telegram already has."""

from __future__ import annotations

import threading
from datetime import date, timedelta

from sqlalchemy.engine import Engine

from storage.records.catalogue import MovieDetails
from storage.unit_of_work import UnitOfWorkFactory, unit_of_work_factory
from tests.storage.conftest import NOON, at

TODAY = date(2026, 11, 22)
FULL = MovieDetails(
    imdb_id="tt0114709",
    outcome="found",
    fetched_at=NOON,
    plot="A cowboy doll meets a spaceman.",
    director="John Lasseter",
    runtime_minutes=81,
    imdb_rating=8.3,
    poster_url="https://example.org/poster.jpg",
    title="Toy Story",
    year=1995,
    actors="Tom Hanks, Tim Allen",
)


def test_details_come_back_as_they_were_put(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        work.movie_details.put(FULL)
        assert work.movie_details.get("tt0114709") == FULL
        assert work.movie_details.get("tt0000001") is None


def test_a_later_answer_replaces_every_field(unit_of_work: UnitOfWorkFactory) -> None:
    miss = MovieDetails("tt0114709", "not_found", at(5))
    with unit_of_work() as work:
        work.movie_details.put(FULL)
        work.movie_details.put(miss)
        assert work.movie_details.get("tt0114709") == miss


def test_the_quota_is_taken_one_by_one_until_it_is_spent(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        assert [work.omdb_usage.count(TODAY, 3) for _ in range(5)] == [True, True, True, False, False]
        assert work.omdb_usage.today(TODAY) == 3
        assert work.omdb_usage.count(TODAY + timedelta(days=1), 3)


def test_a_limit_of_nothing_gives_nothing(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        assert not work.omdb_usage.count(TODAY, 0)
        assert work.omdb_usage.today(TODAY) == 0


def test_processes_that_take_at_once_never_take_more_than_the_limit(engine: Engine) -> None:
    begin = unit_of_work_factory(engine)
    taken: list[bool] = []

    def take() -> None:
        for _ in range(4):
            with begin() as work:
                taken.append(work.omdb_usage.count(TODAY, 7))
                work.commit()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 7
    with begin() as work:
        assert work.omdb_usage.today(TODAY) == 7


def test_every_bot_has_file_ids_of_its_own(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.poster_file_ids.put(1, 2, "first", NOON)
        work.poster_file_ids.put(1, 2, "second", at(1))
        work.poster_file_ids.put(9, 2, "other bot", NOON)
        assert work.poster_file_ids.get(1, 2) == "second"
        work.poster_file_ids.forget(1, 2)
        assert work.poster_file_ids.get(1, 2) is None
        assert work.poster_file_ids.get(9, 2) == "other bot"
