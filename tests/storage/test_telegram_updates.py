"""The inbox of the webhook: received once, handled once, in order, forgotten in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from storage.records.running import PendingUpdate, ReceivedUpdate
from storage.tables.running import telegram_updates
from storage.unit_of_work import UnitOfWork
from storage.user_locks import user_locks

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BOT, OTHER_BOT = 11, 12
ADA, BEN = 1001, 1002

Begin = Callable[[], UnitOfWork]


def receive(
    begin: Begin,
    update_id: int,
    person_id: int = ADA,
    *,
    bot: int = BOT,
    at: datetime = NOW,
    subject: int | None = None,
) -> bool:
    payload = f'{{"update_id": {update_id}}}'
    with begin() as work:
        update = ReceivedUpdate(update_id, person_id, payload, subject)
        new = work.telegram_updates.receive(bot, [update], at)
        work.commit()
    return new == {update_id}


def finish(begin: Begin, update_id: int, *, bot: int = BOT) -> None:
    with begin() as work:
        work.telegram_updates.finish(bot, update_id, NOW)
        work.commit()


def late_ones(begin: Begin) -> list[int]:
    with begin() as work:
        return [each.update_id for each in work.telegram_updates.pending_of(BOT, ADA) if each.is_late]


def test_an_update_is_received_once_however_often_it_is_sent(unit_of_work: Begin) -> None:
    assert receive(unit_of_work, 7)
    assert not receive(unit_of_work, 7)
    with unit_of_work() as work:
        assert work.telegram_updates.pending_count(BOT) == 1


def test_of_many_at_once_each_is_kept_once_and_the_new_ones_are_named(unit_of_work: Begin) -> None:
    receive(unit_of_work, 7)
    with unit_of_work() as work:
        updates = [ReceivedUpdate(number, ADA, f"{number}") for number in (8, 7, 9, 8)]
        assert work.telegram_updates.receive(BOT, updates, NOW) == {8, 9}
        work.commit()
    with unit_of_work() as work:
        assert [each.update_id for each in work.telegram_updates.pending_of(BOT, ADA)] == [7, 8, 9]


def test_two_bots_may_use_the_same_number(unit_of_work: Begin) -> None:
    assert receive(unit_of_work, 7)
    assert receive(unit_of_work, 7, bot=OTHER_BOT)
    with unit_of_work() as work:
        assert work.telegram_updates.pending_count(OTHER_BOT) == 1


def test_pending_updates_come_in_the_order_of_their_numbers(unit_of_work: Begin) -> None:
    for update_id in (9, 7, 8):
        receive(unit_of_work, update_id)
    receive(unit_of_work, 6, BEN)
    with unit_of_work() as work:
        pending = work.telegram_updates.pending_of(BOT, ADA)
    assert pending[0] == PendingUpdate(7, '{"update_id": 7}', 0)
    assert [update.update_id for update in pending] == [7, 8, 9]


def test_a_handled_update_is_known_but_nothing_of_it_is_kept(unit_of_work: Begin, engine: Engine) -> None:
    receive(unit_of_work, 7)
    with unit_of_work() as work:
        work.telegram_updates.finish(BOT, 7, NOW)
        work.commit()
    assert not receive(unit_of_work, 7)
    with engine.connect() as connection:
        row = connection.execute(sa.select(telegram_updates)).one()
    assert (row.payload, row.person_id, row.handled_at) == ("", 0, NOW)


def test_an_update_is_late_when_a_newer_one_about_the_same_has_been_handled(unit_of_work: Begin) -> None:
    receive(unit_of_work, 11, subject=-5)
    assert late_ones(unit_of_work) == []
    finish(unit_of_work, 11)
    receive(unit_of_work, 10, subject=-5)
    receive(unit_of_work, 12, subject=-5)
    assert late_ones(unit_of_work) == [10]


def test_everything_older_is_late_once_a_newer_one_about_everything_has_been_handled(
    unit_of_work: Begin,
) -> None:
    receive(unit_of_work, 11, subject=77)
    receive(unit_of_work, 10)
    receive(unit_of_work, 9, subject=5)
    receive(unit_of_work, 12, subject=5)
    with unit_of_work() as work:
        assert not any(each.is_late for each in work.telegram_updates.pending_of(BOT, ADA, everything=77))
    finish(unit_of_work, 11)
    with unit_of_work() as work:
        pending = work.telegram_updates.pending_of(BOT, ADA, everything=77)
    assert [each.update_id for each in pending if each.is_late] == [9, 10]
    assert late_ones(unit_of_work) == []


def test_what_waits_or_is_about_something_else_or_another_bots_makes_nothing_late(
    unit_of_work: Begin,
) -> None:
    receive(unit_of_work, 11, subject=5)
    receive(unit_of_work, 12, subject=6)
    receive(unit_of_work, 13)
    receive(unit_of_work, 14, subject=5, bot=OTHER_BOT)
    for update_id in (12, 13):
        finish(unit_of_work, update_id)
    finish(unit_of_work, 14, bot=OTHER_BOT)
    receive(unit_of_work, 9)
    receive(unit_of_work, 10, subject=5)
    assert late_ones(unit_of_work) == []


def test_people_waiting_are_named_once_the_longest_waiting_first(unit_of_work: Begin) -> None:
    receive(unit_of_work, 5, BEN)
    receive(unit_of_work, 6, ADA)
    receive(unit_of_work, 7, BEN)
    receive(unit_of_work, 8, 1003, at=NOW + timedelta(seconds=10))
    with unit_of_work() as work:
        assert work.telegram_updates.people_waiting(BOT, NOW + timedelta(seconds=1)) == [BEN, ADA]


def test_only_handled_updates_are_forgotten(unit_of_work: Begin) -> None:
    for update_id in (7, 8):
        receive(unit_of_work, update_id)
    with unit_of_work() as work:
        work.telegram_updates.finish(BOT, 7, NOW)
        assert work.telegram_updates.prune(NOW) == 0
        assert work.telegram_updates.prune(NOW + timedelta(seconds=1)) == 1
        work.commit()
    assert receive(unit_of_work, 7)
    assert not receive(unit_of_work, 8)


def test_a_lock_belongs_to_one_process_at_a_time(postgresql_engine: Engine) -> None:
    ours, theirs = user_locks(postgresql_engine), user_locks(postgresql_engine)
    try:
        assert ours.acquire([ADA]) == {ADA}
        assert theirs.acquire([ADA]) == set()
        assert theirs.acquire([BEN]) == {BEN}
        ours.release([ADA])
        assert theirs.acquire([ADA]) == {ADA}
    finally:
        ours.close()
        theirs.close()


def test_a_dead_process_holds_no_lock(postgresql_engine: Engine) -> None:
    ours, theirs = user_locks(postgresql_engine), user_locks(postgresql_engine)
    try:
        assert theirs.acquire([ADA]) == {ADA}
        theirs.close()  # what the server does when the connection of a killed process ends
        assert ours.acquire([ADA]) == {ADA}
    finally:
        ours.close()


def test_groups_have_locks_of_their_own(postgresql_engine: Engine) -> None:
    locks, others = user_locks(postgresql_engine), user_locks(postgresql_engine)
    try:
        assert locks.acquire([-1001234567890]) == {-1001234567890}
        assert others.acquire([1001234567890]) == {1001234567890}
        assert others.acquire([-1001234567890]) == set()
    finally:
        locks.close()
        others.close()


def test_one_process_on_sqlite_always_gets_its_lock(sqlite_engine: Engine) -> None:
    locks = user_locks(sqlite_engine)
    assert locks.acquire([ADA]) == {ADA}
    locks.release([ADA])
    locks.close()
