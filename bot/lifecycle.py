"""The life of the Telegram application: begun, polling, told to stop, ended in order with nothing lost."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.chat import menus
from bot.context import MatineeApplication
from bot.handlers import jobs
from bot.handlers.commands import COMMANDS
from bot.handlers.register import ALLOWED_UPDATES
from bot.updates.dispatcher import UpdateDispatcher, handled_by, passed_over_by, sweeping
from bot.updates.inbox import Inbox

logger = logging.getLogger(__name__)

RETRY_INTERVAL_SECONDS = (1, 2, 5, 10, 30)

DONE = 0
WRONG_TOKEN = 2
SECOND_POLLER = 3

FINISH_TIMEOUT_SECONDS = 10.0
CATCH_UP_TIMEOUT_SECONDS = 10.0


@asynccontextmanager
async def started(application: MatineeApplication) -> AsyncIterator[None]:
    """Initialise and start the application with its jobs; on the way out let what is under way finish."""
    toolbox = application.bot_data
    await _initialise(application)
    try:
        await menus.publish(application.bot, COMMANDS, toolbox.settings.admin_user_ids)
        await jobs.schedule(application)
        await application.start()
        try:
            yield
        finally:
            await toolbox.training.close()  # the application waits for whoever follows a retrain
            await application.stop()
    finally:
        await toolbox.details.aclose()
        await application.shutdown()


async def poll(application: MatineeApplication, inbox: Inbox, stop: asyncio.Event) -> int:
    """Take updates by long polling until told to stop; return the exit code.

    What a web process had taken by webhook before the settings changed is handled first: it is older than
    anything that Telegram still has.
    """
    left_over = UpdateDispatcher(inbox, handled_by(application), pass_over=passed_over_by(application))
    try:
        async with (
            started(application),
            sweeping(left_over, grace=FINISH_TIMEOUT_SECONDS),
        ):
            await left_over.catch_up(CATCH_UP_TIMEOUT_SECONDS)
            async with polling(application, stop) as troubles:
                await stop.wait()
    except InvalidToken:
        return _wrong_token()
    return SECOND_POLLER if troubles else DONE


async def keep_schedule(application: MatineeApplication, stop: asyncio.Event) -> int:
    """Only keep the schedule until told to stop: the web process takes updates. Return the exit code."""
    try:
        async with started(application):
            await stop.wait()
    except InvalidToken:
        return _wrong_token()
    return DONE


@asynccontextmanager
async def polling(application: MatineeApplication, stop: asyncio.Event) -> AsyncIterator[list[Conflict]]:
    """Fetch updates meanwhile; a second poller ends this one, lest each gets half of them."""
    conflicts: list[Conflict] = []

    def on_error(error: TelegramError) -> None:
        if not isinstance(error, Conflict):
            logger.warning("fetching updates: %s; trying again", error)
            return
        logger.critical("Another process is polling for this bot (409 Conflict); this one stops.")
        conflicts.append(error)
        stop.set()

    assert application.updater is not None  # noqa: S101  # the builder makes one unless told otherwise
    await application.updater.start_polling(
        allowed_updates=ALLOWED_UPDATES, error_callback=on_error, bootstrap_retries=-1
    )
    try:
        yield conflicts
    finally:
        await application.updater.stop()


def stop_on_signals() -> asyncio.Event:
    """Return an event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _initialise(application: MatineeApplication) -> None:
    for pause in RETRY_INTERVAL_SECONDS:
        try:
            return await application.initialize()
        except InvalidToken:
            raise
        except NetworkError as error:
            logger.warning("Telegram cannot be reached (%s); trying again in %s s", error, pause)
            await asyncio.sleep(pause)
    return await application.initialize()


def _wrong_token() -> int:
    logger.critical("Telegram does not know this TELEGRAM_BOT_TOKEN; @BotFather has the right one.")
    return WRONG_TOKEN
