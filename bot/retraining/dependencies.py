"""What a retrain is asked for and what it works with; the trainer is handed in, not imported."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.models.artifact_cache import ArtifactCache
from bot.retraining.increments import Increments
from bot.retraining.report import Stage
from bot.runtime.clock import Clock
from recommender.artifact import TrainedModel
from recommender.catalogue import Catalogue
from recommender.memory_budget import DataShape
from recommender.ratings import Ratings
from storage.training_lock import TrainingLocks
from storage.unit_of_work import UnitOfWorkFactory

MODEL_FILE = "model_file"
"""The parameter that a model trained elsewhere has in place of those of a training: its file's name."""


class RetrainCancelled(BaseException):
    """Somebody asked the retrain to end; no `except Exception` on the way may swallow it."""


class Trainer(Protocol):
    """Makes a model and tells of its stages as it goes."""

    def __call__(self, ratings: Ratings, catalogue: Catalogue, tell: Callable[[Stage], None]) -> TrainedModel:
        """Train a model."""


@dataclass(frozen=True)
class TrainerConfig:
    """How a model is made, and what of that is noted with it."""

    train: Trainer
    seed: int
    parameters: dict[str, Any]
    libraries: dict[str, str]
    check: Callable[[DataShape], None] = lambda _: None  # raises TooLittleMemory


@dataclass(frozen=True)
class RetrainDependencies:
    """What a retrain works with."""

    unit_of_work: UnitOfWorkFactory
    locks: TrainingLocks
    cache: ArtifactCache
    trainer: TrainerConfig
    clock: Clock
    models_to_keep: int
    peak_memory_mb: Callable[[], float]
    tell: Callable[[Stage], None]
    pause: Callable[[float], None] = time.sleep
    increments: Increments | None = None


@dataclass(frozen=True)
class RetrainRequest:
    """Who wants a retrain, and how; facts names a table, "none" for no table, None for the shipped one.

    anew: from all ratings, even if there are kept sums. requested_at: when, if that was not just now: what
    an admin decides from then on has the last word.
    """

    requested_by: str
    force: bool = False
    only_if_new: bool = False
    facts: str | None = None
    anew: bool = False
    requested_at: datetime | None = None
