"""One stored update at a time: begun, handled at a place of its own, and noted as done or kept for later."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial
from typing import Any

from cachetools import TTLCache

from bot.runtime import offload
from bot.runtime.deliveries import Delivery, current_delivery
from bot.services.errors import StorageUnavailable
from bot.updates.batch_writer import BatchWriter
from bot.updates.concurrency_limit import ConcurrencyLimit
from bot.updates.inbox import FinishedUpdate, Inbox, PendingUpdate, is_suspect
from bot.updates.parking import Parking, chat_of
from bot.updates.uncertain import UncertainUpdates

logger = logging.getLogger(__name__)

Handler = Callable[[str], Awaitable[None]]
Notify = Callable[[str], None]
"""Gets what came of an update: received, replayed, late, superseded, parked, turned_away, failed, dropped."""

MAX_ANSWERED, ANSWERED_SECONDS = 10_000, 600


class UpdateRunner:
    """Runs updates of people whom its caller has locked; pass_over gets what came too late to be done."""

    def __init__(self, inbox: Inbox, handle: Handler, pass_over: Handler, note: Notify) -> None:
        self.concurrency = ConcurrencyLimit()
        self.parking = Parking()
        self._inbox = inbox
        self._handle = handle
        self._pass_over = pass_over
        self._note = note
        self._fresh: dict[int, set[int]] = {}  # by person: what this process was the first to be sent
        # An entry goes by itself: another process may handle the update.
        self._answered: TTLCache[int, bool] = TTLCache(MAX_ANSWERED, ANSWERED_SECONDS)
        self._suspects = asyncio.Lock()
        self._finished = BatchWriter(inbox.finish_all)
        self._uncertain = UncertainUpdates(inbox)

    def note_answered(self, update_id: int) -> None:
        """Remember a tap whose callback query somebody else answers."""
        self._answered[update_id] = True

    def note_fresh(self, person_id: int, update_id: int) -> None:
        """Remember an update that no other process can have died over."""
        self._fresh.setdefault(person_id, set()).add(update_id)

    def waiting_count(self, person_id: int) -> int:
        """Return how many updates of a person wait that this process was the first to be sent."""
        return len(self._fresh.get(person_id, ()))

    def forget_handled(self, person_id: int) -> None:
        """Forget a person of whom nothing waits any more but what runs again later."""
        parked = {number for number in self._fresh.get(person_id, ()) if number in self.parking}
        if parked:
            self._fresh[person_id] = parked
        else:
            self._fresh.pop(person_id, None)

    async def take_back_uncertain(self) -> None:
        """Have updates run again whose note may have been stored although nobody was told."""
        await self._uncertain.take_back_all()

    async def run_next(self, person_id: int, update: PendingUpdate, waiting: Sequence[PendingUpdate]) -> None:
        """Run an update, unless its chat cannot be written to yet or a newer tap shows what it would."""
        if self.parking.must_wait(update):
            return
        if self.parking.is_superseded(update, waiting):
            self._note("superseded")
            await self._finish(update.update_id)
        else:
            await self._run(person_id, update)
        if update.update_id not in self.parking:
            self._fresh.get(person_id, set()).discard(update.update_id)

    async def leave_out(self, person_id: int, updates: Sequence[PendingUpdate]) -> None:
        """Note updates as done that nobody handles."""
        now = self._inbox.now()
        await self._finished.put_all([FinishedUpdate(each.update_id, now) for each in updates])
        self._fresh.get(person_id, set()).difference_update(each.update_id for each in updates)

    async def aclose(self) -> None:
        """Store the last notes."""
        await self._finished.aclose()

    async def _run(self, person_id: int, update: PendingUpdate) -> None:
        delivery = Delivery(
            partial(self._finish, update.update_id),
            partial(offload.run, self._inbox.reopen, person_id, update),
            self.concurrency.aside,
            chat_of(update.payload),
            is_answered=update.update_id in self._answered,
        )
        async with self._apart(update), self.concurrency.place():
            if not await self._may_begin(person_id, update):
                return
            await self._try(self._pass_over if update.is_late else self._handle, update, delivery)
        if delivery.must_run_again:
            self._uncertain.keep_waiting(person_id, update)
            raise StorageUnavailable("it was away while an update was handled")
        if delivery.wait_seconds is None:
            await delivery.settle()
        else:
            self._note("parked")
            self.parking.park(update.update_id, delivery.wait_seconds)

    def _apart(self, update: PendingUpdate) -> AbstractAsyncContextManager[Any]:
        """Let those that processes died over run one at a time, so that it shows which of them it was."""
        return self._suspects if is_suspect(update) else nullcontext()

    async def _may_begin(self, person_id: int, update: PendingUpdate) -> bool:
        """Count another process's update as begun; return False when it is dropped: too many died over it.

        Counted when it has its place: those that only waited for one are not what the process died of.
        """
        fresh = self._fresh.get(person_id, set())
        if update.update_id not in fresh and not await offload.run(self._inbox.take_over, update):
            self._note("dropped")
            logger.error("update %s is dropped: no process survived it", update.update_id)
            return False
        self.note_fresh(person_id, update.update_id)  # a second run of ours is no other process's death
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
        self.parking.leave(update_id)
