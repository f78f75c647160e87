"""The training lock as a retrain holds it: renewed while it works, taken again when its connection broke."""

from __future__ import annotations

import logging
from datetime import timedelta
from types import TracebackType
from typing import Self

from bot.runtime.clock import Clock
from storage.errors import DatabaseUnavailable, TrainingLockLost
from storage.training_lock import TrainingLocks

logger = logging.getLogger(__name__)

BEAT_EVERY = timedelta(seconds=10)


class HeldLock:
    """A context manager; storage's TrainingLockHeld when somebody else trains."""

    def __init__(self, locks: TrainingLocks, owner: str, clock: Clock) -> None:
        self._locks = locks
        self._owner = owner
        self._clock = clock
        self.is_asked_to_end = False

    def __enter__(self) -> Self:
        self._lock = self._locks.acquire(self._owner, self._clock())
        self._beaten_at = self._clock()
        return self

    def beat(self) -> None:
        """Renew the lock every few seconds; a database away for a moment is no reason to stop training."""
        if abs(self._clock() - self._beaten_at) < BEAT_EVERY:
            return
        try:
            self.make_sure()
        except DatabaseUnavailable as error:
            logger.warning("the training lock could not be renewed yet: %s", error)

    def make_sure(self) -> None:
        """Hold the lock for certain: take it again if it was lost; TrainingLockHeld if another has it."""
        self._beaten_at = self._clock()
        try:
            self.is_asked_to_end |= self._lock.beat(self._beaten_at)
        except TrainingLockLost:
            self._lock.release()
            self._lock = self._locks.acquire(self._owner, self._clock())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()
