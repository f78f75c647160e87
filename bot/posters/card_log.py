"""Which message shows which film, written down a little later and many at once.

A reaction names only a message. Each card's film is stored for that, but no tap waits for it: what a process
has shown in the last seconds is stored in one transaction, and at the latest before it ends.
"""

from __future__ import annotations

import asyncio
import logging

from bot.runtime import offload
from bot.services.errors import StorageUnavailable
from bot.services.reactions import CardMessage, Reactions

logger = logging.getLogger(__name__)

FLUSH_AFTER_SECONDS = 2.0
MAX_UNWRITTEN = 5_000  # while the database is away; the oldest are forgotten


class CardLog:
    """Notes cards in memory and stores them in the background."""

    def __init__(self, reactions: Reactions, pause: float = FLUSH_AFTER_SECONDS) -> None:
        self._reactions = reactions
        self._pause = pause
        self._unwritten: dict[tuple[int, int], CardMessage] = {}
        self._due: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()

    def note(self, chat_id: int, message_id: int, movie_id: int) -> None:
        """Note which film a message shows; in private chats only, where reactions are told."""
        if chat_id <= 0:
            return
        self._unwritten[chat_id, message_id] = CardMessage(chat_id, message_id, movie_id)
        while len(self._unwritten) > MAX_UNWRITTEN:
            del self._unwritten[next(iter(self._unwritten))]
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(self._pause, self._begin)

    async def flush(self) -> None:
        """Store what is noted, and return when it is stored; what cannot be waits for the next time."""
        async with self._one_at_a_time:
            cards, self._unwritten = self._unwritten, {}
            if not cards:
                return
            try:
                await offload.run(self._reactions.note_cards, list(cards.values()))
            except StorageUnavailable as error:
                logger.warning("cards could not be noted, reactions to them may be missed: %s", error)
                self._unwritten = cards | self._unwritten

    async def aclose(self) -> None:
        """Store the rest before the process ends."""
        if self._due is not None:
            self._due.cancel()
        await self.flush()

    def _begin(self) -> None:
        self._due = None
        self._writing = asyncio.create_task(self.flush())
