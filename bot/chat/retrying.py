"""The rate limiter: keeps to Telegram's limits, waits as long as it asks, tries again after its errors."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import nullcontext
from functools import partial
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

from bot.chat.pacing import MESSAGES_PER_MINUTE_IN_GROUP, ChatPace, Pace
from bot.runtime.deliveries import Delivery, NotToBeSent, before_writing, current_delivery
from bot.runtime.flood_waits import seconds_to_wait
from bot.services.errors import StorageUnavailable

logger = logging.getLogger(__name__)

JSONDict = dict[str, Any]
RequestResult = bool | JSONDict | list[JSONDict]
Sleep = Callable[[float], Awaitable[None]]

# A longer wait gives the person's turn back: the update runs again when the time is over.
MAX_WAIT_IN_PLACE_SECONDS = 1.5
MAX_WAIT_WITHOUT_CHAT_SECONDS = 60.0
# What a call says of which nobody would notice that it was left out: it waits for nothing, and leaves half of
# what a group may be written in a minute to what people do there.
ONLY_AT_ONCE = 1
LEFT_TO_OTHERS = MESSAGES_PER_MINUTE_IN_GROUP // 2
# Too late afterwards, or asked at the start, when updates are waiting.
NEVER_WAITED_FOR = {"answerCallbackQuery", "getMe", "setWebhook"}


class RetryingRateLimiter(BaseRateLimiter[int]):
    """Waits where one chat must wait, holds nobody else up, and tries again on 5xx and lost lines.

    A time-out is tried again only where a second try cannot send something twice.
    """

    def __init__(
        self,
        *,
        messages_per_second: float = 30,
        tries: int = 4,
        first_pause: float = 0.5,
        settles_when_written: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """`settles_when_written` says that the requests heed `before_writing`."""
        self._pace = Pace(messages_per_second)
        self._pauses = [first_pause * 2**number for number in range(tries - 1)]
        self._settles_when_written = settles_when_written
        self._clock = clock
        self._sleep = sleep

    async def initialize(self) -> None:
        """Do nothing: there is nothing to prepare."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to release."""

    async def process_request(  # noqa: PLR0917  # PTB's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, RequestResult]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> RequestResult:
        """Do a request when its turn has come, again with growing pauses while only the way is broken."""
        chat_id, pauses = data.get("chat_id"), iter(self._pauses)
        chat = None if chat_id is None else self._pace.of(chat_id, self._clock())
        while True:
            if chat is not None:
                _refuse_to_wait(chat, self._clock(), rate_limit_args)
                await self._wait_for_turn(chat, chat_id)
            try:
                return await self._sent_once(partial(callback, *args, **kwargs), endpoint)
            except RetryAfter as error:
                logger.warning("%s: Telegram asks to wait: %s", endpoint, error)
                await self._record(error, chat, endpoint)
            except NetworkError as error:
                pause = next(pauses, None)
                if pause is None or not _is_worth_a_try(error, endpoint):
                    raise
                logger.warning("%s: %s; trying again in %s s", endpoint, error, pause)
                await self._wait_aside(pause)

    async def _wait_for_turn(self, chat: ChatPace, chat_id: object) -> None:
        """Wait until this chat may be written to, and until the bot may write at all."""
        while (wait := chat.wait(self._clock())) > 0:
            if wait > MAX_WAIT_IN_PLACE_SECONDS:
                await _give_up_turn(chat_id, wait)
            await self._wait_aside(wait)
        now = self._clock()
        chat.count(now)
        wait = self._pace.overall.wait(now)
        self._pace.overall.count(now)
        if wait > 0:
            await self._wait_aside(wait)

    async def _record(self, error: RetryAfter, chat: ChatPace | None, endpoint: str) -> None:
        """Note how long Telegram asks to wait; only the chat that it is about waits."""
        seconds = seconds_to_wait(error)
        if chat is not None:
            chat.close(self._clock() + seconds)
        elif endpoint in NEVER_WAITED_FOR or seconds > MAX_WAIT_WITHOUT_CHAT_SECONDS:
            raise error
        else:
            await self._wait_aside(seconds)

    async def _sent_once(
        self, request: Callable[[], Awaitable[RequestResult]], endpoint: str
    ) -> RequestResult:
        """Do a request; of a new message it is stored before that its update is handled."""
        delivery = current_delivery.get()
        if delivery is None or not _is_new_message(endpoint):
            return await request()
        if not self._settles_when_written:
            await _settle(delivery)
        token = before_writing.set(partial(_settle, delivery))
        try:
            result = await request()
        except NetworkError as error:
            # The library takes what is raised while a request is written for an error of the way there.
            if isinstance(error.__cause__, StorageUnavailable | NotToBeSent):
                raise error.__cause__ from None
            raise
        finally:
            before_writing.reset(token)
        delivery.has_sent = True
        return result

    async def _wait_aside(self, seconds: float) -> None:
        """Wait without holding a place that somebody else could use."""
        delivery = current_delivery.get()
        async with nullcontext() if delivery is None else delivery.step_aside():
            await self._sleep(seconds)


async def _settle(delivery: Delivery) -> None:
    """Store that an update is handled; where that fails its message is not sent, for it will run again."""
    if not delivery.must_run_again:  # what is sent then is only a word about the database
        await delivery.settle()


async def _give_up_turn(chat_id: object, seconds: float) -> None:
    """Let the update run again later rather than wait here; a word to another chat is left unsaid."""
    delivery = current_delivery.get()
    if delivery is None or (delivery.has_sent and delivery.chat_id == chat_id):
        return
    if delivery.chat_id == chat_id:
        await delivery.postpone(seconds)
    raise RetryAfter(math.ceil(seconds))


def _refuse_to_wait(chat: ChatPace, now: float, how: int | None) -> None:
    """Raise RetryAfter for what is only said at once, where it would have to wait or others would, for it."""
    if how == ONLY_AT_ONCE and (wait := chat.wait(now, LEFT_TO_OTHERS)) > 0:
        raise RetryAfter(math.ceil(wait))


def _is_new_message(endpoint: str) -> bool:
    return endpoint.startswith("send") and endpoint != "sendChatAction"


def _is_worth_a_try(error: NetworkError, endpoint: str) -> bool:
    if isinstance(error, BadRequest):
        return False
    return not (isinstance(error, TimedOut) and endpoint.startswith("send"))
