"""The inbox and whoever empties it: nothing lost, nothing twice, each person in order, over two processes."""

from __future__ import annotations

import asyncio
import json
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.engine import Engine

from bot.runtime import offload
from bot.runtime.clock import utc_now
from bot.runtime.deliveries import current_delivery
from bot.services.errors import StorageUnavailable
from bot.updates import dispatcher as dispatcher_module
from bot.updates.concurrency_limit import FIRST_PLACES, MAX_PLACES
from bot.updates.dispatcher import UpdateDispatcher
from bot.updates.inbox import MAX_ABANDONED, MAX_ABANDONED_TOGETHER, Inbox, IncomingUpdate
from storage.database import create_engine_for
from storage.unit_of_work import unit_of_work_factory
from storage.user_locks import user_locks
from tests.support.waiting import until

BOT = 7
ADA, BEN = 1001, 1002

Handle = Callable[[str], Awaitable[None]]


def update(number: int, person: int = ADA) -> str:
    return json.dumps({"update_id": number, "person": person})


def inbox_of(engine: Engine) -> Inbox:
    return Inbox(unit_of_work_factory(engine), user_locks(engine), utc_now, bot_id=BOT, secret="a token")


@asynccontextmanager
async def process(engine: Engine, handle: Handle) -> AsyncIterator[UpdateDispatcher]:
    """Run what one web process does with the inbox."""
    dispatcher = UpdateDispatcher(inbox_of(engine), handle)
    sweeping = asyncio.create_task(dispatcher.sweep())
    try:
        yield dispatcher
    finally:
        sweeping.cancel()
        await dispatcher.aclose(5)


class Record:
    """A handler that takes a moment and notes what it was given."""

    def __init__(self) -> None:
        self.handled: list[tuple[int, int]] = []
        self.under_way: defaultdict[int, int] = defaultdict(int)
        self.overlaps = 0
        self._rng = random.Random(0)

    async def __call__(self, payload: str) -> None:
        given = json.loads(payload)
        person = given["person"]
        self.under_way[person] += 1
        self.overlaps += self.under_way[person] > 1
        await asyncio.sleep(self._rng.random() * 0.01)
        self.under_way[person] -= 1
        self.handled.append((person, given["update_id"]))

    def of(self, person: int) -> list[int]:
        return [number for each, number in self.handled if each == person]


async def test_two_processes_handle_everything_once_and_each_person_in_order(
    postgresql_engine: Engine,
) -> None:
    record, other_engine = Record(), create_engine_for(postgresql_engine.url)
    people = range(2001, 2011)
    async with process(postgresql_engine, record) as one, process(other_engine, record) as other:
        for number in range(1, 9):  # each person's next update comes when the last one is acknowledged
            await asyncio.gather(
                *(
                    (one, other)[(person + number) % 2].accept(
                        IncomingUpdate(number * 100 + person, person, update(number * 100 + person, person))
                    )
                    for person in people
                )
            )
        await until(lambda: len(record.handled) >= 80)
    other_engine.dispose()
    for person in people:
        assert record.of(person) == [number * 100 + person for number in range(1, 9)]
    assert record.overlaps == 0


async def test_what_is_sent_again_is_not_handled_again(engine: Engine) -> None:
    record = Record()
    async with process(engine, record) as dispatcher:
        for _ in range(3):
            await dispatcher.accept(IncomingUpdate(1, ADA, update(1)))
        await dispatcher.accept(IncomingUpdate(2, ADA, update(2)))
        await until(lambda: len(record.handled) == 2)
        await dispatcher.accept(IncomingUpdate(1, ADA, update(1)))
    assert record.of(ADA) == [1, 2]


async def test_nothing_is_remembered_of_updates_that_another_process_handled(
    postgresql_engine: Engine,
) -> None:
    other, dispatcher = inbox_of(postgresql_engine), UpdateDispatcher(inbox_of(postgresql_engine), Record())
    assert ADA in other.lock([ADA])
    await dispatcher.accept(IncomingUpdate(1, ADA, update(1)))
    other.finish(1)
    other.unlock([ADA])
    await until(lambda: not dispatcher._people)
    assert not dispatcher._runner._fresh
    await dispatcher.aclose(5)
    other.close()


async def test_one_person_taking_long_keeps_nobody_else_waiting(sqlite_engine: Engine) -> None:
    go_on, handled = asyncio.Event(), list[int]()

    async def handle(payload: str) -> None:
        given = json.loads(payload)
        if given["person"] == ADA:
            await go_on.wait()
        handled.append(given["update_id"])

    async with process(sqlite_engine, handle) as dispatcher:
        await dispatcher.accept(IncomingUpdate(1, ADA, update(1, ADA)))
        await dispatcher.accept(IncomingUpdate(2, ADA, update(2, ADA)))
        await dispatcher.accept(IncomingUpdate(3, BEN, update(3, BEN)))
        await until(lambda: handled == [3])
        go_on.set()
        await until(lambda: handled == [3, 1, 2])


async def test_what_a_killed_process_left_is_taken_up_before_anything_newer(
    postgresql_engine: Engine,
) -> None:
    record, killed = Record(), inbox_of(postgresql_engine)
    assert killed.receive([IncomingUpdate(1, ADA, update(1))])
    assert ADA in killed.lock([ADA])
    killed.close()  # what the server does to the locks of a process that is no more
    async with process(postgresql_engine, record) as dispatcher:
        await dispatcher.accept(IncomingUpdate(2, ADA, update(2)))
        await until(lambda: len(record.handled) == 2)
    assert record.of(ADA) == [1, 2]


async def test_what_nobody_asks_for_again_is_swept_up(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher_module, "LEFT_WAITING_SECONDS", 0.0)
    monkeypatch.setattr(dispatcher_module, "SWEEP_SECONDS", 0.02)
    record = Record()
    async with process(engine, record):
        inbox_of(engine).receive([IncomingUpdate(1, ADA, update(1))])
        await until(lambda: record.of(ADA) == [1])


async def test_a_handler_that_fails_holds_nothing_up(
    sqlite_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    handled: list[int] = []

    async def handle(payload: str) -> None:
        number = json.loads(payload)["update_id"]
        if number == 1:
            raise ZeroDivisionError("a defect")
        handled.append(number)

    async with process(sqlite_engine, handle) as dispatcher:
        await dispatcher.accept(IncomingUpdate(1, ADA, update(1)))
        await dispatcher.accept(IncomingUpdate(2, ADA, update(2)))
        await until(lambda: handled == [2])
    assert inbox_of(sqlite_engine).pending_count() == 0
    assert "update 1 could not be handled" in caplog.text


async def test_an_update_that_no_process_survives_is_dropped_in_the_end(sqlite_engine: Engine) -> None:
    inbox_of(sqlite_engine).receive([IncomingUpdate(1, ADA, update(1))])
    begun = 0

    async def deadly(payload: str) -> None:
        nonlocal begun
        begun += json.loads(payload)["update_id"] == 1
        await asyncio.sleep(3600)

    for number in range(2, 2 + MAX_ABANDONED):  # each of these processes is killed over it
        dispatcher = UpdateDispatcher(inbox_of(sqlite_engine), deadly)
        await dispatcher.accept(IncomingUpdate(number, ADA, update(number)))
        await until(lambda number=number: begun == number - 1)  # type: ignore[misc]
        await dispatcher.aclose(0)
    record = Record()
    async with process(sqlite_engine, record) as dispatcher:
        await dispatcher.accept(IncomingUpdate(100, ADA, update(100)))
        await until(lambda: 100 in record.of(ADA))
    assert 1 not in record.of(ADA)


async def test_whoever_was_at_work_when_processes_died_over_another_update_is_not_dropped(
    sqlite_engine: Engine,
) -> None:
    people, poisoned = range(3001, 3001 + FIRST_PLACES), 3001  # each has a place
    record, begun = Record(), 0

    async def hang(_: str) -> None:
        nonlocal begun
        begun += 1
        await asyncio.Event().wait()

    async def hang_over_one(payload: str) -> None:
        await (hang if json.loads(payload)["person"] == poisoned else record)(payload)

    async def killed(handle: Handle, expected: int) -> None:
        nonlocal begun
        begun = 0
        dispatcher = UpdateDispatcher(inbox_of(sqlite_engine), handle)
        await dispatcher.catch_up()
        await until(lambda: begun == expected)
        await dispatcher.aclose(0)

    inbox_of(sqlite_engine).receive(
        [IncomingUpdate(number, person, update(number, person)) for number, person in enumerate(people, 1)]
    )
    for _ in range(MAX_ABANDONED_TOGETHER):
        await killed(hang, len(people))
    for _ in range(MAX_ABANDONED - MAX_ABANDONED_TOGETHER):
        await killed(hang_over_one, 1)
    async with process(sqlite_engine, hang_over_one) as dispatcher:
        await dispatcher.catch_up()
        await until(lambda: inbox_of(sqlite_engine).pending_count() == 0)
    assert sorted(person for person, _ in record.handled) == list(people[1:])


async def test_what_is_not_finished_when_the_process_ends_stays_in_the_inbox(sqlite_engine: Engine) -> None:
    async def slow(payload: str) -> None:
        await asyncio.sleep(3600)

    dispatcher = UpdateDispatcher(inbox_of(sqlite_engine), slow)
    await dispatcher.accept(IncomingUpdate(1, ADA, update(1)))
    await dispatcher.aclose(0.05)
    assert [each.update_id for each in inbox_of(sqlite_engine).pending_of(ADA)] == [1]


async def test_nothing_begins_any_more_once_the_process_ends(sqlite_engine: Engine) -> None:
    begun: list[int] = []

    async def slow(payload: str) -> None:
        begun.append(json.loads(payload)["update_id"])
        await asyncio.sleep(3600)

    dispatcher = UpdateDispatcher(inbox_of(sqlite_engine), slow)
    await dispatcher.accept(IncomingUpdate(1, ADA, update(1)))
    await until(lambda: begun == [1])
    await dispatcher.accept(IncomingUpdate(2, ADA, update(2)))  # so that her turn would begin again
    await dispatcher.aclose(0)
    assert not dispatcher._people
    assert [each.update_id for each in inbox_of(sqlite_engine).pending_of(ADA)] == [1, 2]


async def test_a_database_that_goes_away_loses_nothing(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher_module, "LEFT_WAITING_SECONDS", 0.0)
    monkeypatch.setattr(dispatcher_module, "SWEEP_SECONDS", 0.02)
    record, inbox = Record(), inbox_of(sqlite_engine)
    is_away, finish, receive = True, inbox.finish, inbox.receive

    def finish_unless_away(number: int) -> None:
        if is_away:
            raise StorageUnavailable("gone")
        finish(number)

    def receive_unless_away(incoming: Sequence[IncomingUpdate]) -> set[int]:
        if is_away and incoming[0].update_id == 2:
            raise StorageUnavailable("gone")
        return receive(incoming)

    monkeypatch.setattr(inbox, "finish", finish_unless_away)
    monkeypatch.setattr(inbox, "receive", receive_unless_away)
    dispatcher = UpdateDispatcher(inbox, record)
    await dispatcher.accept(IncomingUpdate(1, ADA, update(1)))
    await until(lambda: record.of(ADA) == [1])
    with pytest.raises(StorageUnavailable):  # not acknowledged: Telegram sends it again
        await dispatcher.accept(IncomingUpdate(2, ADA, update(2)))
    is_away = False
    sweeping = asyncio.create_task(dispatcher.sweep())
    await dispatcher.accept(IncomingUpdate(2, ADA, update(2)))
    await until(lambda: inbox.pending_count() == 0)
    sweeping.cancel()
    await dispatcher.aclose(1)
    assert record.of(ADA)[-1] == 2


def message(number: int, person: int = ADA) -> IncomingUpdate:
    return IncomingUpdate(number, person, update(number, person))


async def test_of_hundreds_of_messages_the_rest_is_left_out_and_said_so_once(sqlite_engine: Engine) -> None:
    handled, told, notes = Record(), list[str](), list[str]()

    async def tell(payload: str) -> None:
        told.append(payload)

    async def handle(payload: str) -> None:
        handled.handled.append((ADA, json.loads(payload)["update_id"]))

    dispatcher = UpdateDispatcher(inbox_of(sqlite_engine), handle, notes.append, turn_away=tell)
    for first in (1, 151):
        await dispatcher.accept_all([message(number) for number in range(first, first + 150)])
    taps = [
        IncomingUpdate(number, BEN, f'{{"update_id": {number}, "callback_query": {{}}}}')
        for number in range(301, 501)
    ]
    await dispatcher.accept_all(taps)
    await dispatcher.idle()
    await dispatcher.aclose(5)
    messages = [number for _, number in handled.handled if number <= 300]
    assert messages == sorted(messages)
    assert 100 <= len(messages) <= 200
    assert len(handled.handled) - len(messages) == len(taps)  # a tap may hold a rating
    assert len(told) == 1
    assert inbox_of(sqlite_engine).pending_count() == 0


async def test_one_who_sent_hundreds_does_not_hold_up_the_end(sqlite_engine: Engine) -> None:
    begun = list[int]()

    async def slow(payload: str) -> None:
        begun.append(json.loads(payload)["update_id"])
        await asyncio.sleep(0.05)

    dispatcher = UpdateDispatcher(inbox_of(sqlite_engine), slow)
    await dispatcher.accept_all([message(number) for number in range(1, 90)])
    await until(lambda: bool(begun))
    await dispatcher.aclose(10)
    assert len(begun) < 89
    assert inbox_of(sqlite_engine).pending_count() == 89 - len(begun)


@pytest.fixture
def endless_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.updates.bursts.REST_FACTOR", 1e9)
    monkeypatch.setattr("bot.updates.bursts.MAX_REST_SECONDS", 3600.0)


async def test_a_burst_rests_while_others_are_served_and_the_end_is_not_waited_for(
    sqlite_engine: Engine, endless_rests: None
) -> None:
    record = Record()
    async with process(sqlite_engine, record) as dispatcher:
        await dispatcher.accept(message(1, BEN))
        await dispatcher.idle()
        await dispatcher.accept_all([message(number) for number in range(2, 32)])
        for number in range(32, 36):
            await dispatcher.accept(message(number, BEN))
        await until(lambda: len(record.of(BEN)) == 5)
    assert record.of(ADA) == []
    assert inbox_of(sqlite_engine).pending_count() == 30


async def test_who_comes_while_a_burst_is_handled_goes_before_its_next_step(sqlite_engine: Engine) -> None:
    done, first_step, ben_has_come = list[int](), asyncio.Event(), asyncio.Event()

    async def handle(payload: str) -> None:
        person = json.loads(payload)["person"]
        first_step.set()
        await ben_has_come.wait()
        await offload.run(done.append, person)

    dispatcher = UpdateDispatcher(inbox_of(sqlite_engine), handle)
    await dispatcher.accept_all([message(number) for number in range(2, 32)])
    await first_step.wait()
    await dispatcher.accept(message(32, BEN))
    ben_has_come.set()
    await until(lambda: ADA in done)
    assert done[0] == BEN
    await dispatcher.aclose(10)


async def test_nobody_rests_after_a_few_quick_taps(sqlite_engine: Engine, endless_rests: None) -> None:
    record = Record()
    async with process(sqlite_engine, record) as dispatcher:
        await dispatcher.accept(message(1, BEN))
        await dispatcher.idle()
        await dispatcher.accept_all([message(number) for number in range(2, 8)])
        await until(lambda: record.of(ADA) == [*range(2, 8)])


async def test_people_who_only_wait_hold_no_place(sqlite_engine: Engine) -> None:
    flood_is_over, handled = asyncio.Event(), list[int]()

    async def handle(payload: str) -> None:
        person = json.loads(payload)["person"]
        if person != BEN:
            delivery = current_delivery.get()
            assert delivery is not None
            async with delivery.step_aside():
                await flood_is_over.wait()
        handled.append(person)

    dispatcher = UpdateDispatcher(inbox_of(sqlite_engine), handle)
    waiting = range(5001, 5001 + 2 * MAX_PLACES)
    await dispatcher.accept_all([message(number, number) for number in waiting])
    await dispatcher.accept(message(1, BEN))
    await until(lambda: handled == [BEN])
    flood_is_over.set()
    await dispatcher.idle()
    await dispatcher.aclose(5)
    assert len(handled) == 1 + len(waiting)


async def test_an_update_met_by_a_lost_database_runs_again(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher_module, "LEFT_WAITING_SECONDS", 0.0)
    monkeypatch.setattr(dispatcher_module, "SWEEP_SECONDS", 0.02)
    runs = 0

    async def handle(_: str) -> None:
        nonlocal runs
        runs += 1
        delivery = current_delivery.get()
        assert delivery is not None
        if runs <= MAX_ABANDONED + 2:  # more often than a process may die over it
            delivery.repeat()

    async with process(sqlite_engine, handle) as dispatcher:
        await dispatcher.accept(message(1))
        await until(lambda: inbox_of(sqlite_engine).pending_count() == 0)
    assert runs == MAX_ABANDONED + 3


async def test_an_inline_query_is_handled_and_never_in_the_inbox(engine: Engine) -> None:
    record = Record()
    async with process(engine, record) as dispatcher:
        await dispatcher.accept(IncomingUpdate(1, ADA, update(1), kind="inline_query"))
        await dispatcher.accept_all([IncomingUpdate(2, BEN, update(2, BEN), kind="guest_message")])
        await dispatcher.accept_all([])
        await dispatcher.idle()
        assert inbox_of(engine).pending_count() == 0
        # Sent again, as after a kill, it is answered again: nobody remembers it.
        await dispatcher.accept(IncomingUpdate(1, ADA, update(1), kind="inline_query"))
        await dispatcher.idle()
    assert record.of(ADA) == [1, 1]
    assert record.of(BEN) == [2]
