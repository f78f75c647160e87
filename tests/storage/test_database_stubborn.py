"""Databases that do not do what they should: each way is one sentence, and the next unit of work goes on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.context import MatineeContext
from storage.database import create_engine_for
from storage.errors import DatabaseUnavailable, TransactionUndone
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory, unit_of_work_factory
from tests.storage.conftest import ANNA, BEN, NOON
from tests.support.waiting import PATIENCE_SECONDS


def touch(work: UnitOfWork, person: int = ANNA) -> None:
    work.chat_users.touch(person, NOON, "Anna")


def spoilt(engine: Engine, *statements: str) -> UnitOfWorkFactory:
    """Begin units of work on connections that begin with these statements."""

    class Spoilt(UnitOfWork):
        def __enter__(self) -> Spoilt:
            entered = super().__enter__()
            for statement in statements:
                self._connection.exec_driver_sql(statement)
            return entered

    return lambda: Spoilt(engine)


@pytest.fixture
def impatient(postgresql_engine: Engine) -> Iterator[Engine]:
    """Open an engine whose statements may take a second."""
    engine = create_engine_for(postgresql_engine.url, statement_seconds=1)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("begin", "words"),
    [
        (lambda sqlite, _: spoilt(sqlite, "PRAGMA query_only = ON"), "readonly"),
        (lambda sqlite, _: spoilt(sqlite, "PRAGMA max_page_count = 1"), "full"),
        (lambda _, postgresql: spoilt(postgresql, "SET TRANSACTION READ ONLY"), "read-only"),
    ],
    ids=["SQLite read-only", "SQLite full", "PostgreSQL read-only"],
)
def test_a_database_that_takes_nothing_more_is_one_sentence(
    sqlite_engine: Engine,
    postgresql_engine: Engine,
    begin: Callable[[Engine, Engine], UnitOfWorkFactory],
    words: str,
) -> None:
    with (  # noqa: PT012
        pytest.raises(DatabaseUnavailable, match=words) as refused,
        begin(sqlite_engine, postgresql_engine)() as work,
    ):
        for person in range(5000):
            touch(work, person)
    assert "\n" not in str(refused.value)
    sqlite_engine.dispose()


def test_a_statement_that_hangs_is_ended(impatient: Engine) -> None:
    begin = unit_of_work_factory(impatient)
    with pytest.raises(DatabaseUnavailable, match="statement timeout"), begin() as work:
        work._connection.exec_driver_sql("SELECT pg_sleep(30)")
    with begin() as work:
        touch(work)
        work.commit()


def test_a_lock_is_not_waited_for_for_ever(impatient: Engine, postgresql_engine: Engine) -> None:
    with unit_of_work_factory(postgresql_engine)() as work:
        touch(work)
        work.commit()
    with postgresql_engine.connect() as other:
        other.execute(sa.text("SELECT 1 FROM chat_users FOR UPDATE"))
        with (
            pytest.raises(DatabaseUnavailable, match="lock timeout"),
            unit_of_work_factory(impatient)() as work,
        ):
            touch(work)


def test_of_two_that_wait_for_each_other_one_is_told_to_try_again(postgresql_engine: Engine) -> None:
    begin, both_hold_one, outcomes = (
        unit_of_work_factory(postgresql_engine),
        threading.Barrier(2),
        list[str](),
    )
    with begin() as work:
        touch(work, ANNA)
        touch(work, BEN)
        work.commit()

    def take(first: int, second: int) -> None:
        try:
            with begin() as work:
                touch(work, first)
                both_hold_one.wait(PATIENCE_SECONDS)
                touch(work, second)
                work.commit()
            outcomes.append("stored")
        except TransactionUndone as error:
            outcomes.append("deadlock" if "deadlock" in str(error) else str(error))

    threads = [threading.Thread(target=take, args=pair) for pair in ((ANNA, BEN), (BEN, ANNA))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert sorted(outcomes) == ["deadlock", "stored"]


async def test_a_service_that_was_undone_by_a_deadlock_is_done_once_more(postgresql_engine: Engine) -> None:
    begin, both_hold_one, tries = unit_of_work_factory(postgresql_engine), threading.Barrier(2), list[int]()
    other_is_stored = threading.Event()
    with begin() as work:
        touch(work, ANNA)
        touch(work, BEN)
        work.commit()

    def take(first: int, second: int) -> str:
        is_first_try = first not in tries
        tries.append(first)
        if not is_first_try:  # at once it might lock its row before the other is woken: a second deadlock
            assert other_is_stored.wait(PATIENCE_SECONDS)
        with begin() as work:
            touch(work, first)
            if is_first_try:
                both_hold_one.wait(PATIENCE_SECONDS)
            touch(work, second)
            work.commit()
        other_is_stored.set()
        return "stored"

    outcomes = await asyncio.gather(MatineeContext.run(take, ANNA, BEN), MatineeContext.run(take, BEN, ANNA))
    assert (outcomes, len(tries)) == (["stored", "stored"], 3)
