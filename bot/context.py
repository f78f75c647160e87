"""What handlers get beside an update: typed access to services and adapters, the person, their language."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from telegram import User
from telegram.ext import Application, CallbackContext, ExtBot, JobQueue

from bot.models.live_model import ModelHolder
from bot.monitoring.error_counter import ErrorCounter
from bot.monitoring.status import Status
from bot.omdb.lookup import FilmDetailsLookup
from bot.pictures.drawn_pictures import DrawnPictures
from bot.posters.photo_refusals import PhotoRefusals
from bot.posters.sources import PosterSources
from bot.presentation.identity import BotIdentity
from bot.presentation.locale import Locale
from bot.retraining.registry import ModelRegistry
from bot.retraining.runner import RetrainRunner
from bot.runtime import offload
from bot.services.errors import StorageUnavailable, TransactionUndone
from bot.services.use_cases import UseCases
from bot.settings import Settings
from bot.toolbox.toolbox import Toolbox

logger = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")


class MatineeContext(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], Toolbox]):
    """PTB's context, with the toolbox in reach, the person whom an update comes from, and their language."""

    person: User | None = None
    language_code: str | None = None

    async def name_of(self, chat_user_id: int) -> str | None:
        """Return what somebody is called: by Telegram now, else when they came last; None for a stranger."""
        if self.person is not None and self.person.id == chat_user_id:
            return self.person.first_name
        return await self.run(self.services.people.first_name, chat_user_id)

    @property
    def locale(self) -> Locale:
        """The language to answer in; English in jobs, which nobody asked for."""
        return self.bot_data.catalogues.locale(self.language_code)

    async def locale_of(self, chat_user_id: int) -> Locale:
        """Return the language of somebody else, an admin for instance; English while the database is away."""
        try:
            code = await self.run(self.services.people.language_code, chat_user_id)
        except StorageUnavailable:
            code = None
        return self.bot_data.catalogues.locale(code)

    @property
    def identity(self) -> BotIdentity:
        """Who the bot is on Telegram, as far as Telegram has told."""
        key = hashlib.sha256(f"links of {self.bot.token}".encode()).hexdigest()
        return BotIdentity(self.bot.username, bool(self.bot.bot.supports_inline_queries), key)

    @property
    def settings(self) -> Settings:
        """What was set from outside."""
        return self.bot_data.settings

    @property
    def services(self) -> UseCases:
        """The use cases; blocking, so call them through run."""
        return self.bot_data.services

    @property
    def models(self) -> ModelHolder:
        """The model that serves."""
        return self.bot_data.models

    @property
    def registry(self) -> ModelRegistry:
        """Every trained model, and which one serves."""
        return self.bot_data.registry

    @property
    def error_counter(self) -> ErrorCounter:
        """Unexpected errors, counted for the admins."""
        return self.bot_data.error_counter

    @property
    def status(self) -> Status:
        """How the bot is doing."""
        return self.bot_data.status

    @property
    def details(self) -> FilmDetailsLookup:
        """OMDb's details of a film, in time or not at all."""
        return self.bot_data.details

    @property
    def posters(self) -> PosterSources:
        """Where a film's poster may come from, in order."""
        return self.bot_data.posters

    @property
    def pictures(self) -> DrawnPictures:
        """Pictures that are no posters, drawn and kept for a while."""
        return self.bot_data.pictures

    @property
    def photo_refusals(self) -> PhotoRefusals:
        """The chats that take no photos."""
        return self.bot_data.photo_refusals

    @property
    def retrains(self) -> RetrainRunner:
        """Where retrains are started and ended."""
        return self.bot_data.retrains

    @staticmethod
    async def run(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Await a service without blocking the event loop; once more where the database undid it.

        Nothing is stored of what was undone, and what a service stores is the same the second time.
        """
        try:
            return await offload.run(function, *args, **kwargs)
        except TransactionUndone as error:
            logger.info("doing it once more: %s", error)
            return await offload.run(function, *args, **kwargs)


MatineeApplication = Application[
    ExtBot[Any], MatineeContext, dict[Any, Any], dict[Any, Any], Toolbox, JobQueue[MatineeContext]
]
