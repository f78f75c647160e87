"""What becomes of jobs when the machine's clock jumps."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import pytest
from apscheduler.executors import base as executors
from apscheduler.schedulers import base as schedulers
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.handlers.jobs import ONE_AT_A_TIME
from bot.runtime.clock_watch import ClockWatch
from bot.runtime.cron import RepeatingTrigger, cron_trigger

EVENING = datetime(2026, 11, 26, 20, 0, tzinfo=UTC)
STEP = timedelta(seconds=20)


@dataclass
class Machine:
    """A machine with a clock that can be set, a scheduler on it, and what the scheduler ran."""

    scheduler: Any
    now: datetime = EVENING
    steady: float = 1000.0
    runs: dict[str, list[datetime]] = field(default_factory=lambda: {"nightly": [], "refresh": []})

    async def goes_on(self, duration: timedelta, *, step: timedelta = STEP) -> None:
        """Let time pass."""
        end = self.steady + duration.total_seconds()
        while self.steady < end:
            self.now += step
            self.steady += step.total_seconds()
            self.watch.look()
            self.scheduler._process_jobs()
            for _ in range(3):
                await asyncio.sleep(0)

    def begin(self) -> None:
        async def run(name: str) -> None:
            self.runs[name].append(self.now)

        self.watch = ClockWatch(self.scheduler, lambda: self.now, lambda: self.steady)
        nightly = cron_trigger("0 4 * * *", UTC)
        self.scheduler.add_job(run, nightly, args=["nightly"], id="nightly", **ONE_AT_A_TIME)
        self.scheduler.add_job(run, RepeatingTrigger(STEP), args=["refresh"], id="refresh", **ONE_AT_A_TIME)
        self.scheduler.start()


@pytest.fixture
async def machine(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Machine]:
    machine = Machine(AsyncIOScheduler(timezone=UTC))

    class ItsTime(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return machine.now.astimezone(tz)

    monkeypatch.setattr(schedulers, "datetime", ItsTime)
    monkeypatch.setattr(executors, "datetime", ItsTime)
    machine.begin()
    yield machine
    machine.scheduler.shutdown(wait=False)
    await asyncio.sleep(0)


async def test_without_a_jump_each_night_comes_once(machine: Machine) -> None:
    await machine.goes_on(timedelta(hours=34), step=timedelta(minutes=5))
    assert [f"{run:%d %H}" for run in machine.runs["nightly"]] == ["27 04", "28 04"]


async def test_a_clock_put_back_by_an_hour_runs_the_night_once_and_refreshes_on(machine: Machine) -> None:
    await machine.goes_on(timedelta(hours=8, minutes=10), step=timedelta(minutes=5))
    assert len(machine.runs["nightly"]) == 1
    machine.now -= timedelta(hours=1)
    machine.runs["refresh"].clear()
    await machine.goes_on(timedelta(minutes=5))
    assert len(machine.runs["refresh"]) >= 14
    await machine.goes_on(timedelta(hours=26), step=timedelta(minutes=5))
    assert [f"{run:%d %H}" for run in machine.runs["nightly"]] == ["27 04", "28 04"]


async def test_a_clock_put_forward_by_days_runs_the_night_once(machine: Machine) -> None:
    machine.now += timedelta(days=3, hours=2)
    await machine.goes_on(timedelta(minutes=10))
    assert len(machine.runs["nightly"]) == 1
    assert len(machine.runs["refresh"]) >= 29
    await machine.goes_on(timedelta(hours=7), step=timedelta(minutes=5))
    assert len(machine.runs["nightly"]) == 2


async def test_a_clock_that_was_years_ahead_keeps_its_nights_when_it_is_put_right(machine: Machine) -> None:
    machine.now += timedelta(days=20_000)
    await machine.goes_on(timedelta(minutes=1))
    machine.now -= timedelta(days=20_000)
    machine.runs["nightly"].clear()
    await machine.goes_on(timedelta(hours=9), step=timedelta(minutes=5))
    assert [f"{run:%d %H}" for run in machine.runs["nightly"]] == ["27 04"]


async def test_a_clock_that_is_corrected_by_a_second_moves_nothing(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    machine.now -= timedelta(seconds=1)
    await machine.goes_on(timedelta(minutes=1))
    assert "put back" not in caplog.text


async def test_the_watch_looks_by_itself_while_the_scheduler_runs(machine: Machine) -> None:
    timer = machine.watch._timer
    assert timer is not None
    assert not timer.cancelled()
    machine.watch._look_again()
    assert machine.watch._timer is not timer
    timer.cancel()
    machine.watch._end(None)
    assert machine.watch._timer.cancelled()
