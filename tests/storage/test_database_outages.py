"""Connections break and servers go away; the next unit of work that can succeed does."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from storage import pooled_connections
from storage.database import create_engine_for, normalise_url
from storage.errors import DatabaseUnavailable
from storage.migrating import upgrade
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory, unit_of_work_factory
from tests.storage.conftest import ANNA, BEN, NOON, load_stock
from tests.support.databases import running_postgres


def cut(engine: Engine, work: UnitOfWork) -> None:
    """End the server's side of a unit of work's connection."""
    pid = work._connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with engine.connect() as other:
        other.exec_driver_sql(f"SELECT pg_terminate_backend({pid}, 5000)")


@pytest.fixture
def begin(postgresql_engine: Engine) -> UnitOfWorkFactory:
    return unit_of_work_factory(postgresql_engine)


def test_a_connection_cut_while_reading_is_unavailable(
    postgresql_engine: Engine, begin: UnitOfWorkFactory
) -> None:
    with pytest.raises(DatabaseUnavailable), begin() as work:  # noqa: PT012
        cut(postgresql_engine, work)
        work.chat_users.count()
    with begin() as work:
        assert work.chat_users.count() == 0


def test_a_connection_cut_during_a_copy_is_unavailable(
    postgresql_engine: Engine, begin: UnitOfWorkFactory
) -> None:
    with pytest.raises(DatabaseUnavailable), begin() as work:  # noqa: PT012
        cut(postgresql_engine, work)
        work.chat_ratings.as_arrays()
    with begin() as work:
        assert work.chat_ratings.total() == 0


def test_a_connection_cut_before_the_commit_kept_nothing(
    postgresql_engine: Engine, begin: UnitOfWorkFactory
) -> None:
    with pytest.raises(DatabaseUnavailable), begin() as work:  # noqa: PT012
        work.chat_users.touch(ANNA, NOON, "Anna")
        cut(postgresql_engine, work)
        work.commit()
    with begin() as work:
        assert work.chat_users.count() == 0


def test_leaving_a_broken_unit_of_work_without_commit_is_quiet(
    postgresql_engine: Engine, begin: UnitOfWorkFactory
) -> None:
    with begin() as work:
        cut(postgresql_engine, work)
    assert postgresql_engine.pool.status().endswith("Current Checked out connections: 0")
    with begin() as work:
        assert work.chat_users.count() == 0


def test_a_pooled_connection_that_broke_meanwhile_is_not_noticed(
    postgresql_engine: Engine, begin: UnitOfWorkFactory
) -> None:
    with begin() as work:
        pid = work._connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    other = create_engine_for(postgresql_engine.url)
    with other.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_terminate_backend({pid}, 5000)")
    other.dispose()
    with begin() as work:
        work.chat_users.touch(ANNA, NOON, "Anna")
        work.commit()


def test_all_that_was_pooled_when_the_server_ended_it_is_replaced(
    postgresql_engine: Engine, begin: UnitOfWorkFactory
) -> None:
    connections = [postgresql_engine.connect() for _ in range(3)]
    pids = [each.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() for each in connections]
    for each in connections:
        each.close()
    other = create_engine_for(postgresql_engine.url)
    with other.connect() as connection:
        for pid in pids:
            connection.exec_driver_sql(f"SELECT pg_terminate_backend({pid}, 5000)")
    other.dispose()
    for _ in range(4):
        with begin() as work:
            assert work._connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() not in pids


def test_a_connection_that_was_idle_for_long_is_asked_about_and_others_are_not(
    postgresql_engine: Engine, begin: UnitOfWorkFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    ping = pooled_connections._ping
    monkeypatch.setattr(pooled_connections, "_ping", lambda each: (asked.append(each), ping(each)))
    for _ in range(5):
        with begin() as work:
            assert work.chat_users.count() == 0
    assert asked == []
    monkeypatch.setattr(pooled_connections, "IDLE_SECONDS", -1.0)
    with begin() as work:
        assert work.chat_users.count() == 0
    assert len(asked) == 1


def test_an_error_of_ours_is_not_called_an_outage(begin: UnitOfWorkFactory) -> None:
    with pytest.raises(Exception, match="syntax error") as mistake, begin() as work:
        work._connection.exec_driver_sql("SELEKT 1")
    assert not isinstance(mistake.value, DatabaseUnavailable)


def _control(server: Any, *command: str) -> None:
    """Run pg_ctl as the account that the server runs as."""
    program = [str(server.bin_path / "pg_ctl"), "-w", "-D", str(server.pgdata), *command]
    subprocess.run(  # noqa: S603  # the server's own program
        program, check=True, user=server.system_user, stdout=subprocess.DEVNULL, timeout=30
    )


def test_a_server_that_goes_away_and_comes_back(postgres_folder: Path) -> None:
    with running_postgres(postgres_folder / "outage") as server:
        engine = create_engine_for(normalise_url(server.get_uri(), Path()))
        upgrade(engine)
        load_stock(engine)
        begin = unit_of_work_factory(engine)
        with begin() as work:
            work.chat_users.touch(ANNA, NOON, "Anna")
            work.commit()
            _control(server, "-m", "fast", "stop")
        with pytest.raises(DatabaseUnavailable), begin():
            pass
        _control(server, "-o", f'-h "" -k {server.pgdata}', "-l", str(server.log), "start")
        with begin() as work:
            work.chat_users.touch(BEN, NOON, "Ben")
            work.commit()
            assert work.chat_users.count() == 2
        engine.dispose()
        server._postmaster_info = None
        server.ensure_postgres_running()  # it learns the new process, to stop it at the end
