"""Which message shows which film, written down a little later and many at once.

A reaction names only a message. Each card's film is stored for that, but no tap waits for it: what a process
has shown in the last seconds is stored in one transaction, and at the latest before it ends. Of strangers
(and who had everything forgotten) nothing is stored: the process itself knows their newest cards for a while.
"""

from __future__ import annotations

import asyncio
import logging
from time import monotonic

from bot.runtime import offload
from bot.services.errors import StorageUnavailable
from bot.services.reactions import IN_VIEW_FOR, CardMessage, Reactions

logger = logging.getLogger(__name__)

FLUSH_AFTER_SECONDS = 2.0
MAX_UNWRITTEN = 5_000  # while the database is away; the oldest are forgotten
MAX_STRANGERS = 1_000


class CardLog:
    """Notes cards in memory and stores them in the background."""

    def __init__(self, reactions: Reactions, pause: float = FLUSH_AFTER_SECONDS) -> None:
        self._reactions = reactions
        self._pause = pause
        self._unwritten: dict[tuple[int, int], CardMessage] = {}
        self._of_strangers: dict[int, tuple[float, CardMessage]] = {}
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

    def of_stranger(self, chat_id: int, message_id: int | None = None) -> int | None:
        """Return the film on a stranger's newest card, if it is this message's; None when it is not known."""
        shown_at, card = self._of_strangers.get(chat_id, (0.0, None))
        if card is None or monotonic() - shown_at > IN_VIEW_FOR.total_seconds():
            return None
        return card.movie_id if message_id in {None, card.message_id} else None

    def forget(self, chat_id: int) -> None:
        """Know no card of somebody any more."""
        self._of_strangers.pop(chat_id, None)
        self._unwritten = {key: card for key, card in self._unwritten.items() if key[0] != chat_id}

    async def flush(self) -> None:
        """Store what is noted, and return when it is stored; what cannot be waits for the next time."""
        async with self._one_at_a_time:
            cards, self._unwritten = self._unwritten, {}
            if not cards:
                return
            try:
                of_strangers = await offload.run(self._reactions.note_cards, list(cards.values()))
            except StorageUnavailable as error:
                logger.warning("cards could not be noted, reactions to them may be missed: %s", error)
                self._unwritten = cards | self._unwritten
                return
            self._of_strangers |= {card.chat_user_id: (monotonic(), card) for card in of_strangers}
            while len(self._of_strangers) > MAX_STRANGERS:
                del self._of_strangers[next(iter(self._of_strangers))]

    async def aclose(self) -> None:
        """Store the rest before the process ends."""
        if self._due is not None:
            self._due.cancel()
        await self.flush()

    def _begin(self) -> None:
        self._due = None
        self._writing = asyncio.create_task(self.flush())
