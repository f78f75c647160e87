"""Who the bot is on Telegram, asked without keeping anybody waiting."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot, User
from telegram.error import RetryAfter, TelegramError

from bot.context import MatineeApplication
from bot.runtime.flood_waits import seconds_to_wait

logger = logging.getLogger(__name__)

RETRY_INTERVAL_SECONDS = 30.0


async def initialise(application: MatineeApplication) -> asyncio.Task[None] | None:
    """Initialise the application; where Telegram has us wait for our own name, go on without it.

    Returns what asks for it meanwhile. Until then, commands in groups that name the bot are passed over and
    cards have no share button; everything else works as ever.
    """
    try:
        await application.initialize()
    except RetryAfter as error:
        wait = seconds_to_wait(error)
        logger.warning("getMe: Telegram asks to wait for %g s; updates are taken meanwhile", wait)
        _presume(application.bot)
        await application.initialize()
        return asyncio.create_task(_learn(application.bot, wait))
    return None


def _presume(bot: Bot) -> None:
    """Let the library go on with what the token says: the bot's id."""
    bot._bot_user = User(int(bot.token.partition(":")[0]), "Matinee", is_bot=True, username="")
    bot._bot_initialized = True


async def _learn(bot: Bot, wait: float) -> None:
    while True:
        await asyncio.sleep(wait)
        try:
            await bot.get_me()
        except RetryAfter as error:
            wait = seconds_to_wait(error)
        except TelegramError:
            wait = RETRY_INTERVAL_SECONDS
        else:
            return
