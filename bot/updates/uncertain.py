"""Updates of which nobody knows whether they count as handled: the connection broke while that was stored.

The database may have kept the note although it could not say so. What the update asks for was not sent then,
so the note is taken back when the database answers again; if it was not kept, that changes nothing.
"""

from __future__ import annotations

from cachetools import TTLCache

from bot.runtime import offload
from bot.updates.inbox import FinishedUpdate, Inbox, PendingUpdate

MAX_ATTEMPTS, ATTEMPT_SECONDS = 1_000, 600


class UncertainUpdates:
    """Knows the notes that failed; what it knows is lost with the process."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._failed: TTLCache[int, FinishedUpdate] = TTLCache(MAX_ATTEMPTS, ATTEMPT_SECONDS)
        self._to_take_back: dict[int, tuple[int, PendingUpdate, FinishedUpdate]] = {}

    def record(self, failed: FinishedUpdate) -> None:
        """Remember a note that could not be stored, or may have been."""
        self._failed[failed.update_id] = failed

    def keep_waiting(self, person_id: int, update: PendingUpdate) -> None:
        """Have the note about an update taken back that has to run again, if there was one."""
        failed = self._failed.pop(update.update_id, None)
        if failed is not None:
            self._to_take_back[update.update_id] = (person_id, update, failed)

    async def take_back_all(self) -> None:
        """Take the notes back; raises StorageUnavailable while that cannot be done yet."""
        for person_id, update, failed in [*self._to_take_back.values()]:
            await offload.run(self._inbox.take_back, person_id, update, failed.handled_at)
            del self._to_take_back[update.update_id]
