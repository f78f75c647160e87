"""What the process needs: looked at when somebody asks, at most once in a while."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, Field

logger = logging.getLogger(__name__)

CHECK_SECONDS = 3.0
MISSING_SECONDS = 2.0  # what is not there is looked for again soon


class Missing(Exception):
    """What is looked for is not there, said in words that anybody may read."""


Look = Callable[[], Awaitable[str]]
"""Looks at one thing; returns what to say about it, raises when it is not there."""


class Sign(BaseModel):
    """What was seen of one thing that the process needs."""

    ok: bool
    detail: str
    age_seconds: float = Field(description="How long ago it was looked at.")


class ReadyAnswer(BaseModel):
    """Whether the process can do its work."""

    status: Literal["ready", "not ready"]
    checks: dict[str, Sign]


@dataclass(frozen=True)
class _Seen:
    ok: bool
    detail: str
    at: float


class Check:
    """Looks at one thing, at most once in a while, and never for long."""

    def __init__(self, look: Look, *, good_for: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._look = look
        self._good_for = good_for
        self._clock = clock
        self._seen = _Seen(ok=False, detail="not looked at yet", at=-math.inf)
        self._looking = asyncio.Lock()

    async def sign(self) -> Sign:
        """Return what was seen, now or a moment ago."""
        async with self._looking:
            good_for = self._good_for if self._seen.ok else MISSING_SECONDS
            if self._age() >= good_for:
                self._seen = await self._see()
        return Sign(ok=self._seen.ok, detail=self._seen.detail, age_seconds=round(self._age(), 1))

    def _age(self) -> float:
        return self._clock() - self._seen.at

    async def _see(self) -> _Seen:
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                return _Seen(True, await self._look(), self._clock())
        except Missing as error:
            logger.warning("not ready: %s", error)
            return _Seen(False, str(error), self._clock())
        except Exception as error:  # whatever it is, the thing is not there; the log says what
            logger.warning("not ready: %s: %s", type(error).__name__, error)
            return _Seen(
                False, "no answer in time" if isinstance(error, TimeoutError) else "no answer", self._clock()
            )


class Checks:
    """Everything that has to be there."""

    def __init__(self, checks: dict[str, Check]) -> None:
        self._checks = checks

    async def answer(self) -> ReadyAnswer:
        """Look at everything at once."""
        signs = await asyncio.gather(*(check.sign() for check in self._checks.values()))
        is_ready = all(sign.ok for sign in signs)
        return ReadyAnswer(
            status="ready" if is_ready else "not ready", checks=dict(zip(self._checks, signs, strict=True))
        )
