"""A scheduler that notices when the machine's clock was put back, so that no job waits for the old hour."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from apscheduler.events import EVENT_SCHEDULER_SHUTDOWN, EVENT_SCHEDULER_STARTED

from bot.runtime.cron import CronTrigger

logger = logging.getLogger(__name__)

WATCH_INTERVAL_SECONDS = 20.0
TOLERANCE = timedelta(seconds=5)
ONE_DAY = timedelta(days=1)


class ClockWatch:
    """Compares the machine's clock with one that only runs forward, and moves jobs by what was put back.

    Jobs of a cron expression keep their time, or the same night would come twice, unless the clock was put
    back by a day or more: then they are due by the new clock. A clock that jumps forward needs no help:
    whatever is overdue runs once.
    """

    def __init__(
        self, scheduler: Any, clock: Callable[[], datetime], steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._scheduler = scheduler
        self._clock = clock
        self._steady = steady
        self._timer: asyncio.TimerHandle | None = None
        self._last = self._clock(), self._steady()
        scheduler.add_listener(self._begin, EVENT_SCHEDULER_STARTED)
        scheduler.add_listener(self._end, EVENT_SCHEDULER_SHUTDOWN)

    def look(self) -> None:
        """Move the jobs if the clock was put back since the last look."""
        (wall, steady), self._last = self._last, (self._clock(), self._steady())
        passed = timedelta(seconds=self._last[1] - steady)
        put_back = passed - (self._last[0] - wall)
        if put_back <= TOLERANCE:
            return
        logger.warning("the clock was put back by %s; jobs follow it", put_back)
        for job in self._scheduler.get_jobs():
            if not isinstance(job.trigger, CronTrigger):
                job.modify(next_run_time=job.next_run_time - put_back)
            elif put_back >= ONE_DAY:
                job.modify(next_run_time=job.trigger.get_next_fire_time(None, self._last[0]))

    def _begin(self, _event: object) -> None:
        self._last = self._clock(), self._steady()
        self._wait()

    def _wait(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(WATCH_INTERVAL_SECONDS, self._look_again)

    def _look_again(self) -> None:
        self._wait()
        self.look()

    def _end(self, _event: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
