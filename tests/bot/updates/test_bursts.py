"""How long a burst rests, and how its updates are held before they are stored."""

from __future__ import annotations

import asyncio

import pytest

from bot.updates.bursts import (
    LATELY_SECONDS,
    MAX_HELD,
    MAX_HELD_SECONDS,
    MAX_REST_SECONDS,
    REST_FACTOR,
    BurstPacing,
)

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
def pacing(clock: Clock) -> BurstPacing:
    async def give_way() -> None:
        await asyncio.sleep(0)

    return BurstPacing(give_way, clock)


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


async def test_at_the_end_nobody_is_held(pacing: BurstPacing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.updates.bursts.MAX_HELD_SECONDS", 3600.0)
    monkeypatch.setattr("bot.updates.bursts.MAX_REST_SECONDS", 3600.0)
    pacing.note_served(ADA)
    pacing.rest_after_storing(LOUD, 3600)
    held = asyncio.create_task(pacing.admit(LOUD))
    await asyncio.sleep(0)
    pacing.open_all()
    await held
