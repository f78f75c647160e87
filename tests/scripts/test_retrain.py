"""`python -m scripts.retrain` as a real process."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from bot.retraining import child as retraining_child
from bot.retraining import run as retraining_run
from bot.retraining.report import RetrainReport, Stage, from_line
from bot.retraining.training_data import read_training_data
from bot.runtime.clock import utc_now
from bot.settings import PROJECT_ROOT
from recommender import artifact
from recommender.evaluation.holding_out import held_out_share
from recommender.svd_training import SvdParameters
from recommender.training import TrainingParameters, train
from scripts import retrain
from storage.training_lock import TrainingLocks
from storage.unit_of_work import UnitOfWorkFactory
from tests.support.small_world import SmallWorld
from tests.support.stocked import stock

pytestmark = pytest.mark.slow

COMMAND = (sys.executable, "-m", "scripts.retrain")
MANY_EPOCHS = "200"
PATIENCE_SECONDS = 120

# The worker's part in a process of its own, so that it can be killed.
WORKER = """
import asyncio, os
from bot.runtime.clock import utc_now
from bot.retraining.runner import RetrainRunner

def on_stage(stage):
    if stage.name == "svd":
        print("training", flush=True)

asyncio.run(RetrainRunner(os.environ, utc_now).retrain("admin 5", on_stage=on_stage))
"""

GIVING_WAY = """
import os, sys
from bot.retraining.__main__ import give_way

before = os.nice(0)
give_way(sys.argv[1])
print(os.nice(0) - before, os.sched_getscheduler(0))
"""


@pytest.fixture
def small_database(sqlite_engine: Engine, world: SmallWorld) -> UnitOfWorkFactory:
    return stock(sqlite_engine, world)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("TELEGRAM", "DATABASE"))
    }
    return kept | {
        "DATA_DIR": str(tmp_path),
        "SVD_FACTORS": "8",
        "SVD_EPOCHS": "3",
        "TRAINING_PRIORITY": "normal",  # on a machine whose cores are always busy, idle may be never
    }


@pytest.fixture
def started(environment: dict[str, str]) -> Iterator[Any]:
    """Start a child; whatever is still there at the end of the test is killed."""
    children: list[subprocess.Popen[str]] = []

    def start(
        *options: str, command: tuple[str, ...] = COMMAND, stderr: int = subprocess.DEVNULL, **changes: str
    ) -> subprocess.Popen[str]:
        child = subprocess.Popen(  # noqa: S603 - our own command
            [*command, *options],
            cwd=PROJECT_ROOT,
            env=environment | changes,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
        children.append(child)
        return child

    yield start
    for child in children:
        child.kill()
        child.wait()
        for stream in filter(None, (child.stdout, child.stderr)):
            stream.close()


def read_until_svd(child: subprocess.Popen[str]) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        event = from_line(line)
        if isinstance(event, Stage) and event.name == "svd":
            return
    raise AssertionError("the child never trained")


def newest_state(unit_of_work: UnitOfWorkFactory) -> str:
    with unit_of_work() as work:
        return work.trained_models.latest(1)[0].state


def lock_is_free(engine: Engine) -> bool:
    return TrainingLocks(engine).holder(utc_now()) is None


def test_the_shell_sees_progress_and_json_is_one_report(
    started: Any, small_database: UnitOfWorkFactory
) -> None:
    child = started("--json", stderr=subprocess.PIPE)
    report, progress = child.communicate(timeout=PATIENCE_SECONDS)
    assert child.returncode == 0, progress
    assert "SVD, epochs 3 of 3" in progress
    told = json.loads(report)
    assert (told["outcome"], told["counts"]["people"]) == ("promoted", 150)
    assert "in a shell on" in told["requested_by"]
    assert newest_state(small_database) == "live"


@pytest.fixture
def run_here(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., int]]:
    """Run the command in this process, without its signal handlers and its logging."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(retraining_child, "configure_logging", lambda *_: None)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield lambda *options: retrain.main(options)
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_an_empty_database_is_one_clear_sentence(
    run_here: Callable[..., int], sqlite_engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_here() == 1
    printed = capsys.readouterr()
    assert "There are no ratings to learn from yet" in printed.out
    assert "Traceback" not in printed.out + printed.err


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n"], ids=["no file", "no table"])
def test_a_table_of_facts_that_cannot_be_read_is_said_before_anything_is_learned(
    run_here: Callable[..., int],
    small_database: UnitOfWorkFactory,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: str,
) -> None:
    if content:
        (tmp_path / "facts.csv").write_text(content, encoding="utf-8")
    assert run_here("--facts", str(tmp_path / "facts.csv")) == 2
    said = capsys.readouterr().err
    assert said.startswith("retrain: ")
    assert ("line 1" if content else "No such file") in said
    assert "Traceback" not in said
    with small_database() as work:
        assert work.trained_models.latest(1) == []


def test_a_retrain_goes_on_from_kept_sums_and_says_so(
    run_here: Callable[..., int],
    small_database: UnitOfWorkFactory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("recommender.keeping.KEEP_FROM_RATINGS", 0)
    assert run_here("--force") == 0
    assert (tmp_path / "models" / "sums" / "index").exists()
    assert (tmp_path / "models" / "sums").stat().st_mode & 0o077 == 0
    assert "adding up what people rated" in capsys.readouterr().err
    with small_database() as work:
        work.chat_users.touch(7, utc_now(), "Embla", "en")
        work.chat_ratings.rate(7, 108, 4.5, utc_now())
        work.commit()
    assert run_here("--force") == 0
    assert "Only what changed is learned: 1 rating of 1 person" in capsys.readouterr().err
    assert run_here("--force", "--anew") == 0
    assert "Only what changed" not in capsys.readouterr().err


def test_a_model_trained_elsewhere_goes_through_the_gate(
    run_here: Callable[..., int], small_database: UnitOfWorkFactory, tmp_path: Path
) -> None:
    with small_database() as work:
        data = read_training_data(work, "none")
    exported = data.trained_on(held_out_share(data.ratings.n_users))
    parameters = TrainingParameters(svd=SvdParameters(n_factors=8, n_epochs=3))
    artifact.write(train(exported, data.catalogue, parameters, seed=0), tmp_path / "of-spark")

    assert run_here("--model", str(tmp_path / "of-spark")) == 0
    assert newest_state(small_database) == "live"


def test_a_model_whose_judges_do_not_fit_into_the_memory_is_not_judged(
    run_here: Callable[..., int],
    small_database: UnitOfWorkFactory,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retraining_child, "training_budget_mb", lambda: 100)
    monkeypatch.setattr(retraining_run, "read_training_data", lambda *_: pytest.fail("they were read"))
    assert run_here("--model", str(tmp_path / "of-spark")) == 1
    assert "MB of memory and may take 100 MB here" in capsys.readouterr().out
    with small_database() as work:
        assert work.trained_models.live() is None


def test_a_file_that_is_no_model_changes_nothing(
    run_here: Callable[..., int],
    small_database: UnitOfWorkFactory,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "none").write_bytes(b"no model")
    (tmp_path / "none").chmod(0o600)
    assert run_here("--model", str(tmp_path / "none")) == 1
    assert run_here("--model", str(tmp_path / "nowhere")) == 1
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    with small_database() as work:
        assert work.trained_models.live() is None


def test_a_database_without_tables_says_what_to_run(
    run_here: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_here() == 1
    assert "python -m scripts.migrate" in capsys.readouterr().out


def test_wrong_settings_are_all_named_without_training(
    run_here: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SVD_EPOCHS", "many")
    monkeypatch.setenv("RETRAIN_CRON", "0 25 * * *")
    assert run_here() == 2
    complaint = capsys.readouterr().err
    assert "SVD_EPOCHS" in complaint
    assert "RETRAIN_CRON" in complaint


def test_whoever_comes_second_is_told_who_trains(
    run_here: Callable[..., int],
    small_database: UnitOfWorkFactory,
    sqlite_engine: Engine,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with TrainingLocks(sqlite_engine).acquire("the nightly schedule", utc_now()):
        assert run_here() == 75
    assert "The nightly schedule has been training since" in capsys.readouterr().out


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="only Linux has an idle class")
@pytest.mark.parametrize(
    ("priority", "niceness", "policy"),
    [("idle", 19, "SCHED_IDLE"), ("low", 19, "SCHED_OTHER"), ("normal", 0, "SCHED_OTHER")],
)
def test_a_child_gives_way_to_others_as_it_is_told(
    started: Any, priority: str, niceness: int, policy: str
) -> None:
    child = started(command=(sys.executable, "-c", GIVING_WAY, priority))
    gave, scheduled = child.communicate(timeout=PATIENCE_SECONDS)[0].split()
    assert int(gave) == max(niceness - os.nice(0), 0)  # nobody becomes nicer than 19
    assert int(scheduled) == getattr(os, policy)


def test_a_cancelled_child_ends_cleanly_among_its_epochs(
    started: Any, small_database: UnitOfWorkFactory, sqlite_engine: Engine
) -> None:
    child = started("--json-lines", SVD_EPOCHS=MANY_EPOCHS)
    # So small a pipe is full before the epochs are over: the child cannot run away from us.
    fcntl.fcntl(child.stdout, fcntl.F_SETPIPE_SZ, 4096)
    read_until_svd(child)
    child.send_signal(signal.SIGTERM)
    events = [from_line(line) for line in child.stdout]
    assert child.wait(PATIENCE_SECONDS) == 130
    assert isinstance(events[-1], RetrainReport)
    assert events[-1].outcome == "cancelled"
    assert newest_state(small_database) == "cancelled"
    assert lock_is_free(sqlite_engine)


def test_a_killed_worker_leaves_a_child_that_ends_by_itself_and_no_lock(
    started: Any, small_database: UnitOfWorkFactory, sqlite_engine: Engine
) -> None:
    worker = started(command=(sys.executable, "-c", WORKER), SVD_EPOCHS=MANY_EPOCHS)
    assert worker.stdout.readline() == "training\n"
    assert not lock_is_free(sqlite_engine)
    worker.kill()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while newest_state(small_database) == "training" or not lock_is_free(sqlite_engine):
        assert time.monotonic() < deadline, "the orphan never ended"
        time.sleep(0.05)
    assert newest_state(small_database) == "live"


def test_help_says_what_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        retrain.main(["--help"])
    assert ended.value.code == 0
    assert "--force" in capsys.readouterr().out
