"""A training retrains that does as a test says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.retraining.reasons import coded
from bot.retraining.report import RetrainReport, Stage
from bot.retraining.runner import EndedRetrain, StartedRetrain
from bot.services.errors import AlreadyTraining
from tests.support.stocked import FakeClock
from tests.support.waiting import PATIENCE_SECONDS

CANCELLED = RetrainReport("cancelled", coded("cancelled"))


class FakeRetrains:
    """Trains as the test says."""

    def __init__(self) -> None:
        self.under_way: StartedRetrain | None = None
        self.last: EndedRetrain | None = None
        self.asked: list[tuple[str, ...]] = []
        self._listening: Callable[[Stage], None] | None = None
        self._end: asyncio.Future[RetrainReport] | None = None
        self._began = asyncio.Event()

    async def retrain(
        self, requested_by: str, *options: str, on_stage: Callable[[Stage], None]
    ) -> RetrainReport:
        if self.under_way is not None:
            raise AlreadyTraining(self.under_way.since, self.under_way.requested_by)
        self.asked.append((requested_by, *options))
        self.under_way = StartedRetrain(requested_by, FakeClock()())
        self._listening = on_stage
        self._end = asyncio.get_running_loop().create_future()
        self._began.set()
        try:
            report = await self._end
            self.last = EndedRetrain(report, FakeClock()())
            return report
        finally:
            self.under_way = None

    async def begun(self) -> None:
        await asyncio.wait_for(self._began.wait(), PATIENCE_SECONDS)

    def tells(self, *stages: Stage) -> None:
        assert self._listening is not None
        for stage in stages:
            self._listening(stage)

    def ends(self, report: RetrainReport) -> None:
        assert self._end is not None
        self._end.set_result(report)

    def cancel(self) -> bool:
        if self.under_way is None or self._end is None:
            return False
        self._end.set_result(CANCELLED)
        return True

    async def close(self) -> None:
        self.cancel()
