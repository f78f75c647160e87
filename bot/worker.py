"""The worker: polls Telegram, keeps the schedule beside a web process, or opens the playground."""

from __future__ import annotations

import asyncio
import logging
import sys

import httpx
from sqlalchemy.engine import Engine

from bot.app import build_application, build_inbox
from bot.lifecycle import keep_schedule, poll
from bot.runtime.logs import configure_logging
from bot.runtime.memory import use_few_arenas
from bot.runtime.numeric_threads import use_one_numeric_thread
from bot.runtime.sharing import share_the_interpreter
from bot.runtime.stopping import stop_on_signals
from bot.settings import Settings, WrongSettings, read_settings
from bot.toolbox.building import SERVING_STATEMENT_SECONDS, build_engine, build_toolbox
from storage.errors import StorageError

logger = logging.getLogger(__name__)

WRONG_SETTINGS = 2
END_WITHIN_SECONDS = 14.0


def run() -> int:
    """Run until told to stop; return the exit code."""
    try:
        settings = read_settings()
        engine = build_engine(settings, statement_seconds=SERVING_STATEMENT_SECONDS)
    except (WrongSettings, StorageError) as error:
        print(error, file=sys.stderr)
        return WRONG_SETTINGS
    configure_logging(settings.log_level, settings.secrets())
    use_one_numeric_thread()
    use_few_arenas()
    try:
        return asyncio.run(_run(settings, engine))
    finally:
        engine.dispose()


async def _run(settings: Settings, engine: Engine) -> int:
    stop = stop_on_signals(END_WITHIN_SECONDS)
    share_the_interpreter()
    async with httpx.AsyncClient(follow_redirects=True) as http:
        toolbox = build_toolbox(settings, engine, http)
        token = settings.telegram_bot_token
        if token is None:
            # Imported when needed: a worker on a small machine has no use for a web server.
            from bot.playground.opening import open_playground  # noqa: PLC0415

            return await open_playground(toolbox, build_inbox(settings, engine), stop)
        application = build_application(toolbox, token.get_secret_value())
        if settings.webhook_url is not None:
            logger.info("the web process takes Telegram's updates; this one keeps the schedule")
            return await keep_schedule(application, stop)
        logger.info("polling Telegram for updates")
        return await poll(application, build_inbox(settings, engine), stop)
