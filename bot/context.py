"""What a handler holds in its hand: typed access to services and adapters, nothing looked up by a string."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from telegram.ext import Application, CallbackContext, ExtBot, JobQueue

from bot import offload
from bot.film_details import FilmDetailsLookup
from bot.posters import PosterSources
from bot.services.bundle import Services
from bot.settings import Settings
from bot.training_process import TrainingDesk

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Toolbox:
    """What handlers and jobs work with; it is the application's bot_data."""

    settings: Settings
    services: Services
    details: FilmDetailsLookup
    posters: PosterSources
    training: TrainingDesk
    started_at: datetime


class MatineeContext(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], Toolbox]):
    """PTB's context, with the toolbox in reach."""

    @property
    def settings(self) -> Settings:
        """What was set from outside."""
        return self.bot_data.settings

    @property
    def services(self) -> Services:
        """The use cases; blocking, so call them through run."""
        return self.bot_data.services

    @property
    def details(self) -> FilmDetailsLookup:
        """OMDb's details of a film, in time or not at all."""
        return self.bot_data.details

    @property
    def posters(self) -> PosterSources:
        """Where a film's poster may come from, in order."""
        return self.bot_data.posters

    @property
    def training(self) -> TrainingDesk:
        """Where retrains are started and ended."""
        return self.bot_data.training

    @staticmethod
    async def run(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Await a service without blocking the event loop."""
        return await offload.run(function, *args, **kwargs)


MatineeApplication = Application[
    ExtBot[Any], MatineeContext, dict[Any, Any], dict[Any, Any], Toolbox, JobQueue[MatineeContext]
]
