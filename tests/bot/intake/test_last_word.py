"""Of one topic a person's last word counts, in whatever order their updates come."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.intake.intake import Intake
from bot.services.clock import utc_now
from bot.services.inbox import EVERYTHING, Arrival, Inbox
from storage.person_turns import person_turns
from storage.tables import telegram_updates
from storage.unit_of_work import unit_of_work_factory
from tests.bot.intake.test_intake import ADA, BEN, BOT, Record, inbox_of, process, until, update


async def test_a_tap_that_comes_after_a_newer_one_on_the_same_film_is_left_out(engine: Engine) -> None:
    record, notes = Record(), list[str]()
    intake = Intake(inbox_of(engine), record, notes.append)
    await intake.take(Arrival(11, ADA, update(11), topic="5"))
    await until(lambda: record.of(ADA) == [11])
    await intake.take(Arrival(7, ADA, update(7), topic="6"))
    await intake.take(Arrival(8, BEN, update(8, BEN), topic="5"))
    await intake.take(Arrival(9, ADA, update(9)))
    await intake.take(Arrival(10, ADA, update(10), topic="5"))
    await until(lambda: inbox_of(engine).pending_count() == 0)
    await intake.aclose(5)
    assert record.of(ADA) == [11, 7, 9]
    assert record.of(BEN) == [8]
    assert notes.count("late") == 1


async def test_what_was_said_before_being_forgotten_no_longer_counts(engine: Engine) -> None:
    record, passed_over = Record(), Record()
    intake = Intake(inbox_of(engine), record, pass_over=passed_over)
    await intake.take(Arrival(11, ADA, update(11), topic=EVERYTHING))
    await until(lambda: record.of(ADA) == [11])
    await intake.take(Arrival(9, ADA, update(9), topic="5"))
    await intake.take(Arrival(10, ADA, update(10)))
    await intake.take(Arrival(8, BEN, update(8, BEN), topic="5"))
    await intake.take(Arrival(12, ADA, update(12), topic="5"))  # whoever comes back is welcome
    await until(lambda: inbox_of(engine).pending_count() == 0)
    await intake.aclose(5)
    assert (record.of(ADA), record.of(BEN)) == ([11, 12], [8])
    assert passed_over.of(ADA) == [9, 10]


async def test_an_update_that_cannot_even_be_passed_over_holds_nothing_up(engine: Engine) -> None:
    async def broken(payload: str) -> None:
        raise ZeroDivisionError("a defect")

    record = Record()
    intake = Intake(inbox_of(engine), record, pass_over=broken)
    await intake.take(Arrival(11, ADA, update(11), topic="5"))
    await until(lambda: record.of(ADA) == [11])
    await intake.take(Arrival(10, ADA, update(10), topic="5"))
    await until(lambda: inbox_of(engine).pending_count() == 0)
    await intake.aclose(5)


async def test_taps_on_one_film_that_wait_together_are_handled_in_their_order(engine: Engine) -> None:
    record, inbox = Record(), inbox_of(engine)
    inbox.receive([Arrival(11, ADA, update(11), topic="5")])
    async with process(engine, record) as intake:
        await intake.take(Arrival(10, ADA, update(10), topic="5"))
        await until(lambda: len(record.handled) == 2)
    assert record.of(ADA) == [10, 11]


def test_what_a_tap_was_about_is_not_told_by_what_is_kept_of_it(sqlite_engine: Engine) -> None:
    inbox_of(sqlite_engine).receive([Arrival(10, ADA, update(10), topic="5")])
    unit_of_work, turns = unit_of_work_factory(sqlite_engine), person_turns(sqlite_engine)
    other = Inbox(unit_of_work, turns, utc_now, bot_id=BOT, secret="another token")
    other.receive([Arrival(11, ADA, update(11), topic="5")])
    with sqlite_engine.connect() as connection:
        first, second = connection.scalars(sa.select(telegram_updates.c.subject)).all()
    assert first != second
