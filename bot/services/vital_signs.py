"""Whether what everything stands on is there: the database, and a model to answer with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.services.clock import Clock
from bot.services.model_holder import ModelHolder
from storage.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True)
class ModelSign:
    """Which model answers (None: popular films only), and how long ago it was trained."""

    version: int | None
    age: timedelta | None


class VitalSigns:
    """Looks whether this process can do its work."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, models: ModelHolder, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._models = models
        self._clock = clock

    def check_database(self) -> None:
        """Read one row; StorageUnavailable when the database is away."""
        with self._unit_of_work() as work:
            work.models.live()

    def model(self) -> ModelSign:
        """Return the model that answers."""
        live = self._models.current()
        return ModelSign(live.version, self._clock() - live.trained_at if live.trained_at else None)
