"""One transaction: kept when committed, undone otherwise."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from storage.database import create_engine_for, normalise_url
from storage.errors import DatabaseNotMigrated, DatabaseUnavailable, StorageError
from storage.unit_of_work import UnitOfWorkFactory, unit_of_work_factory
from tests.storage.conftest import ANNA, NOON


def test_what_is_committed_is_there_for_the_next_unit_of_work(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        work.chat_users.touch(ANNA, NOON, "Anna", "de")
        work.commit()
    with unit_of_work() as work:
        assert work.chat_users.count() == 1


def test_leaving_without_commit_undoes_everything(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        work.chat_users.touch(ANNA, NOON, "Anna", "de")
    with unit_of_work() as work:
        assert work.chat_users.count() == 0


def test_an_error_undoes_what_came_after_the_last_commit_and_goes_on_up(
    unit_of_work: UnitOfWorkFactory,
) -> None:
    with pytest.raises(RuntimeError, match="ours"), unit_of_work() as work:  # noqa: PT012
        work.errors.record("kept", "", NOON)
        work.commit()
        work.errors.record("undone", "", NOON)
        raise RuntimeError("ours")
    with unit_of_work() as work:
        assert work.errors.count_since(NOON) == 1


def test_reading_after_a_commit_in_the_same_unit_of_work_goes_on(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        work.chat_users.touch(ANNA, NOON, "Anna", "de")
        work.commit()
        assert work.chat_users.get(ANNA) is not None


def test_people_who_write_at_the_same_time_all_succeed(engine: Engine) -> None:
    begin = unit_of_work_factory(engine)
    failures: list[BaseException] = []

    def talk(chat_user_id: int) -> None:
        try:
            for _ in range(5):
                with begin() as work:
                    work.chat_users.get(chat_user_id)  # reads first, then wants to write
                    work.chat_users.touch(chat_user_id, NOON, "Somebody")
                    work.commit()
        except StorageError as error:
            failures.append(error)

    threads = [threading.Thread(target=talk, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with begin() as work:
        assert work.chat_users.count() == 6


def test_a_locked_sqlite_database_is_unavailable_and_recovers(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = unit_of_work_factory(sqlite_engine)
    with sqlite_engine.connect() as other:
        other.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnavailable, match="locked"), begin() as work:  # noqa: PT012
            work._connection.exec_driver_sql("PRAGMA busy_timeout = 10")
            work.errors.record("kind", "summary", NOON)
    with begin() as work:
        work.errors.record("kind", "summary", NOON)
        work.commit()


def test_a_database_without_tables_says_what_to_run(tmp_path: Path) -> None:
    engine = create_engine_for(normalise_url(None, tmp_path))
    with (
        pytest.raises(DatabaseNotMigrated, match=r"scripts\.migrate"),
        unit_of_work_factory(engine)() as work,
    ):
        work.movies.count()
    engine.dispose()
