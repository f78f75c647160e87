"""Updates whose chat has to wait: what they asked to store is stored, what they show is shown later.

While Telegram lets nobody write to a chat, its taps are handled up to the point where a message would be
edited. When the time is over, only the newest tap under each message runs again: the others would show what
it replaces at once. Messages of people run again one after another.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from bot.updates.inbox import PendingUpdate

# Taps are made one by one and may hold ratings; whoever pastes a long text sends messages by the hundred.
MAX_MESSAGES_OF_ONE = 100
MAX_TAPS_OF_ONE = 1000


class Parking:
    """Knows until when each update waits; what it knows is lost with the process, the updates are not."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[int, float] = {}

    def park(self, update_id: int, seconds: float) -> None:
        """Let an update wait."""
        self._until[update_id] = self._clock() + seconds

    def leave(self, update_id: int) -> None:
        """Forget an update that is handled."""
        self._until.pop(update_id, None)

    def __contains__(self, update_id: int) -> bool:
        """Return whether an update has run and is to run again."""
        return update_id in self._until

    def seconds_left(self, update_id: int) -> float:
        """Return how long an update still waits."""
        return max(0.0, self._until.get(update_id, 0.0) - self._clock())

    def seconds_until_due(self, updates: Sequence[PendingUpdate]) -> float | None:
        """Return when the first of some updates is to run again; None when none of them waits here."""
        parked = (each.update_id for each in updates if each.update_id in self._until)
        return min(map(self.seconds_left, parked), default=None)

    def must_wait(self, update: PendingUpdate) -> bool:
        """Return whether an update's chat cannot be written to yet."""
        return self.seconds_left(update.update_id) > 0

    def is_superseded(self, update: PendingUpdate, waiting: Sequence[PendingUpdate]) -> bool:
        """Return whether it has run, and a newer tap under the same message is to be shown in its stead."""
        if update.update_id not in self._until:
            return False
        message = tapped_message(update.payload)
        newer = (each.payload for each in waiting if each.update_id > update.update_id)
        return message is not None and any(tapped_message(payload) == message for payload in newer)


def fair_share(
    waiting: Sequence[PendingUpdate],
) -> tuple[list[PendingUpdate], list[PendingUpdate]]:
    """Part what waits for one person into what is handled, in order, and what is too much."""
    share: list[PendingUpdate] = []
    too_many: list[PendingUpdate] = []
    room = {True: MAX_TAPS_OF_ONE, False: MAX_MESSAGES_OF_ONE}
    for update in waiting:
        is_tap = '"callback_query"' in update.payload
        room[is_tap] -= 1
        (share if room[is_tap] >= 0 else too_many).append(update)
    return share, too_many


def chat_of(payload: str) -> int | None:
    """Return the chat that an update came from; None when none can be read."""
    with suppress(KeyError, TypeError, ValueError):
        update: Any = json.loads(payload)
        message = update["callback_query"]["message"] if "callback_query" in update else None
        message = message or update.get("message") or update["message_reaction"]
        return _number(message["chat"]["id"])
    return None


def tapped_message(payload: str) -> tuple[int, int] | None:
    """Return chat and number of the message under which a button was tapped; None when it is no such tap."""
    with suppress(KeyError, TypeError, ValueError):
        message: Any = json.loads(payload)["callback_query"]["message"]
        return _number(message["chat"]["id"]), _number(message["message_id"])
    return None


def _number(value: object) -> int:
    """Return a whole number as it is; ValueError for anything else, an infinite one for instance."""
    if not isinstance(value, int):
        raise ValueError("no whole number")
    return value
