"""The web application: its routes and the middleware around them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi_offline import FastAPIOffline

from bot.runtime import offload
from bot.runtime.memory import give_back_memory
from bot.toolbox.toolbox import Toolbox
from bot.web import docs_page, health, metrics, openapi, routes, webhook
from bot.web.access import KEY_HEADER, AccessGuard, ApiKeys, RequestLimit
from bot.web.checks import Check, Checks
from bot.web.dependencies import WebDependencies
from bot.web.details_cache import DetailsMemory
from bot.web.http_caching import HeadLikeGet
from bot.web.metrics_middleware import Measures, Observed
from bot.web.problems import UnexpectedErrors, answer_with_problems
from bot.web.rehearsing import rehearse
from bot.web.request_bodies import BoundedBodies
from bot.web.request_ids import HEADER, RequestIds

if TYPE_CHECKING:  # Telegram's library is loaded where there is a webhook only
    from bot.web.telegram_side import TelegramSide

DETAILS_SECONDS = 1.0
LOOK_INTERVAL_SECONDS = 15.0
TITLES_AFTER_SECONDS = 10.0


def create_app(toolbox: Toolbox, measures: Measures, telegram: TelegramSide | None = None) -> FastAPI:
    """Return the application; with a Telegram side it takes updates too."""
    app = FastAPIOffline(  # for the page's files: nothing is loaded from elsewhere
        docs_url=None,
        title="Matinee",
        version=_version(),
        description=openapi.DESCRIPTION,
        lifespan=_life,
        redoc_url=None,
        redirect_slashes=False,
        static_url=docs_page.ASSETS,
        openapi_tags=openapi.TAGS,
    )
    app.state.web = _web(toolbox, measures, telegram)
    for router in (docs_page.router, routes.router, health.router, metrics.router, webhook.router):
        app.include_router(router)
    answer_with_problems(app)
    openapi.describe(app, toolbox.services.films.genres(), has_keys=bool(toolbox.settings.api_keys))
    _surround(app, toolbox, measures)
    return app


async def prepare(app: FastAPI) -> None:
    """Take to hand what most answers name, and do once what takes longest the first time.

    Or else the first requests would ask the database for a few films each, and wait for all the rest.
    """
    web: WebDependencies = app.state.web
    films = await offload.run_detached(web.toolbox.services.public_recommending.well_known)
    await web.details.take_to_hand(films)
    await rehearse(app, films)


def _web(toolbox: Toolbox, measures: Measures, telegram: TelegramSide | None) -> WebDependencies:
    settings = toolbox.settings
    return WebDependencies(
        toolbox=toolbox,
        details=DetailsMemory(toolbox.details, budget=DETAILS_SECONDS),
        access=AccessGuard(
            ApiKeys(key.get_secret_value() for key in settings.api_keys),
            RequestLimit(settings.api_rate_limit),
            settings.trusted_proxies,
        ),
        checks=_checks(toolbox, telegram),
        measures=measures,
        telegram=telegram,
    )


def _checks(toolbox: Toolbox, telegram: TelegramSide | None) -> Checks:
    signs = toolbox.status

    async def database() -> str:
        await offload.run(signs.check_database)
        return "answers"

    async def model() -> str:
        sign = await offload.run(signs.model)
        if sign.version is None:
            return "none yet, popular films only"
        hours = sign.age.total_seconds() / 3600 if sign.age else 0.0
        return f"version {sign.version}, {hours:.1f} h old"

    checks = {"database": Check(database, good_for=2), "model": Check(model, good_for=2)}
    if telegram is not None:
        checks["telegram"] = Check(telegram.check, good_for=30)
    return Checks(checks)


def _surround(app: FastAPI, toolbox: Toolbox, measures: Measures) -> None:
    """Put the layers around the routes; the last one added is the outermost."""
    app.add_middleware(BoundedBodies)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    if toolbox.settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=toolbox.settings.cors_origins,
            allow_methods=("GET", "HEAD", "POST"),
            allow_headers=("Authorization", "Content-Type", "If-None-Match", HEADER, KEY_HEADER),
            expose_headers=("ETag", "Retry-After", HEADER),
        )
    app.add_middleware(HeadLikeGet)
    app.add_middleware(UnexpectedErrors)
    app.add_middleware(Observed, measures=measures)
    app.add_middleware(RequestIds)


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    web: WebDependencies = app.state.web
    # Whoever chats may name a film in the first second; a process of the API alone answers requests first.
    wait = TITLES_AFTER_SECONDS if web.telegram is None else 0
    watching = [
        asyncio.create_task(_watch_for_models(web.toolbox)),
        asyncio.create_task(_watch_for_titles(web.toolbox, wait)),
    ]
    if web.telegram is not None:
        web.telegram.begin()
    try:
        yield
    finally:
        for task in watching:
            task.cancel()
        await offload.run(web.toolbox.services.title_search.stop)
        await offload.run(web.toolbox.services.public_recommending.stop)
        if web.telegram is not None:
            await web.telegram.end()
        await web.toolbox.details.aclose()


async def _watch_for_models(toolbox: Toolbox) -> None:
    """Take over new live models; requests under way finish on what they began with.

    What requests have freed meanwhile goes back to the system.
    """
    while True:
        await asyncio.sleep(LOOK_INTERVAL_SECONDS)
        if await offload.run(toolbox.models.refresh):
            # Before they are asked for again; what is asked for meanwhile is chosen as ever.
            await offload.run_detached(toolbox.services.public_recommending.choose_anew)
        await offload.run(give_back_memory)


async def _watch_for_titles(toolbox: Toolbox, wait_seconds: float) -> None:
    """Read titles after a while, or when somebody looks for one, and read them anew when films came."""
    await asyncio.sleep(wait_seconds)
    while True:
        await offload.run_detached(toolbox.services.title_search.refresh)
        await asyncio.sleep(LOOK_INTERVAL_SECONDS)


def _version() -> str:
    try:
        return version("matinee")
    except PackageNotFoundError:
        return "0.1.0"
