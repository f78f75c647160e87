"""The web process: built, begun and ended."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import httpx
import uvloop
from sqlalchemy.engine import Engine

from bot.runtime import offload
from bot.runtime.logs import configure_logging
from bot.runtime.memory import give_back_memory, keep_for_good, use_few_arenas
from bot.runtime.numeric_threads import use_one_numeric_thread
from bot.runtime.sharing import share_the_interpreter
from bot.runtime.stopping import Stopped, stop_on_signals, unless_stopped
from bot.settings import Settings, WrongSettings, read_settings
from bot.toolbox.building import SERVING_STATEMENT_SECONDS, build_engine, build_toolbox
from bot.toolbox.toolbox import Toolbox
from bot.web.app import create_app, prepare
from bot.web.metrics_middleware import Measures
from bot.web.request_ids import log_suffix
from bot.web.serving import serve, server_for
from storage.errors import StorageError

if TYPE_CHECKING:  # Telegram's library is loaded where there is a webhook only
    from bot.web.telegram_side import TelegramSide

    BuildTelegramSide = Callable[[Toolbox, Engine, Measures], TelegramSide]

WRONG_SETTINGS = 2
END_WITHIN_SECONDS = 27.0  # open requests have 10 of these and handlers 12; Heroku kills after 30


def run() -> int:
    """Serve until told to stop; return the exit code."""
    try:
        settings = read_settings()
        engine = build_engine(settings, statement_seconds=SERVING_STATEMENT_SECONDS)
    except (WrongSettings, StorageError) as error:
        print(error, file=sys.stderr)
        return WRONG_SETTINGS
    configure_logging(settings.log_level, settings.secrets(), suffix=log_suffix)
    use_one_numeric_thread()
    use_few_arenas()
    build_telegram_side = _telegram_side(settings)
    try:
        uvloop.run(_serve(settings, engine, build_telegram_side))
    finally:
        engine.dispose()
    return 0


async def _serve(settings: Settings, engine: Engine, build_telegram_side: BuildTelegramSide | None) -> None:
    stop = stop_on_signals(END_WITHIN_SECONDS)
    share_the_interpreter()
    async with httpx.AsyncClient(follow_redirects=True) as http:
        toolbox = build_toolbox(settings, engine, http)
        measures = Measures()
        try:
            # Before the first request: whoever answers it must not load a model while others wait.
            loading = asyncio.create_task(offload.run_detached(toolbox.models.refresh))
            await asyncio.sleep(0)  # so that it begins; much of it leaves the interpreter to us
            side = None if build_telegram_side is None else build_telegram_side(toolbox, engine, measures)
            app = create_app(toolbox, measures, side)
            await unless_stopped(stop, loading)
            await unless_stopped(stop, prepare(app))
            keep_for_good()
            toolbox.models.let_go_of_pages()
            give_back_memory()
        except Stopped:
            return
        server = server_for(app, settings.web_host, settings.port, trusted_proxies=settings.trusted_proxies)
        await serve(server, stop)


def _telegram_side(settings: Settings) -> BuildTelegramSide | None:
    """Return what builds the side that takes updates; there is none without WEBHOOK_URL: the worker polls.

    An API alone starts sooner and takes less memory without Telegram's library. Where it is wanted it is
    loaded here, before the event loop: meanwhile a signal ends the process at once.
    """
    token = settings.telegram_bot_token
    if settings.webhook_url is None or token is None:
        return None
    from bot.app import build_application, build_inbox  # noqa: PLC0415
    from bot.web.telegram_side import TelegramSide  # noqa: PLC0415

    def build(toolbox: Toolbox, engine: Engine, measures: Measures) -> TelegramSide:
        application = build_application(toolbox, token.get_secret_value())
        return TelegramSide(application, build_inbox(settings, engine), measures)

    return build
