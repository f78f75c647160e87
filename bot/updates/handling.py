"""From a stored update to the application's handlers, and what is done with updates that are left out."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from typing import Any

from telegram.error import TelegramError

from bot.context import MatineeApplication
from bot.presentation import labels
from bot.presentation.locale import Locale
from bot.runtime import offload
from bot.runtime.deliveries import is_answered
from bot.services.errors import StorageUnavailable
from bot.updates.acting import acting
from bot.updates.reading import update_of
from bot.updates.running import Handler
from bot.updates.shapes import WrongShape, check_shape

logger = logging.getLogger(__name__)

UNREADABLE = "unreadable update"


def handled_by(application: MatineeApplication) -> Handler:
    """Return what hands a stored update to the application and waits until it is done with it."""

    async def handle(payload: str) -> None:
        raw = json.loads(payload)
        try:
            check_shape(raw)
            update = update_of(raw, application.bot)
        except Exception as error:  # whatever a newer or older Bot API server sends must not stop anything
            await _pass_over(application, raw, error)
        else:
            async with acting(application.bot, update):
                await application.process_update(update)

    return handle


def passed_over_by(application: MatineeApplication) -> Handler:
    """Return what only answers a superseded tap's callback query, so that its spinner stops."""

    async def pass_over(payload: str) -> None:
        await _answer(application, json.loads(payload).get("callback_query"), None)

    return pass_over


def turned_away_by(application: MatineeApplication) -> Handler:
    """Return what tells a person that they have sent more than can be answered."""

    async def turn_away(payload: str) -> None:
        update = json.loads(payload)
        with suppress(WrongShape):
            check_shape(update)
            await tell(update)

    async def tell(update: dict[str, Any]) -> None:
        query = update.get("callback_query")
        words = _locale_for(application, query or update.get("message")).gettext(labels.TOO_MANY)
        if query is not None:
            await _answer(application, query, words)
        elif "message" in update:
            with suppress(TelegramError):  # the chat may be gone by now
                await application.bot.send_message(update["message"]["chat"]["id"], words)

    return turn_away


def _locale_for(application: MatineeApplication, raw: object) -> Locale:
    """Return the language of Telegram's own word on who sent this: there is no time to look another up."""
    sender = raw.get("from") if isinstance(raw, dict) else None
    code = sender.get("language_code") if isinstance(sender, dict) else None
    return application.bot_data.catalogues.locale(code if isinstance(code, str) else None)


async def _answer(application: MatineeApplication, query: Any, toast: str | None) -> None:
    if isinstance(query, dict) and "id" in query and not is_answered():
        with suppress(TelegramError):  # too old by now, or Telegram is away: nothing depends on it
            await application.bot.answer_callback_query(query["id"], toast)


async def _pass_over(application: MatineeApplication, raw: dict[str, Any], error: Exception) -> None:
    """Log an update that the library cannot read, by its number and kind only, and count it for /stats."""
    kind = next((name for name in raw if name != "update_id"), "nothing")
    logger.warning("update %s (%.40s) cannot be read (%s); passed over", raw["update_id"], kind, _name(error))
    with suppress(StorageUnavailable):
        await offload.run(application.bot_data.error_counter.note, UNREADABLE, kind[:40])
    await _answer(application, raw.get("callback_query"), None)


def _name(error: Exception) -> str:
    return type(error).__name__
