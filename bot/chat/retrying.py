"""Waiting as long as Telegram asks, and trying again when it stumbles."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.ext import AIORateLimiter

logger = logging.getLogger(__name__)

JSONDict = dict[str, Any]
RequestResult = bool | JSONDict | list[JSONDict]


class RetryingRateLimiter(AIORateLimiter):
    """PTB's limiter (Telegram's pace, its own waiting time on 429), and more tries on 5xx and lost lines.

    A time-out is tried again only where a second try cannot send something twice.
    """

    def __init__(self, *, messages_per_second: float = 30, tries: int = 4, first_pause: float = 0.5) -> None:
        super().__init__(overall_max_rate=messages_per_second, max_retries=5)
        self._tries = tries
        self._first_pause = first_pause

    async def process_request(  # noqa: PLR0917  # PTB's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, RequestResult]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> RequestResult:
        """Do a request, again with growing pauses while only the way there is broken."""
        for pause in (self._first_pause * 2**number for number in range(self._tries - 1)):
            try:
                return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)
            except NetworkError as error:
                if not _is_worth_a_try(error, endpoint):
                    raise
                logger.warning("%s: %s; trying again in %s s", endpoint, error, pause)
                await asyncio.sleep(pause)
        return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)


def _is_worth_a_try(error: NetworkError, endpoint: str) -> bool:
    if isinstance(error, BadRequest):
        return False
    return not (isinstance(error, TimedOut) and endpoint.startswith("send"))
