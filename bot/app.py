"""The composition root: the one place that constructs things and ties their lives together."""

from __future__ import annotations

from typing import Any, cast

import httpx
from sqlalchemy.engine import Engine
from telegram.ext import ApplicationBuilder, ContextTypes
from telegram.request import BaseRequest, HTTPXRequest

from bot.context import MatineeApplication, MatineeContext, Toolbox
from bot.film_details import FilmDetailsLookup
from bot.handlers.register import register
from bot.intake.ordering import PerPersonUpdateProcessor
from bot.omdb.client import OmdbClient
from bot.patience import PatientRateLimiter
from bot.posters import PosterSources
from bot.services.bundle import Services
from bot.services.catalogue_titles import exact_titles
from bot.services.clock import Clock, utc_now
from bot.services.details import DetailsCache
from bot.services.error_book import ErrorBook
from bot.services.films import Films
from bot.services.importing import Importing
from bot.services.inbox import Inbox
from bot.services.models.artifact_cache import ArtifactCache
from bot.services.models.holder import ModelHolder
from bot.services.models.registry import ModelRegistry
from bot.services.onboarding import Onboarding
from bot.services.people import People
from bot.services.poster_files import PosterFiles
from bot.services.public_recommending import PublicRecommending
from bot.services.rating import Rating
from bot.services.recommending import Recommending
from bot.services.vital_signs import VitalSigns
from bot.settings import Settings
from bot.training_process import TrainingDesk, training_environment
from storage.database import create_engine_for, normalise_url
from storage.person_turns import person_turns
from storage.unit_of_work import UnitOfWorkFactory, unit_of_work_factory

MOST_REQUESTS_AT_ONCE = 64  # PerPersonUpdateProcessor serves as many people at once
IDLE_CONNECTIONS = 8


def build_engine(settings: Settings) -> Engine:
    """Return the engine of the database that is set; nothing is connected yet."""
    url = None if settings.database_url is None else settings.database_url.get_secret_value()
    return create_engine_for(normalise_url(url, settings.data_dir))


def build_services(settings: Settings, unit_of_work: UnitOfWorkFactory, clock: Clock = utc_now) -> Services:
    """Return the use cases on top of a database."""
    cache = ArtifactCache(settings.data_dir / "models", unit_of_work, settings.signing_key)
    models = ModelHolder(unit_of_work, cache, clock)
    return Services(
        people=People(unit_of_work, clock),
        rating=Rating(unit_of_work, clock),
        onboarding=Onboarding(unit_of_work, models, clock),
        recommending=Recommending(unit_of_work, models, clock),
        films=Films(unit_of_work),
        importing=Importing(unit_of_work, lambda: exact_titles(unit_of_work), clock),
        public_recommending=PublicRecommending(unit_of_work, models),
        vital_signs=VitalSigns(unit_of_work, models, clock, omdb_daily_limit=settings.omdb_daily_limit),
        models=models,
        registry=ModelRegistry(unit_of_work, cache, clock),
        error_book=ErrorBook(unit_of_work, clock),
    )


def build_toolbox(
    settings: Settings, engine: Engine, http: httpx.AsyncClient, clock: Clock = utc_now
) -> Toolbox:
    """Return everything that handlers and jobs work with; whoever gave engine and http closes them."""
    unit_of_work = unit_of_work_factory(engine)
    key = settings.omdb_api_key
    omdb = None if key is None else OmdbClient(http, settings.omdb_url, key.get_secret_value())
    cache = DetailsCache(unit_of_work, clock, daily_limit=settings.omdb_daily_limit)
    return Toolbox(
        settings=settings,
        services=build_services(settings, unit_of_work, clock),
        details=FilmDetailsLookup(cache, omdb, clock),
        posters=PosterSources(PosterFiles(unit_of_work, clock), http, clock, bot_id=_bot_id(settings)),
        training=TrainingDesk(training_environment(settings), clock),
        started_at=clock(),
    )


def build_inbox(settings: Settings, engine: Engine, clock: Clock = utc_now) -> Inbox:
    """Return the inbox of updates that come by webhook."""
    token = settings.telegram_bot_token
    return Inbox(
        unit_of_work_factory(engine),
        person_turns(engine),
        clock,
        bot_id=_bot_id(settings),
        secret=token.get_secret_value() if token else "",
    )


def build_application(
    toolbox: Toolbox, token: str, request: BaseRequest | None = None, get_updates: BaseRequest | None = None
) -> MatineeApplication:
    """Return the Telegram application with its handlers; requests may go elsewhere than over HTTP."""
    api_url = toolbox.settings.telegram_api_url
    builder = (
        ApplicationBuilder()
        .token(token)
        .base_url(api_url)
        .base_file_url(api_url.removesuffix("/bot") + "/file/bot")
        .context_types(_context_types(toolbox))
        .concurrent_updates(PerPersonUpdateProcessor())
        .rate_limiter(PatientRateLimiter(messages_per_second=toolbox.settings.telegram_messages_per_second))
    )
    if request is not None and get_updates is not None:
        builder = builder.get_updates_request(get_updates)
    builder = builder.request(request or _bounded_request())
    application = cast(MatineeApplication, builder.build())
    register(application)
    return application


def _bounded_request() -> BaseRequest:
    """Requests to the Bot API: as many at once as there are people at once, and few idle connections.

    Before each request every idle connection is looked at.
    """
    limits = httpx.Limits(max_connections=MOST_REQUESTS_AT_ONCE, max_keepalive_connections=IDLE_CONNECTIONS)
    return HTTPXRequest(MOST_REQUESTS_AT_ONCE, pool_timeout=10.0, httpx_kwargs={"limits": limits})


def _bot_id(settings: Settings) -> int:
    """A token begins with its bot's id; the playground's bot has none."""
    token = settings.telegram_bot_token
    return 0 if token is None else int(token.get_secret_value().partition(":")[0])


def _context_types(toolbox: Toolbox) -> ContextTypes[Any, Any, Any, Any]:
    # PTB calls this to make the application's bot_data: it is the one toolbox, not a new one.
    return ContextTypes(context=MatineeContext, bot_data=cast(type[Toolbox], lambda: toolbox))
