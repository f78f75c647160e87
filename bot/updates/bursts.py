"""Bursts: many updates of one person, which are stored and handled at a pace while others are served.

Between two updates of a burst there is a rest in proportion to the time that the last one took, so that a
burst gets a small share of the process however fast the machine is. Nobody loses by it: Telegram shows about
one message a second in a chat. Where nobody else was served lately there is nothing to rest for. Who comes
while one of its updates is being handled does not wait for the end of it, only for the step that has begun.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial

from bot.runtime import offload
from bot.runtime.deliveries import current_delivery

# A burst is more than so many of one person's waiting, or come at once, one more every quarter of a second:
# a thumb does not get there.
MAX_QUICK_TAPS, TAPS_PER_SECOND = 6, 4.0
MAX_PEOPLE_KNOWN = 1_000
LATELY_SECONDS = 2.0
REST_FACTOR = 100.0
MAX_REST_SECONDS = 1.0
# Telegram waits for the acknowledgement meanwhile, and has only so many connections for everybody.
MAX_HELD_SECONDS = 0.1
MAX_HELD = 8
MAX_GIVING_WAY_SECONDS, LOOK_INTERVAL_SECONDS = 0.25, 0.003


class BurstPacing:
    """Says how long a burst rests, and holds its updates before they are stored."""

    def __init__(
        self, others_are_served: Callable[[int], bool], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`others_are_served` says whether somebody is being served now who comes before a person."""
        self._others_are_served = others_are_served
        self._clock = clock
        self._last = self._other = _Served(None, float("-inf"))
        self._gates: dict[int, _Gate] = {}
        self._arrived: dict[int, _Arrived] = {}

    def note_arrival(self, person_id: int) -> None:
        """Note that a person has sent something now."""
        count = min(self._count(person_id) + 1, 2 * MAX_QUICK_TAPS)
        if len(self._arrived) >= MAX_PEOPLE_KNOWN and person_id not in self._arrived:
            self._arrived.clear()
        self._arrived[person_id] = _Arrived(count, self._clock())

    def is_burst(self, person_id: int, waiting: int) -> bool:
        """Return whether so much of a person waits, or has come lately, that others come first."""
        return max(waiting, self._count(person_id)) > MAX_QUICK_TAPS

    def note_served(self, person_id: int) -> None:
        """Note that somebody who is in no burst was served now."""
        if person_id != self._last.person_id:
            self._other = self._last
        self._last = _Served(person_id, self._clock())

    def rest_after(self, person_id: int, seconds: float) -> float:
        """Return how long a person's burst rests when its last update took so long."""
        someone_else = self._other if person_id == self._last.person_id else self._last
        if self._clock() - someone_else.at > LATELY_SECONDS:
            return 0.0
        return min(REST_FACTOR * seconds, MAX_REST_SECONDS)

    def rest_after_storing(self, person_id: int, seconds: float) -> None:
        """Hold what a person in a burst sends next for a while, when the last one took so long to store."""
        rest = min(self.rest_after(person_id, seconds), MAX_HELD_SECONDS)
        if rest > 0 and person_id not in self._gates:
            resting = asyncio.create_task(self._rest(person_id, rest))
            self._gates[person_id] = _Gate(resting)

    async def give_way(self, person_id: int) -> None:
        """Wait until nobody who comes before a person is being served, but not for long."""
        give_up_at = self._clock() + MAX_GIVING_WAY_SECONDS
        while self._others_are_served(person_id) and self._clock() < give_up_at:  # noqa: ASYNC110  # no event
            await asyncio.sleep(LOOK_INTERVAL_SECONDS)

    @contextmanager
    def giving_way(self, person_id: int) -> Iterator[None]:
        """Let others be served between the steps of what is done for a person inside."""
        token = offload.before_blocking.set(partial(self._step_aside, person_id))
        try:
            yield
        finally:
            offload.before_blocking.reset(token)

    async def admit(self, person_id: int) -> None:
        """Return when a person's update may be stored, in the order of the calls."""
        gate = self._gates.get(person_id)
        if gate is not None:
            gate.held += 1
            if gate.held >= MAX_HELD:
                self._open(person_id)
            await gate.opening.wait()

    def open_all(self) -> None:
        """Hold nobody any longer."""
        for person_id in [*self._gates]:
            self._open(person_id)

    async def _step_aside(self, person_id: int) -> None:
        """Give way, and leave the place that is held to whom it is given to."""
        if self._others_are_served(person_id):
            delivery = current_delivery.get()
            async with nullcontext() if delivery is None else delivery.step_aside():
                await self.give_way(person_id)

    def _count(self, person_id: int) -> float:
        """Return how much a person has sent lately."""
        arrived = self._arrived.get(person_id)
        if arrived is None:
            return 0.0
        return max(0.0, arrived.count - TAPS_PER_SECOND * (self._clock() - arrived.at))

    async def _rest(self, person_id: int, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self.give_way(person_id)
        self._open(person_id)

    def _open(self, person_id: int) -> None:
        gate = self._gates.pop(person_id, None)
        if gate is not None:
            gate.resting.cancel()
            gate.opening.set()


@dataclass(frozen=True)
class _Served:
    """Who was served, and when."""

    person_id: int | None
    at: float


@dataclass(frozen=True)
class _Arrived:
    """How much somebody had sent lately at a moment."""

    count: float
    at: float


class _Gate:
    """What is shut for one person, until a rest is over."""

    def __init__(self, resting: asyncio.Task[None]) -> None:
        self.resting = resting
        self.opening = asyncio.Event()
        self.held = 0
