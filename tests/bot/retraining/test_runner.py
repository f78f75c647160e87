"""The parent's side of a retrain, against small stand-ins for the child."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bot.retraining.reasons import coded
from bot.retraining.report import RetrainReport, Stage
from bot.retraining.runner import RetrainRunner, training_environment
from bot.services.errors import AlreadyTraining
from bot.settings import Settings

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
STAGE = Stage("svd", 1, 2)

TELLS_ITS_ARGUMENTS = """
import sys
from bot.retraining.reasons import coded
from bot.retraining.report import RetrainReport, Stage, to_line
print("surprise prints something", flush=True)
print(to_line(Stage("svd", 1, 2)), flush=True)
print(to_line(RetrainReport("promoted", coded(" ".join(sys.argv[1:])), version=7)), flush=True)
"""
WAITS_TO_BE_ENDED = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # before any import starts a thread
from bot.retraining.reasons import coded
from bot.retraining.report import RetrainReport, Stage, to_line
print(to_line(Stage("svd", 1, 2)), flush=True)
signal.sigwait({signal.SIGTERM})
print(to_line(RetrainReport("cancelled", coded("ended cleanly"))), flush=True)
"""
CANNOT_BE_ENDED = """
import signal, time
from bot.retraining.reasons import coded
from bot.retraining.report import Stage, to_line
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(to_line(Stage("svd", 1, 2)), flush=True)
while True: time.sleep(60)
"""
KILLS_ITSELF = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
FAILS = "raise SystemExit(3)"


def runner_for(child: str, *, patience: float = 30.0) -> RetrainRunner:
    command: Sequence[str] = (sys.executable, "-c", child)
    return RetrainRunner(os.environ, lambda: NOW, command=command, seconds_to_end_cleanly=patience)


class Listening:
    """Remembers stages and lets a test wait for the first."""

    def __init__(self) -> None:
        self.stages: list[Stage] = []
        self.first = asyncio.Event()

    def __call__(self, stage: Stage) -> None:
        self.stages.append(stage)
        self.first.set()


async def test_events_are_passed_on_and_other_output_is_left_out() -> None:
    heard = Listening()
    report = await runner_for(TELLS_ITS_ARGUMENTS).retrain("admin 5", "--force", on_stage=heard)
    assert heard.stages == [STAGE]
    told = f"--requested-by=admin 5 --requested-at={NOW.isoformat()} --force"
    assert report == RetrainReport("promoted", coded(told), version=7)


async def test_a_second_retrain_is_refused_while_one_is_under_way() -> None:
    runner, heard = runner_for(WAITS_TO_BE_ENDED), Listening()
    first = asyncio.create_task(runner.retrain("admin 5", on_stage=heard))
    await heard.first.wait()
    with pytest.raises(AlreadyTraining) as refused:
        await runner.retrain("nightly", on_stage=heard)
    assert (refused.value.by, refused.value.since) == ("admin 5", NOW)
    assert runner.cancel()
    assert (await first).outcome == "cancelled"


async def test_a_cancelled_child_ends_by_itself_and_tells_so() -> None:
    runner, heard = runner_for(WAITS_TO_BE_ENDED), Listening()
    running = asyncio.create_task(runner.retrain("admin 5", on_stage=heard))
    await heard.first.wait()
    assert runner.cancel()
    assert await running == RetrainReport("cancelled", coded("ended cleanly"))
    assert runner.under_way is None
    assert not runner.cancel()


async def test_a_child_that_does_not_listen_is_killed_and_counts_as_cancelled() -> None:
    runner, heard = runner_for(CANNOT_BE_ENDED, patience=0.05), Listening()
    running = asyncio.create_task(runner.retrain("admin 5", on_stage=heard))
    await heard.first.wait()
    await runner.close()
    assert (await running).outcome == "cancelled"


async def test_a_retrain_cancelled_before_its_child_started_is_ended_too() -> None:
    runner, heard = runner_for(WAITS_TO_BE_ENDED), Listening()
    running = asyncio.create_task(runner.retrain("admin 5", on_stage=heard))
    await asyncio.sleep(0)
    assert runner.cancel()
    assert (await running).outcome == "cancelled"


@pytest.mark.parametrize(("child", "code"), [(KILLS_ITSELF, "killed"), (FAILS, "no_report")])
async def test_a_child_that_died_is_a_failed_retrain_with_its_reason(child: str, code: str) -> None:
    report = await runner_for(child).retrain("nightly", on_stage=Listening())
    assert report.outcome == "failed"
    assert report.requested_by == "nightly"
    assert report.reason.code == code


async def test_closing_a_runner_where_nothing_runs_does_nothing() -> None:
    await runner_for(FAILS).close()


def test_the_child_is_given_the_database_but_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    monkeypatch.setenv("OMDB_API_KEY", "secret")
    settings = Settings(database_url="postgres://somewhere/db", svd_epochs=3)
    environment = training_environment(settings)
    assert environment["DATABASE_URL"] == "postgres://somewhere/db"
    assert environment["SVD_EPOCHS"] == "3"
    assert "secret" not in " ".join(environment.values())
