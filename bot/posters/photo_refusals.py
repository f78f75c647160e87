"""Chats that take no photos, remembered for a while, so that their cards are text without a try first."""

from __future__ import annotations

import time
from collections.abc import Callable

REMEMBERED_SECONDS = 3600.0
MAX_CHATS = 1000


class PhotoRefusals:
    """Remembers chats of this process; an hour later a photo is tried again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[int, float] = {}

    def note(self, chat_id: int) -> None:
        """Remember that a chat takes no photos."""
        now = self._clock()
        if len(self._until) >= MAX_CHATS:
            self._until = {chat: until for chat, until in self._until.items() if until > now}
        if len(self._until) < MAX_CHATS:
            self._until[chat_id] = now + REMEMBERED_SECONDS

    def holds(self, chat_id: int) -> bool:
        """Return whether the chat refuses photos."""
        return self._until.get(chat_id, 0.0) > self._clock()
