"""Unexpected errors, counted for the admins."""

from __future__ import annotations

from datetime import timedelta

from bot.runtime.clock import Clock
from storage.unit_of_work import UnitOfWorkFactory

KEPT_FOR = timedelta(days=30)


class ErrorCounter:
    """Notes unexpected errors: their kind and where in the code, never what a person said."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock

    def note(self, kind: str, where: str) -> None:
        """Note one error, and forget those older than a month."""
        now = self._clock()
        with self._unit_of_work() as work:
            work.errors.record(kind, where, now)
            work.errors.prune(now - KEPT_FOR)
            work.commit()
