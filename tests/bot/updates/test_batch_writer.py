"""Updates on their way into the inbox: together, in order, and never told stored when they are not."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from bot.updates.batch_writer import BatchWriter
from bot.updates.inbox import IncomingUpdate
from tests.support.waiting import PATIENCE_SECONDS


def incoming(number: int) -> IncomingUpdate:
    return IncomingUpdate(number, 1, "{}")


class Store:
    """Keeps what it is given; the first call waits until it may go on."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.kept: set[int] = set()
        self.may_go_on = threading.Event()
        self.broken: Exception | None = None

    def __call__(self, incoming: Sequence[IncomingUpdate]) -> set[int]:
        self.calls.append([each.update_id for each in incoming])
        assert self.may_go_on.wait(PATIENCE_SECONDS)
        if self.broken is not None:
            raise self.broken
        new = {each.update_id for each in incoming} - self.kept
        self.kept |= new
        return new


async def begun(store: Store) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not store.calls:  # noqa: ASYNC110  # it runs in a thread
            await asyncio.sleep(0.001)


async def test_what_comes_while_one_is_stored_is_stored_together_in_order() -> None:
    store = Store()
    writer = BatchWriter(store)
    first = asyncio.create_task(writer.put(incoming(1)))
    await begun(store)
    others = [asyncio.create_task(writer.put(incoming(number))) for number in (2, 3, 1, 4)]
    await asyncio.sleep(0)
    assert not first.done()
    store.may_go_on.set()
    assert await first
    assert await asyncio.gather(*others) == [True, True, False, True]
    assert store.calls == [[1], [2, 3, 1, 4]]
    await writer.aclose()


async def test_of_the_same_update_twice_in_one_go_one_is_new() -> None:
    store = Store()
    store.may_go_on.set()
    writer = BatchWriter(store)
    assert await asyncio.gather(writer.put(incoming(1)), writer.put(incoming(1))) == [True, False]
    await writer.aclose()


async def test_nobody_is_told_stored_when_it_failed_and_the_next_are_stored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.updates.batch_writer.MAX_BATCH_SIZE", 2)
    store = Store()
    store.broken = ConnectionError("gone")
    store.may_go_on.set()
    writer = BatchWriter(store)
    told = await asyncio.gather(
        *(writer.put(incoming(number)) for number in range(3)), return_exceptions=True
    )
    assert [type(each) for each in told] == [ConnectionError] * 3
    store.broken = None
    assert await writer.put(incoming(5))
    assert store.calls == [[0, 1], [2], [5]]
    await writer.aclose()


async def test_one_who_hangs_up_keeps_nobody_else_from_being_told() -> None:
    store = Store()
    writer = BatchWriter(store)
    first, second = (asyncio.create_task(writer.put(incoming(number))) for number in (1, 2))
    await begun(store)
    first.cancel()
    store.may_go_on.set()
    assert await second
    await writer.aclose()


async def test_whoever_still_waits_when_it_closes_is_told_that_nothing_is_stored() -> None:
    store = Store()
    writer = BatchWriter(store)
    under_way = asyncio.create_task(writer.put(incoming(1)))
    await begun(store)
    waiting = asyncio.create_task(writer.put(incoming(2)))
    await asyncio.sleep(0)
    await writer.aclose()
    with pytest.raises(ConnectionAbortedError):
        await waiting
    store.may_go_on.set()
    assert await under_way
