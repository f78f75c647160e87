"""Opening the playground: the bot's own application, a Bot API in this process, a page in the browser."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from bot.app import build_application
from bot.lifecycle import polling, started
from bot.playground.bot_api import BotApi
from bot.playground.people import ADMIN, TOKEN
from bot.playground.request import PlaygroundRequest
from bot.playground.serving import PortTaken, serving
from bot.runtime.stopping import Stopped
from bot.toolbox.toolbox import Toolbox
from bot.updates.inbox import Inbox

logger = logging.getLogger(__name__)

DONE = 0
PORT_TAKEN = 4
CHATS_FILE = "playground.json"


async def open_playground(toolbox: Toolbox, inbox: Inbox, stop: asyncio.Event) -> int:
    """Serve the chat page until told to stop; return the exit code."""
    toolbox = _with_an_admin(toolbox)
    settings = toolbox.settings
    bot_api = BotApi(settings.data_dir / CHATS_FILE)
    application = build_application(toolbox, TOKEN, PlaygroundRequest(bot_api), PlaygroundRequest(bot_api))
    try:
        async with (
            serving(bot_api, settings.playground_host, settings.playground_port) as address,
            started(application, stop),
            polling(application, inbox, stop),
        ):
            logger.info("no TELEGRAM_BOT_TOKEN is set: the playground is open at %s", address)
            await stop.wait()
    except Stopped:
        return DONE
    except PortTaken as error:
        logger.critical("%s", error)
        return PORT_TAKEN
    finally:
        await bot_api.close()
    return DONE


def _with_an_admin(toolbox: Toolbox) -> Toolbox:
    """Make the first of the made-up people an admin when no admin is set, so that /retrain can be tried."""
    if toolbox.settings.admin_user_ids:
        return toolbox
    settings = toolbox.settings.model_copy(update={"admin_user_ids": (ADMIN.person_id,)})
    return replace(toolbox, settings=settings)
