"""The queue behind getUpdates: an update is delivered again and again until it is confirmed."""

from __future__ import annotations

import asyncio

from bot.playground.call import Json
from bot.playground.errors import conflict
from bot.playground.signals import Signal

# Telegram leaves these out unless they are asked for by name.
ONLY_ON_DEMAND = {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    """What the bot has not confirmed yet, oldest first."""

    def __init__(self) -> None:
        self.changed = Signal()
        self.webhook_url = ""
        self._pending: list[Json] = []
        self._last_id = 0
        self._allowed: list[str] = []
        self._poll = 0

    def push(self, kind: str, payload: Json) -> int | None:
        """Queue an update and return its id, None when the bot asked not to get this kind."""
        if kind not in self._allowed if self._allowed else kind in ONLY_ON_DEMAND:
            return None
        self._last_id += 1
        self._pending.append({"update_id": self._last_id, kind: payload})
        self.changed.fire()
        return self._last_id

    async def fetch(
        self,
        *,
        offset: int,
        limit: int,
        timeout: float,  # noqa: ASYNC109 - getUpdates calls it so
        allowed: list[str] | None,
    ) -> list[Json]:
        """Confirm everything below `offset`, then return what is due, waiting up to `timeout` seconds."""
        if self.webhook_url:
            raise conflict(
                "can't use getUpdates method while webhook is active;"
                " use deleteWebhook to delete the webhook first"
            )
        if allowed is not None:
            self._allowed = allowed
        self._confirm(offset)
        poll = self._poll = self._poll + 1
        self.changed.fire()
        try:
            async with asyncio.timeout(max(timeout, 0)):
                await self.changed.until(lambda: bool(self._pending) or self._poll != poll)
        except TimeoutError:
            return []
        if self._poll != poll:
            raise conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        return self._pending[: max(1, min(limit, 100))]

    def drop_all(self) -> None:
        """Forget every pending update (drop_pending_updates)."""
        self._pending.clear()
        self.changed.fire()

    @property
    def pending_count(self) -> int:
        """How many updates wait for the bot."""
        return len(self._pending)

    def to_json(self) -> Json:
        """Return what a restart must not lose."""
        return {"last_id": self._last_id, "pending": self._pending}

    def restore(self, saved: Json) -> None:
        """Take up what `to_json` gave."""
        self._last_id = saved["last_id"]
        self._pending = saved["pending"]

    def _confirm(self, offset: int) -> None:
        first = self._pending[offset:][0]["update_id"] if offset < 0 and self._pending else offset
        self._pending = [update for update in self._pending if update["update_id"] >= first]
