"""From the inbox to the handlers: each person's updates one after another, many people at once.

An update is acknowledged when it is stored; what then interrupts this process (a kill, a deploy, a lost
database) leaves it in the inbox, from where this or another process takes it up within seconds.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from functools import partial
from typing import Any

from cachetools import TTLCache

from bot.runtime import offload
from bot.runtime.deliveries import Delivery, current_delivery
from bot.services.errors import StorageUnavailable
from bot.updates.batch_writer import BatchWriter
from bot.updates.concurrency_limit import ConcurrencyLimit
from bot.updates.inbox import FinishedUpdate, Inbox, IncomingUpdate, PendingUpdate, is_suspect
from bot.updates.parking import Parking, chat_of, fair_share
from bot.updates.turning_away import TurningAway
from bot.updates.uncertain import UncertainUpdates
from bot.updates.unstored import UNSTORED_KINDS, UnstoredUpdates

logger = logging.getLogger(__name__)

Handler = Callable[[str], Awaitable[None]]
Notify = Callable[[str], None]
"""Is told what came of an update: received, replayed, late, superseded, turned_away, failed or dropped."""

MAX_WAIT_FOR_LOCK_SECONDS = 0.25
SWEEP_SECONDS = 2.0
LEFT_WAITING_SECONDS = 4.0
PRUNE_EVERY_SWEEPS = 1800
# More of one person's updates than that are handled while nobody else is served; among many people places
# are what is shared.
CROWD, FEW_PEOPLE = 5, 16
MAX_ANSWERED, ANSWERED_SECONDS = 10_000, 600


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
        self._handle = handle
        self._pass_over = pass_over or _do_nothing
        self._turning_away = TurningAway(turn_away or _do_nothing)
        self._note = note
        self._people: dict[int, asyncio.Task[None]] = {}
        self._woken: set[int] = set()
        self._closing = asyncio.Event()
        self._fresh: dict[int, set[int]] = {}  # by person: what this process was the first to be sent
        # An entry goes by itself: another process may handle the update.
        self._answered: TTLCache[int, bool] = TTLCache(MAX_ANSWERED, ANSWERED_SECONDS)
        self._parking = Parking()
        self._suspects = asyncio.Lock()
        self._pace = ConcurrencyLimit()
        self._received = BatchWriter(inbox.receive)
        self._finished = BatchWriter(inbox.finish_all)
        self._unstored = UnstoredUpdates(handle)
        self._uncertain = UncertainUpdates(inbox)

    async def accept(self, incoming: IncomingUpdate, *, is_answered: bool = False) -> None:
        """Return when the update is stored for good, if it is to be; it is handled in the background.

        Of a tap whose callback query the caller answers, nobody else need do so.
        """
        if self._is_unstored(incoming):
            return
        begun = time.monotonic()
        is_new = await self._received.put(incoming)
        self._pace.record_storing(time.monotonic() - begun)
        if is_answered:
            self._answered[incoming.update_id] = True
        self._take(incoming, is_new=is_new)

    async def accept_all(self, batch: Sequence[IncomingUpdate]) -> None:
        """Return when all of these are stored for good, in one transaction."""
        to_store = [incoming for incoming in batch if not self._is_unstored(incoming)]
        new = await self._received.put_all(to_store) if to_store else set()
        for incoming in to_store:
            self._take(incoming, is_new=incoming.update_id in new)

    async def sweep(self) -> None:
        """Handle until the end what dead or busy processes left waiting."""
        number = 0
        while not self._closing.is_set():
            try:
                await self._uncertain.take_back_all()
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
        for writer in (self._received, self._finished):
            await writer.aclose()
        await offload.run(self._inbox.close)

    def _is_unstored(self, incoming: IncomingUpdate) -> bool:
        """Return whether an update is of a kind that is not stored; if so, have it handled at once."""
        if incoming.kind not in UNSTORED_KINDS:
            return False
        self._note("received")
        self._unstored.take(incoming)
        return True

    def _take(self, incoming: IncomingUpdate, *, is_new: bool) -> None:
        self._note("received" if is_new else "replayed")
        if is_new:
            self._fresh.setdefault(incoming.person_id, set()).add(incoming.update_id)
        self._wake(incoming.person_id)

    def _wake(self, person_id: int) -> None:
        self._woken.add(person_id)
        if person_id not in self._people and not self._closing.is_set():
            task = asyncio.create_task(self._serve(person_id))
            self._people[person_id] = task
            task.add_done_callback(lambda _: self._rest(person_id))

    def _rest(self, person_id: int) -> None:
        del self._people[person_id]
        if not self._fresh.get(person_id):
            self._fresh.pop(person_id, None)
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
        waiting = await offload.run(self._inbox.take_turn, person_id)
        if waiting is None:
            self._woken.add(person_id)
            return False
        try:
            await self._handle_pending(person_id, waiting)
        finally:
            await self._inbox.give_turn_back(person_id)
        return True

    async def _handle_pending(self, person_id: int, waiting: list[PendingUpdate]) -> None:
        fresh = self._fresh.setdefault(person_id, set())
        await self._handle_share(person_id, waiting, fresh)
        while person_id in self._woken and not self._closing.is_set():
            self._woken.discard(person_id)
            await self._handle_share(person_id, await offload.run(self._inbox.pending_of, person_id), fresh)
        # Nothing else of theirs waits any more: what is left here, another process has handled.
        fresh.intersection_update([number for number in fresh if number in self._parking])

    async def _handle_share(self, person_id: int, waiting: list[PendingUpdate], fresh: set[int]) -> None:
        share, too_many = fair_share(waiting)
        await self._turn_away_too_many(person_id, too_many, fresh)
        for left, update in zip(range(len(share), 0, -1), share, strict=True):
            if left > CROWD and len(self._people) <= FEW_PEOPLE:
                await self._pace.give_way()
            if self._closing.is_set():
                return
            if not self._parking.must_wait(update):
                await self._handle_one(person_id, update, waiting, fresh)
        self._wake_when_due(person_id, waiting)

    async def _handle_one(
        self, person_id: int, update: PendingUpdate, waiting: Sequence[PendingUpdate], fresh: set[int]
    ) -> None:
        if self._parking.is_superseded(update, waiting):
            self._note("superseded")
            await self._finish(update.update_id)
        else:
            await self._run(person_id, update, fresh)

    async def _run(self, person_id: int, update: PendingUpdate, fresh: set[int]) -> None:
        delivery = Delivery(
            partial(self._finish, update.update_id),
            partial(offload.run, self._inbox.reopen, person_id, update),
            self._pace.aside,
            chat_of(update.payload),
            is_answered=update.update_id in self._answered,
        )
        async with self._apart(update), self._pace.place():
            if not await self._may_begin(update, fresh):
                return
            await self._try(self._pass_over if update.is_late else self._handle, update, delivery)
        if delivery.must_run_again:
            self._uncertain.keep_waiting(person_id, update)
            raise StorageUnavailable("it was away while an update was handled")
        if delivery.wait_seconds is None:
            await delivery.settle()
        else:
            self._note("parked")
            self._parking.park(update.update_id, delivery.wait_seconds)

    def _apart(self, update: PendingUpdate) -> AbstractAsyncContextManager[Any]:
        """Let those that processes died over run one at a time, so that it shows which of them it was."""
        return self._suspects if is_suspect(update) else nullcontext()

    async def _may_begin(self, update: PendingUpdate, fresh: set[int]) -> bool:
        """Count another process's update as begun; return False when it is dropped: too many died over it.

        Counted when it has its place: those that only waited for one are not what the process died of.
        """
        if update.update_id not in fresh and not await offload.run(self._inbox.take_over, update):
            self._note("dropped")
            logger.error("update %s is dropped: no process survived it", update.update_id)
            return False
        fresh.add(update.update_id)  # begun here: a second run of ours is no other process's death
        if update.is_late:
            self._note("late")
            logger.info("update %s came too late: the person has answered anew", update.update_id)
        return True

    async def _try(self, handle: Handler, update: PendingUpdate, delivery: Delivery) -> None:
        token = current_delivery.set(delivery)
        try:
            await handle(update.payload)
        except Exception:  # a defect: the update would fail again and hold up all later ones of this person
            self._note("failed")
            logger.exception("update %s could not be handled", update.update_id)
        finally:
            current_delivery.reset(token)

    async def _finish(self, update_id: int) -> None:
        finished = FinishedUpdate(update_id, self._inbox.now())
        try:
            await self._finished.put(finished)
        except StorageUnavailable:
            self._uncertain.record(finished)
            raise
        self._parking.leave(update_id)

    def _wake_when_due(self, person_id: int, waiting: Sequence[PendingUpdate]) -> None:
        seconds = self._parking.seconds_until_due(waiting)
        if seconds is not None:
            asyncio.get_running_loop().call_later(seconds, self._wake, person_id)

    async def _turn_away_too_many(
        self, person_id: int, too_many: Sequence[PendingUpdate], fresh: set[int]
    ) -> None:
        """Leave out what is beyond one person's share, and say so once a minute."""
        if not too_many:
            return
        self._note("turned_away")
        logger.warning("%d updates of one person are left out: too many at once", len(too_many))
        now = self._inbox.now()
        await self._finished.put_all([FinishedUpdate(each.update_id, now) for each in too_many])
        fresh.difference_update(each.update_id for each in too_many)
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
