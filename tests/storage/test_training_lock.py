"""One process trains at a time, and no dead one stands in the way."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine

from storage.database import create_engine_for
from storage.errors import DatabaseNotMigrated, TrainingLockHeld, TrainingLockLost
from storage.migrating import upgrade
from storage.records.running import LockHolder
from storage.tables.running import training_lock
from storage.training_lock import HEARTBEAT_LIMIT, TrainingLocks
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import NOON, at


@pytest.fixture
def locks(engine: Engine) -> TrainingLocks:
    return TrainingLocks(engine)


def test_the_second_is_told_who_is_training_since_when(locks: TrainingLocks) -> None:
    with locks.acquire("the nightly schedule", NOON):
        with pytest.raises(TrainingLockHeld, match="the nightly schedule is training since") as refusal:
            locks.acquire("admin 7", at(3))
        assert (refusal.value.owner, refusal.value.since) == ("the nightly schedule", NOON)
        assert locks.holder(at(3)) == LockHolder("the nightly schedule", NOON)


def test_a_released_lock_is_free(locks: TrainingLocks) -> None:
    assert locks.holder(NOON) is None
    with locks.acquire("first", NOON):
        pass
    assert locks.holder(at(1)) is None
    with locks.acquire("second", at(1)):
        assert locks.holder(at(1)) == LockHolder("second", at(1))


def test_an_error_while_training_releases_the_lock(locks: TrainingLocks) -> None:
    with pytest.raises(ZeroDivisionError), locks.acquire("first", NOON):
        raise ZeroDivisionError
    locks.acquire("second", NOON).release()


def test_a_refused_try_leaves_the_holder_alone(locks: TrainingLocks) -> None:
    with locks.acquire("first", NOON) as lock:
        for _ in range(3):
            with pytest.raises(TrainingLockHeld):
                locks.acquire("second", at(1))
        lock.beat(at(2))


def test_the_lock_outlives_the_unit_of_work_it_came_from(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        lock = work.training_lock.acquire("first", NOON)
    with unit_of_work() as work, pytest.raises(TrainingLockHeld):
        work.training_lock.acquire("second", NOON)
    lock.release()


def test_people_are_served_while_somebody_trains(stocked: UnitOfWorkFactory, locks: TrainingLocks) -> None:
    with locks.acquire("first", NOON) as lock:
        with stocked() as work:
            work.chat_ratings.rate(7_000_000_001, 1, 4.0, NOON)
            work.commit()
        lock.beat(at(1))


def test_whoever_trains_hears_that_it_is_to_end_when_the_lock_is_renewed(locks: TrainingLocks) -> None:
    assert locks.ask_to_end(NOON) is None
    with locks.acquire("first", NOON) as lock:
        assert not lock.beat(at(1))
        assert locks.ask_to_end(at(2)) == LockHolder("first", NOON)
        assert lock.beat(at(3))
    with locks.acquire("second", at(4)) as lock:
        assert not lock.beat(at(5))


HOLD_AND_DIE = """
import os, sys
from datetime import datetime
from storage.database import create_engine_for
from storage.training_lock import TrainingLocks
lock = TrainingLocks(create_engine_for(sys.argv[1])).acquire("the dead", datetime.fromisoformat(sys.argv[2]))
os.kill(os.getpid(), 9)
"""


def test_a_killed_owner_holds_nothing(locks: TrainingLocks, engine: Engine) -> None:
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", HOLD_AND_DIE, url, NOON.isoformat()]
    assert subprocess.run(command, check=False).returncode == -9  # noqa: S603
    with engine.connect() as connection:
        assert connection.execute(sa.select(training_lock.c.owner)).scalar_one() == "the dead"
    assert locks.holder(at(1)) is None
    with locks.acquire("the living", at(1)):
        assert locks.holder(at(1)) == LockHolder("the living", at(1))


def _row_of_another_host(engine: Engine, pid: int, host: str) -> None:
    with engine.begin() as connection:
        connection.execute(
            sa.insert(training_lock).values(
                slot=1, token="t", owner="elsewhere", pid=pid, host=host, since=NOON, heartbeat_at=NOON
            )
        )


def test_on_sqlite_another_host_holds_it_until_its_heart_stops(sqlite_engine: Engine) -> None:
    locks = TrainingLocks(sqlite_engine)
    _row_of_another_host(sqlite_engine, 1, "another host")
    with pytest.raises(TrainingLockHeld, match="elsewhere"):
        locks.acquire("me", NOON + HEARTBEAT_LIMIT)
    with locks.acquire("me", NOON + HEARTBEAT_LIMIT + timedelta(seconds=1)):
        pass


@pytest.mark.parametrize("years", [-10, 10])
def test_on_sqlite_a_clock_that_jumped_does_not_lock_for_ever(sqlite_engine: Engine, years: int) -> None:
    _row_of_another_host(sqlite_engine, 1, "another host")
    TrainingLocks(sqlite_engine).acquire("me", NOON + timedelta(days=365 * years)).release()


def test_on_sqlite_a_living_process_of_this_host_holds_it(sqlite_engine: Engine) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as living:
        _row_of_another_host(sqlite_engine, living.pid, socket.gethostname())
        with pytest.raises(TrainingLockHeld):
            TrainingLocks(sqlite_engine).acquire("me", at(1))
        living.communicate(b"\n")
    TrainingLocks(sqlite_engine).acquire("me", at(1)).release()


def test_on_sqlite_who_was_taken_over_hears_of_it_and_takes_nothing_back(sqlite_engine: Engine) -> None:
    locks = TrainingLocks(sqlite_engine)
    asleep = locks.acquire("asleep", NOON)
    with locks.acquire("awake", NOON + 2 * HEARTBEAT_LIMIT) as awake:
        with pytest.raises(TrainingLockLost, match="taken"):
            asleep.beat(NOON + 2 * HEARTBEAT_LIMIT)
        asleep.release()
        awake.beat(NOON + 2 * HEARTBEAT_LIMIT)


def test_on_postgresql_a_cut_connection_loses_the_lock_and_says_so(postgresql_engine: Engine) -> None:
    locks = TrainingLocks(postgresql_engine)
    lock = locks.acquire("cut off", NOON)
    with postgresql_engine.begin() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
    with pytest.raises(TrainingLockLost, match="broke"):
        lock.beat(at(1))
    with pytest.raises(TrainingLockLost, match="taken"):  # the new connection does not hold it
        lock.beat(at(2))
    lock.release()
    locks.acquire("next", at(2)).release()


def test_on_postgresql_a_clock_that_jumped_changes_nothing(postgresql_engine: Engine) -> None:
    locks = TrainingLocks(postgresql_engine)
    with locks.acquire("first", NOON), pytest.raises(TrainingLockHeld):
        locks.acquire("second", NOON + timedelta(days=3650))


def test_a_failed_try_leaves_no_lock_behind(empty_postgres_database: Callable[[str], URL]) -> None:
    engine = create_engine_for(empty_postgres_database("unmigrated"))
    with pytest.raises(DatabaseNotMigrated):
        TrainingLocks(engine).acquire("me", NOON)
    upgrade(engine)
    other = create_engine_for(engine.url)
    TrainingLocks(other).acquire("me", NOON).release()
    for finished in (engine, other):
        finished.dispose()
