"""How long a burst rests, and how its updates are held before they are stored."""

from __future__ import annotations

import asyncio

import pytest

from bot.runtime import offload
from bot.runtime.deliveries import Delivery, current_delivery
from bot.updates.bursts import (
    LATELY_SECONDS,
    LOOK_INTERVAL_SECONDS,
    MAX_GIVING_WAY_SECONDS,
    MAX_HELD,
    MAX_HELD_SECONDS,
    MAX_PEOPLE_KNOWN,
    MAX_QUICK_TAPS,
    MAX_REST_SECONDS,
    REST_FACTOR,
    TAPS_PER_SECOND,
    BurstPacing,
)
from bot.updates.concurrency_limit import ConcurrencyLimit
from tests.support.waiting import PATIENCE_SECONDS, until

LOUD, ADA, BEN = 1, 2, 3


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def served() -> set[int]:
    return set()


@pytest.fixture
def pacing(clock: Clock, served: set[int]) -> BurstPacing:
    return BurstPacing(lambda person: bool(served - {person}), clock)


def test_a_burst_is_more_than_a_thumb_sends(pacing: BurstPacing, clock: Clock) -> None:
    for _ in range(MAX_QUICK_TAPS):
        pacing.note_arrival(LOUD)
        clock.now += 0.01
    assert not pacing.is_burst(LOUD, MAX_QUICK_TAPS)
    assert pacing.is_burst(LOUD, MAX_QUICK_TAPS + 1)
    pacing.note_arrival(LOUD)
    assert pacing.is_burst(LOUD, 0)
    assert not pacing.is_burst(ADA, 0)
    clock.now += 1 / TAPS_PER_SECOND
    assert not pacing.is_burst(LOUD, 0)


def test_who_taps_quickly_for_long_is_in_no_burst_and_a_burst_is_forgotten(
    pacing: BurstPacing, clock: Clock
) -> None:
    for _ in range(100):
        clock.now += 1 / TAPS_PER_SECOND
        pacing.note_arrival(ADA)
        assert not pacing.is_burst(ADA, 1)
    for _ in range(1000):
        pacing.note_arrival(LOUD)
    clock.now += 2 * MAX_QUICK_TAPS / TAPS_PER_SECOND
    assert not pacing.is_burst(LOUD, 1)


def test_only_so_many_people_are_known(pacing: BurstPacing) -> None:
    for person in range(3 * MAX_PEOPLE_KNOWN):
        pacing.note_arrival(person)
    assert len(pacing._arrived) <= MAX_PEOPLE_KNOWN


def test_a_burst_rests_in_proportion_but_not_for_ever(pacing: BurstPacing) -> None:
    pacing.note_served(ADA)
    assert pacing.rest_after(LOUD, 0.01) == pytest.approx(0.01 * REST_FACTOR)
    assert pacing.rest_after(LOUD, 60) == MAX_REST_SECONDS


def test_where_nobody_else_was_served_lately_there_is_no_rest(pacing: BurstPacing, clock: Clock) -> None:
    assert pacing.rest_after(LOUD, 1) == 0
    pacing.note_served(LOUD)  # before it became a burst
    assert pacing.rest_after(LOUD, 1) == 0
    pacing.note_served(ADA)
    pacing.note_served(LOUD)
    pacing.note_served(LOUD)
    assert pacing.rest_after(LOUD, 1) > 0
    clock.now += LATELY_SECONDS + 0.1
    pacing.note_served(LOUD)
    assert pacing.rest_after(LOUD, 1) == 0
    assert pacing.rest_after(BEN, 1) > 0


async def test_what_is_held_is_stored_in_its_order_and_others_are_not_held(pacing: BurstPacing) -> None:
    stored: list[int] = []

    async def store(person: int, number: int) -> None:
        await pacing.admit(person)
        stored.append(number)

    pacing.note_served(ADA)
    pacing.rest_after_storing(LOUD, MAX_HELD_SECONDS)
    async with asyncio.TaskGroup() as tasks:
        for number in (1, 2, 3):
            tasks.create_task(store(LOUD, number))
        tasks.create_task(store(ADA, 4))
    assert stored == [4, 1, 2, 3]
    await pacing.admit(LOUD)  # the rest is over


async def test_only_so_many_are_held_at_once(pacing: BurstPacing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.updates.bursts.MAX_HELD_SECONDS", 3600.0)
    monkeypatch.setattr("bot.updates.bursts.MAX_REST_SECONDS", 3600.0)
    pacing.note_served(ADA)
    pacing.rest_after_storing(LOUD, 3600)
    held = [asyncio.create_task(pacing.admit(LOUD)) for _ in range(MAX_HELD - 1)]
    await asyncio.sleep(0.01)
    assert not any(task.done() for task in held)
    await pacing.admit(LOUD)
    await asyncio.gather(*held)


async def test_who_gives_way_waits_for_those_who_are_served_but_not_for_ever(
    pacing: BurstPacing, clock: Clock, served: set[int]
) -> None:
    served.add(LOUD)
    await pacing.give_way(LOUD)
    served.add(ADA)
    waiting = asyncio.create_task(pacing.give_way(LOUD))
    await asyncio.sleep(3 * LOOK_INTERVAL_SECONDS)
    assert not waiting.done()
    clock.now += MAX_GIVING_WAY_SECONDS
    await waiting
    waiting = asyncio.create_task(pacing.give_way(LOUD))
    await asyncio.sleep(0)
    served.remove(ADA)
    await waiting


async def test_others_pass_between_the_steps_of_a_burst(pacing: BurstPacing, served: set[int]) -> None:
    steps: list[str] = []

    async def handle() -> None:
        await offload.run(steps.append, "the first")
        served.add(ADA)
        await offload.run(steps.append, "the second")

    with pacing.giving_way(LOUD):
        handling = asyncio.create_task(handle())
    await until(lambda: ADA in served)
    await asyncio.sleep(3 * LOOK_INTERVAL_SECONDS)
    assert steps == ["the first"]
    await offload.run(steps.append, "Ada's")
    served.remove(ADA)
    await handling
    assert steps == ["the first", "Ada's", "the second"]


async def test_who_gives_way_leaves_the_place_to_others(pacing: BurstPacing, served: set[int]) -> None:
    places = ConcurrencyLimit()

    async def handle() -> None:
        async with places.place():
            delivery = Delivery(nothing, nothing, places.aside)
            current_delivery.set(delivery)
            await offload.run(served.clear)

    served.add(ADA)
    with pacing.giving_way(LOUD):
        handling = [asyncio.create_task(handle()) for _ in range(places.places)]
    async with asyncio.timeout(PATIENCE_SECONDS):
        for _ in handling:
            async with places.place():
                await asyncio.sleep(LOOK_INTERVAL_SECONDS)
    served.clear()
    await asyncio.gather(*handling)


async def nothing() -> None:
    pass


async def test_at_the_end_nobody_is_held(pacing: BurstPacing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.updates.bursts.MAX_HELD_SECONDS", 3600.0)
    monkeypatch.setattr("bot.updates.bursts.MAX_REST_SECONDS", 3600.0)
    pacing.note_served(ADA)
    pacing.rest_after_storing(LOUD, 3600)
    held = asyncio.create_task(pacing.admit(LOUD))
    await asyncio.sleep(0)
    pacing.open_all()
    await held
