"""*Typing …* in a private chat while an answer takes longer than a moment.

Telegram shows an action for five seconds, or until the answer comes. In groups there is none: what is sent
there is counted, and an answer is worth more.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from contextvars import Context
from typing import Any

from telegram import Bot, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.runtime.actions import CurrentAction, current_action

AFTER_SECONDS = 0.7
AGAIN_SECONDS = 4.5
MAX_SECONDS = 60.0


@asynccontextmanager
async def acting(bot: Bot, update: Update) -> AsyncIterator[None]:
    """Show that something is being done for whoever sent an update, if it takes its time."""
    chat_id = _private_chat_of(update)
    if chat_id is None:
        yield
        return
    action = CurrentAction()
    token = current_action.set(action)
    # In a context of its own: what waits here for Telegram must not hold up the update.
    showing = asyncio.create_task(_show(bot, chat_id, action), context=Context())
    try:
        yield
    finally:
        showing.cancel()
        current_action.reset(token)


async def _show(bot: Any, chat_id: int, action: CurrentAction) -> None:
    await asyncio.sleep(AFTER_SECONDS)
    for _ in range(int(MAX_SECONDS / AGAIN_SECONDS)):
        with suppress(TelegramError):  # the answer itself says what is wrong
            await bot.send_chat_action(chat_id, action.name)
        await asyncio.sleep(AGAIN_SECONDS)


def _private_chat_of(update: Update) -> int | None:
    """Return the private chat in which somebody wrote or tapped; None for everything else."""
    if update.message is None and update.callback_query is None:
        return None
    chat = update.effective_chat
    return chat.id if chat is not None and chat.type == ChatType.PRIVATE else None
