"""Long polling: updates as Telegram sends them, confirmed by the next request when they are stored."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.runtime.flood_waits import seconds_to_wait
from bot.services.errors import StorageUnavailable
from bot.updates.inbox import IncomingUpdate
from bot.updates.parsing import NotAnUpdate, incoming_of

logger = logging.getLogger(__name__)

LONG_POLL_SECONDS = 10
READ_TIMEOUT_SECONDS = LONG_POLL_SECONDS + 5
MAX_BATCH_SIZE = 100
RETRY_PAUSES_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)

Take = Callable[[Sequence[IncomingUpdate]], Awaitable[None]]
"""Returns when these updates are stored for good."""
Sleep = Callable[[float], Awaitable[None]]


class UpdatePoller:
    """Fetches updates until it is cancelled; one that is not stored is never confirmed."""

    def __init__(
        self, bot: Bot, take: Take, allowed_updates: Sequence[str], sleep: Sleep = asyncio.sleep
    ) -> None:
        self._bot = bot
        self._take = take
        self._allowed_updates = list(allowed_updates)
        self._sleep = sleep
        self._offset = 0
        self._failures = 0

    async def run(self) -> None:
        """Fetch and store again and again; raises Conflict beside a second poller, and InvalidToken."""
        while True:
            try:
                await self._take_batch()
                self._failures = 0
            except InvalidToken:
                raise
            except Conflict as error:
                if "webhook" not in error.message.lower():
                    raise
                await self._take_webhook_away()
            except (TelegramError, StorageUnavailable) as error:
                await self._pause(error)
            except Exception as error:  # whatever an answer looks like, it must not end the fetching
                await self._pause(TelegramError(f"an answer that cannot be read ({type(error).__name__})"))

    async def _take_batch(self) -> None:
        raw = await self._fetch()
        incoming = [update for update in map(_parsed, raw) if update is not None]
        if raw and not incoming:
            raise TelegramError("the answer to getUpdates holds no update")
        if incoming:
            await self._take(incoming)
            self._offset = max(self._offset, *(update.update_id + 1 for update in incoming))

    async def _fetch(self) -> list[Any]:
        """Return updates as they came: reading them into the library's objects is for the handlers' side.

        The library's own get_updates builds all objects of a batch at once, and fails for all when one of
        them cannot be read.
        """
        asked = {
            "timeout": LONG_POLL_SECONDS,
            "offset": self._offset,
            "limit": MAX_BATCH_SIZE,
            "allowed_updates": self._allowed_updates,
        }
        answer = await self._bot._post("getUpdates", asked, read_timeout=READ_TIMEOUT_SECONDS)
        if not isinstance(answer, list):
            raise TelegramError("the answer to getUpdates is no list")
        return answer

    async def _take_webhook_away(self) -> None:
        logger.warning("a webhook was set; it is taken away, because this process polls")
        try:
            await self._bot.delete_webhook()
        except TelegramError as error:
            await self._pause(error)

    async def _pause(self, error: Exception) -> None:
        """Wait before the next try, longer each time and as long as Telegram asks."""
        pause = RETRY_PAUSES_SECONDS[min(self._failures, len(RETRY_PAUSES_SECONDS) - 1)]
        self._failures += 1
        if isinstance(error, RetryAfter):
            pause = max(pause, seconds_to_wait(error))
        logger.warning("fetching updates: %s; trying again in %g s", error, pause)
        await self._sleep(pause)


def _parsed(raw: object) -> IncomingUpdate | None:
    try:
        return incoming_of(raw, json.dumps(raw))
    except (NotAnUpdate, ValueError):
        logger.warning("something without an update's number came from getUpdates; passed over")
        return None
