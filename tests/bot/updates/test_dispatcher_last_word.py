"""Of one dedup_key a person's last word counts, in whatever order their updates come."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.presentation.buttons import EVERYTHING
from bot.runtime.clock import utc_now
from bot.updates.dispatcher import UpdateDispatcher
from bot.updates.inbox import Inbox, IncomingUpdate
from storage.tables.running import telegram_updates
from storage.unit_of_work import unit_of_work_factory
from storage.user_locks import user_locks
from tests.bot.updates.test_dispatcher import ADA, BEN, BOT, Record, inbox_of, process, update
from tests.support.waiting import until


async def test_a_tap_that_comes_after_a_newer_one_on_the_same_film_is_left_out(engine: Engine) -> None:
    record, notes = Record(), list[str]()
    dispatcher = UpdateDispatcher(inbox_of(engine), record, notes.append)
    await dispatcher.accept(IncomingUpdate(11, ADA, update(11), dedup_key="5"))
    await until(lambda: record.of(ADA) == [11])
    await dispatcher.accept(IncomingUpdate(7, ADA, update(7), dedup_key="6"))
    await dispatcher.accept(IncomingUpdate(8, BEN, update(8, BEN), dedup_key="5"))
    await dispatcher.accept(IncomingUpdate(9, ADA, update(9)))
    await dispatcher.accept(IncomingUpdate(10, ADA, update(10), dedup_key="5"))
    await until(lambda: inbox_of(engine).pending_count() == 0)
    await dispatcher.aclose(5)
    assert record.of(ADA) == [11, 7, 9]
    assert record.of(BEN) == [8]
    assert notes.count("late") == 1


async def test_what_was_said_before_being_forgotten_no_longer_counts(engine: Engine) -> None:
    record, passed_over = Record(), Record()
    dispatcher = UpdateDispatcher(inbox_of(engine), record, pass_over=passed_over)
    await dispatcher.accept(IncomingUpdate(11, ADA, update(11), dedup_key=EVERYTHING))
    await until(lambda: record.of(ADA) == [11])
    await dispatcher.accept(IncomingUpdate(9, ADA, update(9), dedup_key="5"))
    await dispatcher.accept(IncomingUpdate(10, ADA, update(10)))
    await dispatcher.accept(IncomingUpdate(8, BEN, update(8, BEN), dedup_key="5"))
    await dispatcher.accept(
        IncomingUpdate(12, ADA, update(12), dedup_key="5")
    )  # whoever comes back is welcome
    await until(lambda: inbox_of(engine).pending_count() == 0)
    await dispatcher.aclose(5)
    assert (record.of(ADA), record.of(BEN)) == ([11, 12], [8])
    assert passed_over.of(ADA) == [9, 10]


async def test_an_update_that_cannot_even_be_passed_over_holds_nothing_up(engine: Engine) -> None:
    async def broken(payload: str) -> None:
        raise ZeroDivisionError("a defect")

    record = Record()
    dispatcher = UpdateDispatcher(inbox_of(engine), record, pass_over=broken)
    await dispatcher.accept(IncomingUpdate(11, ADA, update(11), dedup_key="5"))
    await until(lambda: record.of(ADA) == [11])
    await dispatcher.accept(IncomingUpdate(10, ADA, update(10), dedup_key="5"))
    await until(lambda: inbox_of(engine).pending_count() == 0)
    await dispatcher.aclose(5)


async def test_taps_on_one_film_that_wait_together_are_handled_in_their_order(engine: Engine) -> None:
    record, inbox = Record(), inbox_of(engine)
    inbox.receive([IncomingUpdate(11, ADA, update(11), dedup_key="5")])
    async with process(engine, record) as dispatcher:
        await dispatcher.accept(IncomingUpdate(10, ADA, update(10), dedup_key="5"))
        await until(lambda: len(record.handled) == 2)
    assert record.of(ADA) == [10, 11]


def test_what_a_tap_was_about_is_not_told_by_what_is_kept_of_it(sqlite_engine: Engine) -> None:
    inbox_of(sqlite_engine).receive([IncomingUpdate(10, ADA, update(10), dedup_key="5")])
    unit_of_work, locks = unit_of_work_factory(sqlite_engine), user_locks(sqlite_engine)
    other = Inbox(unit_of_work, locks, utc_now, bot_id=BOT, secret="another token")
    other.receive([IncomingUpdate(11, ADA, update(11), dedup_key="5")])
    with sqlite_engine.connect() as connection:
        first, second = connection.scalars(sa.select(telegram_updates.c.subject)).all()
    assert first != second
