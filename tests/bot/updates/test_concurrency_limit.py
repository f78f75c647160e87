"""How many people are served at once."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.updates.concurrency_limit import (
    DECREASE_INTERVAL_SECONDS,
    FIRST_PLACES,
    LONG_SECONDS,
    MAX_PLACES,
    MIN_PLACES,
    STEP,
    ConcurrencyLimit,
)
from tests.support.waiting import PATIENCE_SECONDS

ENOUGH = round((MAX_PLACES - MIN_PLACES) / STEP) + 1
SHORT, LONG = LONG_SECONDS / 2, LONG_SECONDS * 2


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


async def serve(limit: ConcurrencyLimit, people: int) -> None:
    for _ in range(people):
        async with limit.place():
            pass


def test_a_long_wait_halves_the_places_and_a_short_one_does_not() -> None:
    limit = ConcurrencyLimit(Clock())
    limit.record_storing(SHORT)
    assert limit.places == FIRST_PLACES
    limit.record_storing(LONG)
    assert limit.places == FIRST_PLACES // 2


async def test_many_long_waits_at_once_are_one_reason_to_step_back() -> None:
    clock = Clock()
    limit = ConcurrencyLimit(clock)
    await serve(limit, ENOUGH)
    for _ in range(100):
        limit.record_storing(LONG)
    assert limit.places == MAX_PLACES // 2
    clock.now += DECREASE_INTERVAL_SECONDS
    limit.record_storing(LONG)
    assert limit.places == MAX_PLACES // 4


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 1), st.integers(0, 30)), max_size=30))
def test_somebody_is_always_served_and_never_too_many(story: list[tuple[float, float, int]]) -> None:
    async def lived() -> None:
        clock = Clock()
        limit = ConcurrencyLimit(clock)
        for took, passed, people in story:
            clock.now += passed
            limit.record_storing(took)
            assert MIN_PLACES <= limit.places <= MAX_PLACES
            await serve(limit, people)
            assert MIN_PLACES <= limit.places <= MAX_PLACES

    asyncio.run(lived())


async def test_whoever_is_served_makes_room_again() -> None:
    clock = Clock()
    limit = ConcurrencyLimit(clock)
    for _ in range(10):
        clock.now += 1
        limit.record_storing(LONG)
    assert limit.places == MIN_PLACES
    await serve(limit, ENOUGH)
    assert limit.places == MAX_PLACES


async def test_no_more_than_the_places_are_served_at_once_and_everybody_is_in_the_end() -> None:
    clock = Clock()
    limit = ConcurrencyLimit(clock)
    for _ in range(10):
        clock.now += 1
        limit.record_storing(LONG)
    inside, most_inside, served = 0, 0, 0

    async def person() -> None:
        nonlocal inside, most_inside, served
        async with limit.place():
            inside += 1
            most_inside = max(most_inside, inside)
            await asyncio.sleep(0)
            inside -= 1
        served += 1

    await asyncio.gather(*(person() for _ in range(8)))
    assert most_inside == MIN_PLACES
    assert served == 8


async def test_a_place_is_given_back_by_one_who_gives_up() -> None:
    limit = ConcurrencyLimit(Clock())
    await serve(limit, ENOUGH)
    held = [limit.place() for _ in range(MAX_PLACES)]
    for place in held:
        await place.__aenter__()
    waiting = asyncio.create_task(serve(limit, 1))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    for place in held:
        await place.__aexit__(None, None, None)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await serve(limit, MAX_PLACES)
