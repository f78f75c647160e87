"""From the inbox to the handlers: each person's updates one after another, many people at once.

An update is acknowledged when it is stored; what then interrupts this process (a kill, a deploy, a lost
database) leaves it in the inbox, from where this or another process takes it up within seconds.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from telegram import Update
from telegram.error import TelegramError

from bot.context import MatineeApplication
from bot.runtime import offload
from bot.services.errors import StorageUnavailable
from bot.updates.batch_writer import BatchWriter
from bot.updates.concurrency_limit import ConcurrencyLimit
from bot.updates.inbox import Inbox, IncomingUpdate, PendingUpdate

logger = logging.getLogger(__name__)

Handler = Callable[[str], Awaitable[None]]
Note = Callable[[str], None]
"""Is told what came of an update: received, replayed, late, failed or dropped."""

MAX_WAIT_FOR_LOCK_SECONDS = 0.25
SWEEP_SECONDS = 2.0
LEFT_WAITING_SECONDS = 4.0
PRUNE_EVERY_SWEEPS = 1800


class UpdateDispatcher:
    """Takes updates in and has them handled."""

    def __init__(
        self,
        inbox: Inbox,
        handle: Handler,
        note: Note = lambda _: None,
        *,
        pass_over: Handler | None = None,
    ) -> None:
        self._inbox = inbox
        self._handle = handle
        self._pass_over = pass_over or _do_nothing
        self._note = note
        self._people: dict[int, asyncio.Task[None]] = {}
        self._woken: set[int] = set()
        self._is_closing = False
        self._fresh: dict[int, set[int]] = {}  # by person: what this process was the first to be sent
        self._pace = ConcurrencyLimit()
        self._letterbox = BatchWriter(inbox.receive)

    async def accept(self, incoming: IncomingUpdate) -> None:
        """Return when the update is stored for good; it is handled in the background."""
        begun = time.monotonic()
        is_new = await self._letterbox.put(incoming)
        self._pace.record_storing(time.monotonic() - begun)
        self._note("received" if is_new else "replayed")
        if is_new:
            self._fresh.setdefault(incoming.person_id, set()).add(incoming.update_id)
        self._wake(incoming.person_id)

    async def sweep(self) -> None:
        """Until cancelled, take up what dead or busy processes left waiting."""
        number = 0
        while True:
            try:
                for person_id in await offload.run(self._inbox.people_left_waiting, LEFT_WAITING_SECONDS):
                    self._wake(person_id)
                if number % PRUNE_EVERY_SWEEPS == 0:
                    await offload.run(self._inbox.forget_old)
            except StorageUnavailable as error:
                logger.warning("the inbox cannot be read: %s", error)
            number += 1
            await asyncio.sleep(SWEEP_SECONDS)

    async def catch_up(self, patience: float) -> None:
        """Return when all that waits now is handled, or after so many seconds; the sweep does the rest."""
        try:
            for person_id in await offload.run(self._inbox.people_left_waiting, 0.0):
                self._wake(person_id)
        except StorageUnavailable as error:
            logger.warning("the inbox cannot be read: %s", error)
        if self._people:
            await asyncio.wait([*self._people.values()], timeout=patience)

    async def aclose(self, grace: float) -> None:
        """Let what is under way finish for so many seconds; the rest stays in the inbox."""
        self._is_closing = True
        running = [*self._people.values()]
        if running:
            _, unfinished = await asyncio.wait(running, timeout=grace)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)
        self._letterbox.close()
        await offload.run(self._inbox.close)

    def _wake(self, person_id: int) -> None:
        self._woken.add(person_id)
        if person_id not in self._people:
            task = asyncio.create_task(self._serve(person_id))
            self._people[person_id] = task
            task.add_done_callback(lambda _: self._rest(person_id))

    def _rest(self, person_id: int) -> None:
        del self._people[person_id]
        # Something came in after the last look into the inbox; at the end it is for the next process.
        if person_id in self._woken and not self._is_closing:
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
        async with self._pace.place():
            if not await offload.run(self._inbox.acquire_user, person_id):
                return False
            try:
                await self._handle_pending(person_id)
            finally:
                await offload.run(self._inbox.release_user, person_id)
        return True

    async def _handle_pending(self, person_id: int) -> None:
        while person_id in self._woken:
            self._woken.discard(person_id)
            for update in await offload.run(self._inbox.pending_of, person_id):
                await self._handle_one(update, self._fresh.get(person_id, set()))
        # Nothing of theirs waits any more: what is left here, another process has handled.
        self._fresh.pop(person_id, None)

    async def _handle_one(self, update: PendingUpdate, fresh: set[int]) -> None:
        is_ours = update.update_id in fresh
        fresh.discard(update.update_id)
        if not is_ours and not await offload.run(self._inbox.take_over, update):
            self._note("dropped")
            logger.error("update %s is dropped: no process survived it", update.update_id)
            return
        if update.is_late:
            self._note("late")
            logger.info("update %s came too late: the person has answered anew", update.update_id)
        await self._try(self._pass_over if update.is_late else self._handle, update)
        await offload.run(self._inbox.finish, update.update_id)

    async def _try(self, handle: Handler, update: PendingUpdate) -> None:
        try:
            await handle(update.payload)
        except Exception:  # a defect: the update would fail again and hold up all later ones of this person
            self._note("failed")
            logger.exception("update %s could not be handled", update.update_id)


def handled_by(application: MatineeApplication) -> Handler:
    """Return what hands a stored update to the application and waits until it is done with it."""

    async def handle(payload: str) -> None:
        await application.process_update(Update.de_json(json.loads(payload), application.bot))

    return handle


def passed_over_by(application: MatineeApplication) -> Handler:
    """Return what only frees the button of a tap that is left out: it would turn and turn on the phone."""

    async def pass_over(payload: str) -> None:
        query = json.loads(payload).get("callback_query")
        if query is not None:
            with suppress(TelegramError):  # too old by now, or Telegram is away: nothing depends on it
                await application.bot.answer_callback_query(query["id"])

    return pass_over


async def _do_nothing(_: str) -> None:
    """For whom nobody waits."""


@asynccontextmanager
async def sweeping(dispatcher: UpdateDispatcher, *, grace: float) -> AsyncIterator[None]:
    """Take up what is left in the inbox meanwhile; on the way out let what is under way finish."""
    task = asyncio.create_task(dispatcher.sweep())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await dispatcher.aclose(grace)
