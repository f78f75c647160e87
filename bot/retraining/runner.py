"""The parent's side of a retrain: one child process, its events, its end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.retraining.reasons import CANCELLED, coded
from bot.retraining.report import RetrainReport, Stage, from_line
from bot.runtime.clock import Clock
from bot.services.errors import AlreadyTraining
from bot.settings import PROJECT_ROOT, Settings

RETRAIN_COMMAND = (sys.executable, "-m", "bot.retraining", "--json-lines")
END_TIMEOUT_SECONDS = 20.0
MAX_LINE_BYTES = 2**20  # bytes; a report is a few thousand

Listener = Callable[[Stage], None]
Process = asyncio.subprocess.Process


@dataclass(frozen=True)
class EndedRetrain:
    """The last retrain that this process started, and when it ended."""

    report: RetrainReport
    at: datetime


@dataclass(frozen=True)
class StartedRetrain:
    """The retrain that this process started and that has not ended yet."""

    requested_by: str
    since: datetime
    cancelled: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    ended: asyncio.Event = field(default_factory=asyncio.Event, repr=False)


class RetrainRunner:
    """Starts retrains as child processes, one at a time; the lock in the database holds off all others."""

    def __init__(
        self,
        environment: Mapping[str, str],
        clock: Clock,
        *,
        command: Sequence[str] = RETRAIN_COMMAND,
        seconds_to_end_cleanly: float = END_TIMEOUT_SECONDS,
    ) -> None:
        self._environment = dict(environment)
        self._clock = clock
        self._command = tuple(command)
        self._seconds_to_end_cleanly = seconds_to_end_cleanly
        self._under_way: StartedRetrain | None = None
        self._last: EndedRetrain | None = None

    @property
    def under_way(self) -> StartedRetrain | None:
        """The retrain started here that still runs, if there is one."""
        return self._under_way

    @property
    def last(self) -> EndedRetrain | None:
        """The last retrain started here that has ended."""
        return self._last

    async def retrain(self, requested_by: str, *options: str, on_stage: Listener) -> RetrainReport:
        """Run a retrain to its end; AlreadyTraining when one started here is under way."""
        if self._under_way is not None:
            raise AlreadyTraining(self._under_way.since, self._under_way.requested_by)
        started = StartedRetrain(requested_by, self._clock())
        self._under_way = started
        try:
            report = await self._follow(started, options, on_stage)
            self._last = EndedRetrain(report, self._clock())
            return report
        finally:
            self._under_way = None
            started.ended.set()

    def cancel(self) -> bool:
        """Ask the child to end; False when none runs here."""
        if self._under_way is None:
            return False
        self._under_way.cancelled.set()
        return True

    async def close(self) -> None:
        """End the child, kindly first, and wait for it."""
        started = self._under_way
        if started is not None:
            started.cancelled.set()
            await started.ended.wait()

    async def _follow(
        self, started: StartedRetrain, options: Sequence[str], on_stage: Listener
    ) -> RetrainReport:
        process = await self._start(started, options)
        ending = asyncio.create_task(self._end_when_asked(started, process))
        report: RetrainReport | None = None
        try:
            async for event in _events(process):
                if isinstance(event, Stage):
                    on_stage(event)
                else:
                    report = event
            code = await process.wait()
        finally:
            ending.cancel()
            _send(process, signal.SIGTERM)  # does nothing unless this task was itself cancelled
        return report or _report_of_exit(code, started)

    async def _start(self, started: StartedRetrain, options: Sequence[str]) -> Process:
        # A session of its own: Ctrl-C in a terminal reaches the bot, which decides what becomes of its child.
        return await asyncio.create_subprocess_exec(
            *self._command,
            f"--requested-by={started.requested_by}",
            f"--requested-at={started.since.isoformat()}",
            *options,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            limit=MAX_LINE_BYTES,
            env=self._environment,
            cwd=PROJECT_ROOT,
            start_new_session=True,  # uvloop knows no process_group
        )

    async def _end_when_asked(self, started: StartedRetrain, process: Process) -> None:
        await started.cancelled.wait()
        _send(process, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), self._seconds_to_end_cleanly)
        except TimeoutError:
            _send(process, signal.SIGKILL)


def training_environment(settings: Settings) -> dict[str, str]:
    """Return the child's environment: ours, the settings in force, no secret that it has no use for."""
    wanted = (
        *("data_dir", "model_keep", "training_priority", "training_seed"),
        *("svd_factors", "svd_epochs", "tz", "log_level"),
    )
    environment = dict(os.environ) | {name.upper(): str(getattr(settings, name)) for name in wanted}
    if settings.training_memory_mb is not None:
        environment["TRAINING_MEMORY_MB"] = str(settings.training_memory_mb)
    if settings.database_url is not None:
        environment["DATABASE_URL"] = settings.database_url.get_secret_value()
    if settings.model_signing_key is not None:
        environment["MODEL_SIGNING_KEY"] = settings.model_signing_key.get_secret_value()
    for secret in ("TELEGRAM_BOT_TOKEN", "OMDB_API_KEY"):
        environment.pop(secret, None)
    return environment


async def _events(process: Process) -> AsyncIterator[Stage | RetrainReport]:
    assert process.stdout is not None  # noqa: S101 - it was started with a pipe
    async for line in process.stdout:
        event = from_line(line.decode("utf-8", errors="replace"))
        if event is not None:
            yield event


def _report_of_exit(code: int, started: StartedRetrain) -> RetrainReport:
    if started.cancelled.is_set():
        return RetrainReport("cancelled", CANCELLED, requested_by=started.requested_by)
    if code == -signal.SIGKILL:
        reason = coded("killed")
    elif code < 0:
        reason = coded("ended_by_signal", signal=-code)
    else:
        reason = coded("no_report", exit_code=code)
    return RetrainReport("failed", reason, requested_by=started.requested_by)


def _send(process: Process, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(number)
