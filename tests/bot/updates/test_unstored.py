"""Updates that are never stored: answered at once, the newest query of each person."""

from __future__ import annotations

import asyncio

from bot.runtime import offload
from bot.updates.inbox import IncomingUpdate
from bot.updates.unstored import (
    LOOK_INTERVAL_SECONDS,
    MAX_AGE_SECONDS,
    MAX_WAITING_OF_ONE,
    UnstoredUpdates,
)

ADA, BRUNO = 11, 12


class Handled:
    """Notes what it is given, and waits where a test says so."""

    def __init__(self) -> None:
        self.payloads: list[str] = []
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def __call__(self, payload: str) -> None:
        await self.go_on.wait()
        if payload == "a defect":
            raise ValueError(payload)
        self.payloads.append(payload)


def query(payload: str, person_id: int = ADA, kind: str = "inline_query") -> IncomingUpdate:
    return IncomingUpdate(len(payload), person_id, payload, kind=kind)


async def test_of_what_somebody_types_only_the_newest_waits() -> None:
    handled = Handled()
    handled.go_on.clear()
    updates = UnstoredUpdates(handled)
    updates.accept(query("h"))
    await asyncio.sleep(0)
    for typed in ("he", "hea", "heat"):
        updates.accept(query(typed))
    handled.go_on.set()
    await updates.idle()
    assert handled.payloads == ["h", "heat"]


async def test_nobody_waits_for_what_somebody_else_types() -> None:
    handled = Handled()
    updates = UnstoredUpdates(handled)
    updates.accept(query("heat"))
    updates.accept(query("ran", BRUNO))
    await updates.idle()
    assert sorted(handled.payloads) == ["heat", "ran"]


async def test_questions_of_guests_are_all_answered_up_to_a_few() -> None:
    handled = Handled()
    handled.go_on.clear()
    updates = UnstoredUpdates(handled)
    updates.accept(query("first", kind="guest_message"))
    await asyncio.sleep(0)
    for number in range(MAX_WAITING_OF_ONE + 5):
        updates.accept(query(f"next {number}", kind="guest_message"))
    handled.go_on.set()
    await updates.idle()
    assert handled.payloads == ["first", *(f"next {number}" for number in range(MAX_WAITING_OF_ONE))]


async def test_what_waited_too_long_is_left_out() -> None:
    handled, now = Handled(), [0.0]
    updates = UnstoredUpdates(handled, clock=lambda: now[0])
    updates.accept(query("heat"))
    now[0] = MAX_AGE_SECONDS + 1
    await updates.idle()
    assert handled.payloads == []
    updates.accept(query("ran"))
    await updates.idle()
    assert handled.payloads == ["ran"]


async def test_a_defect_does_not_end_the_answering() -> None:
    handled = Handled()
    updates = UnstoredUpdates(handled)
    for typed in ("a defect", "heat"):
        updates.accept(query(typed))
        await updates.idle()
    assert handled.payloads == ["heat"]


async def test_at_the_end_nothing_is_begun_any_more() -> None:
    handled = Handled()
    handled.go_on.clear()
    updates = UnstoredUpdates(handled)
    updates.accept(query("heat"))
    await asyncio.sleep(0)
    await updates.aclose()
    updates.accept(query("ran"))
    await updates.idle()
    assert handled.payloads == []


async def test_taps_go_before_the_steps_of_a_query_but_not_for_ever() -> None:
    served, steps = {BRUNO}, list[str]()

    async def handle(payload: str) -> None:
        await offload.run(steps.append, payload)
        await offload.run(steps.append, payload)

    updates = UnstoredUpdates(handle, lambda: bool(served))
    updates.accept(query("heat"))
    await asyncio.sleep(LOOK_INTERVAL_SECONDS)
    assert steps == []
    served.clear()
    await updates.idle()
    assert steps == ["heat", "heat"]
    served.add(BRUNO)  # somebody is always served
    updates.accept(query("ran"))
    await updates.idle()
    assert steps == ["heat", "heat", "ran", "ran"]
