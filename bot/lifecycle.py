"""The life of the Telegram application: begun, polling, told to stop, ended in order with nothing lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.chat import identity, menus
from bot.chat.menus import MenuReader
from bot.context import MatineeApplication
from bot.handlers import jobs
from bot.handlers.commands import COMMANDS
from bot.handlers.register import ALLOWED_UPDATES
from bot.runtime import offload
from bot.runtime.stopping import Stopped, unless_stopped
from bot.services.errors import StorageUnavailable
from bot.toolbox.toolbox import Toolbox
from bot.updates.dispatcher import UpdateDispatcher, sweeping
from bot.updates.handling import handled_by, passed_over_by, turned_away_by
from bot.updates.inbox import Inbox
from bot.updates.polling import UpdatePoller

logger = logging.getLogger(__name__)

RETRY_INTERVAL_SECONDS = (1, 2, 5, 10, 30)

DONE = 0
WRONG_TOKEN = 2
SECOND_POLLER = 3

FINISH_TIMEOUT_SECONDS = 10.0


@asynccontextmanager
async def started(application: MatineeApplication, stop: asyncio.Event) -> AsyncIterator[None]:
    """Start the application with its model and its jobs; on the way out let what is under way finish.

    Raises Stopped when it is told to stop before it has begun.
    """
    toolbox = application.bot_data
    asides: list[asyncio.Task[None]] = []
    try:
        # Before the first update: whoever answers it must not load a model while others wait.
        await unless_stopped(stop, offload.run_detached(toolbox.models.refresh))
        await unless_stopped(stop, _initialise(application, asides))
        asides.append(asyncio.create_task(_publish_menus(application)))
        await jobs.schedule(application)
        await application.start()
        try:
            yield
        finally:
            for aside in asides:
                aside.cancel()
            await asyncio.gather(*asides, return_exceptions=True)
            await toolbox.retrains.close()  # the application waits for whoever follows a retrain
            await application.stop()
    finally:
        await toolbox.details.aclose()
        await toolbox.card_log.aclose()
        await toolbox.drawing.aclose()
        await application.shutdown()


async def _publish_menus(application: MatineeApplication) -> None:
    """Tell Telegram the menus of commands, those of admins in the languages that they chose."""
    toolbox = application.bot_data
    admins = [
        MenuReader(admin, is_admin=True, chosen_language=await _chosen_language(toolbox, admin))
        for admin in toolbox.settings.admin_user_ids
    ]
    await menus.publish(application.bot, COMMANDS, admins, toolbox.catalogues)


async def _chosen_language(toolbox: Toolbox, chat_user_id: int) -> str | None:
    try:
        return await offload.run(toolbox.services.people.chosen_language, chat_user_id)
    except StorageUnavailable:  # their next /start tells it
        return None


async def poll(application: MatineeApplication, inbox: Inbox, stop: asyncio.Event) -> int:
    """Take updates by long polling until told to stop; return the exit code."""
    try:
        async with started(application, stop), polling(application, inbox, stop) as fetching:
            await stop.wait()
            return SECOND_POLLER if fetching.done() else DONE
    except Stopped:
        return DONE
    except InvalidToken:
        return _wrong_token()


async def keep_schedule(application: MatineeApplication, stop: asyncio.Event) -> int:
    """Run the schedule until told to stop, while web processes take updates; return the exit code."""
    try:
        async with started(application, stop):
            await stop.wait()
    except Stopped:
        return DONE
    except InvalidToken:
        return _wrong_token()
    return DONE


@asynccontextmanager
async def polling(
    application: MatineeApplication, inbox: Inbox, stop: asyncio.Event
) -> AsyncIterator[asyncio.Task[None]]:
    """Fetch and handle updates meanwhile; yields the task that fetches, which ends beside a second poller."""
    dispatcher = dispatcher_of(application, inbox)
    async with sweeping(dispatcher, grace=FINISH_TIMEOUT_SECONDS):
        await dispatcher.catch_up()
        poller = UpdatePoller(application.bot, dispatcher.accept_all, ALLOWED_UPDATES)
        fetching = asyncio.create_task(_fetch(poller, stop))
        try:
            yield fetching
        finally:
            fetching.cancel()
            await asyncio.gather(fetching, return_exceptions=True)


def dispatcher_of(application: MatineeApplication, inbox: Inbox) -> UpdateDispatcher:
    """Return what takes this application's updates in and has them handled."""
    return UpdateDispatcher(
        inbox,
        handled_by(application),
        pass_over=passed_over_by(application),
        turn_away=turned_away_by(application),
    )


async def _fetch(poller: UpdatePoller, stop: asyncio.Event) -> None:
    """Fetch until a second poller ends this one, lest each gets half of the updates."""
    try:
        await poller.run()
    except Conflict:
        logger.critical("Another process is polling for this bot (409 Conflict); this one stops.")
        stop.set()


async def _initialise(application: MatineeApplication, asides: list[asyncio.Task[None]]) -> None:
    """Initialise the application as soon as Telegram answers; what goes on aside is added to asides."""
    pauses = iter(RETRY_INTERVAL_SECONDS)
    while True:
        try:
            asking = await identity.initialise(application)
        except InvalidToken:
            raise
        except TelegramError as error:
            pause = next(pauses, RETRY_INTERVAL_SECONDS[-1])
            logger.warning("Telegram cannot be reached (%s); trying again in %g s", error, pause)
            await asyncio.sleep(pause)
        else:
            asides += [] if asking is None else [asking]
            return


def _wrong_token() -> int:
    logger.critical("Telegram does not know this TELEGRAM_BOT_TOKEN; @BotFather has the right one.")
    return WRONG_TOKEN
