"""A retrain in a process of its own that stops at a named point and waits to be killed or told to go on."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from bot.models.artifact_cache import ArtifactCache
from bot.retraining import registering, run
from bot.retraining.dependencies import RetrainDependencies, RetrainRequest, TrainerConfig
from bot.retraining.lock import HeldLock
from bot.retraining.report import RetrainReport, Stage
from bot.runtime.clock import utc_now
from recommender import artifact
from recommender.artifact import TrainedModel
from recommender.catalogue import Catalogue
from recommender.ratings import Ratings
from storage.database import create_engine_for
from storage.training_lock import TrainingLocks
from storage.unit_of_work import UnitOfWork, unit_of_work_factory
from tests.support.waiting import PATIENCE_SECONDS

POINTS = (
    "before the lock",
    "with the lock",
    "reading",
    "begun",
    "training",
    "evaluating",
    "writing the file",
    "before the commit",
    "within the commit",
    "after the commit",
    "without the lock",
)
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.support.stoppable"])


@dataclass(frozen=True)
class Retrain:
    """What a process needs to retrain: an address, a folder, and a file with the model it will "train"."""

    database_url: str
    folder: Path
    trained: Path

    def dependencies(
        self, engine: Engine, tell: Callable[[Stage], None] = lambda _: None
    ) -> RetrainDependencies:
        unit_of_work = unit_of_work_factory(engine)
        return RetrainDependencies(
            unit_of_work=unit_of_work,
            locks=TrainingLocks(engine),
            cache=ArtifactCache(self.folder / "models", unit_of_work),
            trainer=TrainerConfig(self.train, seed=0, parameters={}, libraries={}),
            clock=utc_now,
            models_to_keep=5,
            peak_memory_mb=lambda: 1.0,
            tell=tell,
            pause=lambda _: None,
        )

    def train(self, ratings: Ratings, catalogue: Catalogue, tell: Callable[[Stage], None]) -> TrainedModel:
        tell(Stage("svd", 1, 2))
        return artifact.read(self.trained, memory_map=False)


@dataclass(frozen=True)
class Stopped:
    """A process that stands at its point."""

    process: BaseProcess
    pipe: Connection

    def kill(self) -> None:
        assert self.process.pid is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join(PATIENCE_SECONDS)
        assert self.process.exitcode == -signal.SIGKILL

    def go_on(self) -> RetrainReport:
        self.pipe.send("go on")
        assert self.pipe.poll(PATIENCE_SECONDS)
        report = self.pipe.recv()
        self.process.join(PATIENCE_SECONDS)
        assert isinstance(report, RetrainReport)
        return report


@contextmanager
def stopped_at(point: str, retrain: Retrain) -> Iterator[Stopped]:
    """Begin a retrain in another process and wait until it stands at the point."""
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=_run, args=(point, retrain, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        assert ours.poll(PATIENCE_SECONDS)
        assert ours.recv() == point
        yield Stopped(process, ours)
    finally:
        process.kill()
        process.join(PATIENCE_SECONDS)
        ours.close()


def _run(point: str, retrain: Retrain, pipe: Connection) -> None:
    stops = iter([point])

    def pass_by(here: str) -> None:
        if here == point and next(stops, None):  # a second try passes without stopping
            pipe.send(point)
            pipe.recv()

    with pytest.MonkeyPatch.context() as patch:
        _put_stops(patch, pass_by)
        pass_by("before the lock")
        engine = create_engine_for(retrain.database_url)
        dependencies = retrain.dependencies(
            engine, lambda stage: pass_by("training") if stage.name == "svd" else None
        )
        report = run.retrain(RetrainRequest("a child"), dependencies)
        pass_by("without the lock")
        pipe.send(report)


def _put_stops(patch: pytest.MonkeyPatch, pass_by: Callable[[str], None]) -> None:
    _around(patch, HeldLock, "__enter__", after=lambda: pass_by("with the lock"))
    _around(patch, run, "read_training_data", before=lambda: pass_by("reading"))
    _around(patch, registering, "begin", after=lambda: pass_by("begun"))
    _around(patch, run, "judge", before=lambda: pass_by("evaluating"))
    _around(patch, artifact, "write", after=lambda: pass_by("writing the file"))
    _around(patch, registering, "_commit", before=lambda: pass_by("before the commit"))
    promoting: list[bool] = []
    _around(patch, registering, "_commit", before=lambda: promoting.append(True))
    _around(
        patch,
        UnitOfWork,
        "commit",
        before=lambda: pass_by("within the commit") if promoting else None,
        after=lambda: pass_by("after the commit") if promoting else None,
    )


def _around(
    patch: pytest.MonkeyPatch,
    owner: Any,
    name: str,
    before: Callable[[], None] = lambda: None,
    after: Callable[[], None] = lambda: None,
) -> None:
    original = getattr(owner, name)

    def stopping(*args: Any, **kwargs: Any) -> Any:
        before()
        result = original(*args, **kwargs)
        after()
        return result

    patch.setattr(owner, name, stopping)
