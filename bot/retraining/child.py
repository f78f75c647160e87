"""The composition root of a retrain: settings, database, trainer, and where its progress is told."""

from __future__ import annotations

import argparse
import json
import platform
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import cast, get_args

from bot.models.artifact_cache import ArtifactCache
from bot.retraining.child_output import JsonLines, ProgressBars, Teller
from bot.retraining.dependencies import (
    MODEL_FILE,
    RetrainCancelled,
    RetrainDependencies,
    RetrainRequest,
    TrainerConfig,
)
from bot.retraining.increments import Increments
from bot.retraining.reasons import CANCELLED, MakeSentence, codes_and_values
from bot.retraining.report import RetrainOutcome, RetrainReport, Stage, StageName, to_record
from bot.retraining.run import retrain
from bot.runtime.clock import utc_now
from bot.runtime.free_memory import training_budget_mb
from bot.runtime.logs import configure_logging
from bot.runtime.memory import peak_mb
from bot.runtime.numeric_threads import cores, numeric_threads
from bot.settings import Settings
from recommender import artifact
from recommender.artifact import TrainedModel
from recommender.artifact_signing import check_file
from recommender.catalogue import Catalogue
from recommender.facts.gathering import facts_from
from recommender.facts.table import FactsFormatError
from recommender.keeping import SumsKeeper
from recommender.kept_sums import SumsFolder
from recommender.memory_budget import check_memory
from recommender.ratings import Ratings
from recommender.svd_training import SvdParameters
from recommender.training import Progress, TrainingParameters, train
from storage.database import create_engine_for, normalise_url
from storage.errors import StorageError
from storage.training_lock import TrainingLocks
from storage.unit_of_work import unit_of_work_factory

UNUSABLE_DATABASE = UNUSABLE_FACTS = 2
SEVERAL_THREADS_FROM = 1_000_000  # ratings; of fewer a second thread saves no time and takes memory
EXIT_CODES: dict[RetrainOutcome, int] = {
    "promoted": 0,
    "unchanged": 0,
    "failed": 1,
    "rejected": 3,
    "outvoted": 3,
    "busy": 75,
    "cancelled": 130,
}
LIBRARIES = ("numpy", "scipy", "joblib", "scikit-surprise")


def run(options: argparse.Namespace, settings: Settings, sentence: MakeSentence = codes_and_values) -> int:
    """Retrain as the options say and tell of it; return the exit code."""
    teller: Teller = JsonLines() if options.json_lines else ProgressBars(sentence)
    interruption = Interruption(teller.stage)
    interruption.listen()
    try:
        configure_logging(settings.log_level, settings.secrets(), sys.stderr)
        request = RetrainRequest(
            options.requested_by,
            options.force,
            options.only_if_new,
            options.facts,
            options.anew,
            options.requested_at,
        )
        if not _are_readable(options.facts):
            return UNUSABLE_FACTS
        report = _retrain(settings, request, options.model, interruption.tell)
    except StorageError as error:
        print(error, file=sys.stderr)
        return UNUSABLE_DATABASE
    except RetrainCancelled:
        report = RetrainReport("cancelled", CANCELLED, requested_by=options.requested_by)
    if options.json:
        print(json.dumps(to_record(report), indent=2))
    else:
        teller.report(report)
    return EXIT_CODES[report.outcome]


def _are_readable(facts: str | None) -> bool:
    """Return whether the table of facts that was named can be read; say why not."""
    try:
        facts_from(facts)
    except (FactsFormatError, OSError) as error:
        print(f"retrain: {error}", file=sys.stderr)
        return False
    return True


class Interruption:
    """Turns the first SIGTERM or Ctrl-C into RetrainCancelled, but none once the model is being stored."""

    def __init__(self, tell: Callable[[Stage], None]) -> None:
        self._tell = tell
        self._may_interrupt = True

    def listen(self) -> None:
        """Take over both signals."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._interrupt)

    def tell(self, stage: Stage) -> None:
        """Pass a stage on; the last one is not interrupted any more."""
        if stage.name == "storing":
            self._may_interrupt = False
        self._tell(stage)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if self._may_interrupt:
            self._may_interrupt = False
            raise RetrainCancelled


def _retrain(
    settings: Settings, request: RetrainRequest, model: Path | None, tell: Callable[[Stage], None]
) -> RetrainReport:
    url = None if settings.database_url is None else settings.database_url.get_secret_value()
    engine = create_engine_for(normalise_url(url, settings.data_dir))
    unit_of_work = unit_of_work_factory(engine)
    keeper = SumsKeeper(SumsFolder(settings.data_dir / "models" / "sums"))
    trainer = trainer_config_of(settings, keeper) if model is None else reader_of(model, settings)
    dependencies = RetrainDependencies(
        unit_of_work=unit_of_work,
        locks=TrainingLocks(engine),
        cache=ArtifactCache(settings.data_dir / "models", unit_of_work, settings.signing_key),
        trainer=trainer,
        clock=utc_now,
        models_to_keep=settings.model_keep,
        peak_memory_mb=peak_mb,
        tell=tell,
        increments=_increments(settings, keeper, trainer) if model is None else None,
    )
    try:
        return retrain(request, dependencies)
    finally:
        engine.dispose()


def _increments(settings: Settings, keeper: SumsKeeper, trainer: TrainerConfig) -> Increments:
    """Return what keeps sums of trainings as the settings want them, and goes on from them."""
    return Increments(
        keeper,
        trainer.parameters | {"seed": trainer.seed},
        memory_mb=settings.training_memory_mb or training_budget_mb(),
        threads=cores(),
    )


def trainer_config_of(settings: Settings, keeper: SumsKeeper) -> TrainerConfig:
    """Return how the settings want a model to be made, within their memory or what is free now."""
    memory_mb = settings.training_memory_mb or training_budget_mb()
    parameters = TrainingParameters(
        svd=SvdParameters(n_factors=settings.svd_factors, n_epochs=settings.svd_epochs)
    )

    def train_as_set(ratings: Ratings, catalogue: Catalogue, tell: Callable[[Stage], None]) -> TrainedModel:
        threads = threads_for(ratings.n_ratings)
        with numeric_threads(threads):
            return train(
                ratings,
                catalogue,
                parameters,
                seed=settings.training_seed,
                memory_mb=memory_mb,
                threads=threads,
                report=lambda progress: _pass_on(progress, tell),
                rank=keeper.train,
            )

    return TrainerConfig(
        train=train_as_set,
        seed=settings.training_seed,
        parameters=asdict(parameters) | {"memory_mb": settings.training_memory_mb},
        libraries=libraries(),
        check=lambda shape: check_memory(shape, memory_mb, n_factors=parameters.svd.n_factors),
    )


def threads_for(n_ratings: int) -> int:
    """Return how many threads a full training takes: one, or of many ratings all cores."""
    return cores() if n_ratings >= SEVERAL_THREADS_FROM else 1


def reader_of(path: Path, settings: Settings) -> TrainerConfig:
    """Return what takes the model of a file, trained elsewhere, in place of training one."""

    def read(ratings: Ratings, catalogue: Catalogue, tell: Callable[[Stage], None]) -> TrainedModel:
        del ratings, catalogue, tell  # all of that was done elsewhere
        check_file(path, settings.signing_key)
        return artifact.read(path)

    memory_mb = settings.training_memory_mb or training_budget_mb()
    return TrainerConfig(
        train=read,
        seed=settings.training_seed,
        parameters={MODEL_FILE: path.name},
        libraries=libraries(),
        check=lambda shape: check_memory(shape, memory_mb, n_factors=0),  # to judge it all ratings are read
    )


def libraries() -> dict[str, str]:
    """Return the versions that a model's numbers may depend on."""
    return {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def _pass_on(progress: Progress, tell: Callable[[Stage], None]) -> None:
    if progress.stage in get_args(StageName):
        tell(Stage(cast(StageName, progress.stage), progress.step, progress.of, progress.note))
