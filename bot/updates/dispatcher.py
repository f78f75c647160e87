"""From the inbox to the handlers: each person's updates one after another, many people at once.

An update is acknowledged when it is stored; what then interrupts this process (a kill, a deploy, a lost
database) leaves it in the inbox, from where this or another process takes it up within seconds.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress

from bot.runtime import offload
from bot.runtime.batch_reader import BatchReader
from bot.services.errors import StorageUnavailable
from bot.updates.batch_writer import BatchWriter
from bot.updates.bursts import BurstPacing
from bot.updates.inbox import Inbox, IncomingUpdate, PendingUpdate
from bot.updates.parking import fair_share
from bot.updates.parsing import NOBODY
from bot.updates.running import Handler, Notify, UpdateRunner
from bot.updates.turning_away import TurningAway
from bot.updates.unstored import UNSTORED_KINDS, UnstoredUpdates

logger = logging.getLogger(__name__)

MAX_WAIT_FOR_LOCK_SECONDS = 0.25
SWEEP_SECONDS = 2.0
LEFT_WAITING_SECONDS = 4.0
PRUNE_EVERY_SWEEPS = 1800
FEW_PEOPLE = 16  # among more of them, places are what is shared
EXPECTED_SECONDS = 0.002


class UpdateDispatcher:
    """Takes updates in and has them handled."""

    def __init__(
        self,
        inbox: Inbox,
        handle: Handler,
        note: Notify = lambda _: None,
        *,
        pass_over: Handler | None = None,
        turn_away: Handler | None = None,
    ) -> None:
        self._inbox = inbox
        self._note = note
        self._runner = UpdateRunner(inbox, handle, pass_over or _do_nothing, note)
        self._turning_away = TurningAway(turn_away or _do_nothing)
        self._bursts = BurstPacing(self._others_are_served)
        self._people: dict[int, asyncio.Task[None]] = {}
        self._woken: set[int] = set()
        self._closing = asyncio.Event()
        self._received = BatchWriter(inbox.receive)
        self._locking = BatchReader(inbox.lock)
        self._unlocking = BatchReader(inbox.unlock)
        self._unstored = UnstoredUpdates(handle, self._anybody_is_served)

    async def accept(self, incoming: IncomingUpdate, *, is_answered: bool = False) -> None:
        """Return when the update is stored for good, if it is to be; it is handled in the background.

        Of a tap whose callback query the caller answers, nobody else need do so.
        """
        if self._accept_unstored(incoming):
            return
        await self._bursts.admit(incoming.person_id)
        begun = time.monotonic()
        is_new = await self._received.put(incoming)
        seconds = time.monotonic() - begun
        self._runner.concurrency.record_storing(seconds)
        if self._is_burst(incoming.person_id):
            self._bursts.rest_after_storing(incoming.person_id, seconds)
        if is_answered:
            self._runner.note_answered(incoming.update_id)
        self._note_stored(incoming, is_new=is_new)

    async def accept_all(self, batch: Sequence[IncomingUpdate]) -> None:
        """Return when all of these are stored for good, in one transaction."""
        to_store = [incoming for incoming in batch if not self._accept_unstored(incoming)]
        new = await self._received.put_all(to_store) if to_store else set()
        for incoming in to_store:
            self._note_stored(incoming, is_new=incoming.update_id in new)

    async def sweep(self) -> None:
        """Handle until the end what dead or busy processes left waiting."""
        number = 0
        while not self._closing.is_set():
            try:
                await self._runner.take_back_uncertain()
                await self._wake_all(LEFT_WAITING_SECONDS)
                if number % PRUNE_EVERY_SWEEPS == 0:
                    await offload.run(self._inbox.forget_old)
            except StorageUnavailable as error:
                logger.warning("the inbox cannot be read: %s", error)
            number += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), SWEEP_SECONDS)

    async def catch_up(self) -> None:
        """Begin with all that waits: earlier processes left what is older than all to come."""
        try:
            await self._wake_all(0.0)
        except StorageUnavailable as error:
            logger.warning("the inbox cannot be read: %s", error)

    async def _wake_all(self, waiting_seconds: float) -> None:
        for person_id in await offload.run(self._inbox.people_left_waiting, waiting_seconds):
            self._wake(person_id)

    async def idle(self) -> None:
        """Return when nobody's updates are being handled."""
        await self._unstored.idle()
        while self._people:
            await asyncio.wait([*self._people.values()])
            await asyncio.sleep(0)  # whoever was woken meanwhile begins again

    def stop(self) -> None:
        """Begin nothing any more."""
        self._closing.set()
        self._bursts.open_all()

    async def aclose(self, grace: float) -> None:
        """Let what is under way finish for so many seconds; the rest stays in the inbox."""
        self.stop()
        await self._unstored.aclose()
        running = [*self._people.values()]
        if running:
            _, unfinished = await asyncio.wait(running, timeout=grace)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)
        await self._received.aclose()
        await self._runner.aclose()
        await offload.run(self._inbox.close)

    def _accept_unstored(self, incoming: IncomingUpdate) -> bool:
        """Have an update handled at once if its kind is not stored; return whether it is such a one."""
        if incoming.kind not in UNSTORED_KINDS:
            return False
        self._note("received")
        self._unstored.accept(incoming)
        return True

    def _note_stored(self, incoming: IncomingUpdate, *, is_new: bool) -> None:
        """Begin to serve whoever sent an update that is stored now."""
        self._bursts.note_arrival(incoming.person_id)
        self._note("received" if is_new else "replayed")
        if is_new:
            self._runner.note_fresh(incoming.person_id, incoming.update_id)
        self._wake(incoming.person_id)

    def _wake(self, person_id: int) -> None:
        self._woken.add(person_id)
        if person_id not in self._people and not self._closing.is_set():
            task = asyncio.create_task(self._serve(person_id))
            self._people[person_id] = task
            task.add_done_callback(lambda _: self._rest(person_id))

    def _rest(self, person_id: int) -> None:
        del self._people[person_id]
        # Something came in after the last look into the inbox; at the end it is for the next process.
        if person_id in self._woken:
            self._wake(person_id)

    async def _serve(self, person_id: int) -> None:
        wait = 0.01
        try:
            while not await self._serve_locked(person_id):
                await asyncio.sleep(wait)
                wait = min(wait * 2, MAX_WAIT_FOR_LOCK_SECONDS)
        except StorageUnavailable as error:
            self._woken.discard(person_id)  # the sweep comes back to it
            logger.warning("updates stay in the inbox, the database is away: %s", error)

    async def _serve_locked(self, person_id: int) -> bool:
        """Handle what waits for a person; False when another process is at it."""
        self._woken.discard(person_id)  # before the look: whatever comes in later wakes again
        waiting = await self._locking.ask(person_id)
        if waiting is None:
            self._woken.add(person_id)
            return False
        try:
            await self._handle_pending(person_id, waiting)
        finally:
            if self._inbox.shares_locks:
                await self._unlocking.ask(person_id)
        return True

    async def _handle_pending(self, person_id: int, waiting: list[PendingUpdate]) -> None:
        await self._handle_share(person_id, waiting)
        while person_id in self._woken and not self._closing.is_set():
            self._woken.discard(person_id)
            await self._handle_share(person_id, await offload.run(self._inbox.pending_of, person_id))
        # Nothing else of theirs waits any more: what is left here, another process has handled.
        self._runner.forget_handled(person_id)

    async def _handle_share(self, person_id: int, waiting: list[PendingUpdate]) -> None:
        share, too_many = fair_share(waiting)
        await self._turn_away_too_many(person_id, too_many)
        if self._is_burst(person_id, len(share)):
            await self._let_others_pass(person_id, EXPECTED_SECONDS)  # the rest of it is still coming in
        for left, update in zip(range(len(share), 0, -1), share, strict=True):
            if self._closing.is_set():
                return
            begun = time.monotonic()
            await self._run_next(person_id, update, waiting, left)
            if self._is_burst(person_id, left):
                await self._let_others_pass(person_id, time.monotonic() - begun)
            else:
                self._bursts.note_served(person_id)
        self._wake_when_due(person_id, waiting)

    async def _run_next(
        self, person_id: int, update: PendingUpdate, waiting: Sequence[PendingUpdate], left: int
    ) -> None:
        """Run an update; one of a burst lets others be served between its steps."""
        way = self._bursts.giving_way(person_id) if self._is_burst(person_id, left) else nullcontext()
        with way:
            await self._runner.run_next(person_id, update, waiting)

    def _anybody_is_served(self) -> bool:
        """Return whether somebody who is in no burst is being served."""
        return self._others_are_served(NOBODY)

    def _others_are_served(self, person_id: int) -> bool:
        """Return whether anybody else who is in no burst is being served."""
        return any(other != person_id and not self._is_burst(other) for other in self._people)

    def _is_burst(self, person_id: int, left: int = 0) -> bool:
        """Return whether others come first, where `left` updates of a person's share are not handled."""
        waiting = max(left, self._runner.waiting_count(person_id))
        return len(self._people) <= FEW_PEOPLE and self._bursts.is_burst(person_id, waiting)

    async def _let_others_pass(self, person_id: int, seconds: float) -> None:
        """Rest between two updates of a burst, the last of which took so long."""
        rest = self._bursts.rest_after(person_id, seconds)
        if rest:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), rest)
            await self._bursts.give_way(person_id)

    def _wake_when_due(self, person_id: int, waiting: Sequence[PendingUpdate]) -> None:
        seconds = self._runner.parking.seconds_until_due(waiting)
        if seconds is not None:
            asyncio.get_running_loop().call_later(seconds, self._wake, person_id)

    async def _turn_away_too_many(self, person_id: int, too_many: Sequence[PendingUpdate]) -> None:
        """Leave out what is beyond one person's share, and say so once a minute."""
        if not too_many:
            return
        self._note("turned_away")
        logger.warning("%d updates of one person are left out: too many at once", len(too_many))
        await self._runner.leave_out(person_id, too_many)
        await self._turning_away.tell(person_id, too_many[0].payload)


async def _do_nothing(_: str) -> None:
    """Do nothing, for an update that nobody waits for."""


@asynccontextmanager
async def sweeping(dispatcher: UpdateDispatcher, *, grace: float) -> AsyncIterator[None]:
    """Take up what is left in the inbox meanwhile; on the way out let what is under way finish."""
    task = asyncio.create_task(dispatcher.sweep())
    try:
        yield
    finally:
        dispatcher.stop()
        await asyncio.gather(task, return_exceptions=True)
        await dispatcher.aclose(grace)
