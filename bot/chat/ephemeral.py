"""Messages in a group that one person alone sees (Bot API 10.2 and newer; the library lacks them).

A server that does not know them would leave the parameter out and show everybody what is meant for one. So
it is asked first, by a method that came with them, and what it answers is looked at.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from telegram.constants import ParseMode
from telegram.error import BadRequest, EndPointNotFound, Forbidden, TelegramError

from bot.chat.retrying import ONLY_AT_ONCE
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.runtime.ephemeral_messages import ShownAlone

logger = logging.getLogger(__name__)

NO_MESSAGE = 0


@dataclass(frozen=True)
class Reader:
    """Who alone sees a message, and their tap that it answers."""

    chat_user_id: int
    query_id: str


async def show_alone(context: MatineeContext, target: Target, reader: Reader, text: str) -> None:
    """Show one person of a group a text, in the place of what they were shown so before.

    Nobody waits for it and nothing depends on it: where it cannot be shown, or not at once, it is left out.
    """
    known = context.bot_data.ephemeral
    if not known.may_be_tried_in(target.chat_id):
        return
    before = known.shown.get((target.chat_id, reader.chat_user_id))
    if before is not None and before.text_hash == hash(text):
        return
    try:
        if known.is_supported is None:
            known.is_supported = await _is_supported(context, target, reader)
        if known.is_supported and not (before and await _edit(context, target, reader, before, text)):
            await _send(context, target, reader, text)
    except (BadRequest, Forbidden) as error:
        logger.info("chat %s takes no messages for one person alone: %s", target.chat_id, error)
        known.refused_by[target.chat_id] = True
    except TelegramError as error:
        logger.info("chat user %s was not shown a message alone: %s", reader.chat_user_id, error)


async def _is_supported(context: MatineeContext, target: Target, reader: Reader) -> bool:
    """Ask the server for a method that came with these messages."""
    try:
        await _call(context, "deleteEphemeralMessage", target, reader, {"ephemeral_message_id": NO_MESSAGE})
    except EndPointNotFound:
        return False
    except (BadRequest, Forbidden):  # there is no such message, but there is the method
        return True
    return True


async def _send(context: MatineeContext, target: Target, reader: Reader, text: str) -> None:
    alone = {"receiver_user_id": reader.chat_user_id, "callback_query_id": reader.query_id}
    sent = await context.bot.send_message(
        target.chat_id,
        text,
        parse_mode=ParseMode.HTML,
        message_thread_id=target.thread_id,
        # Servers of 10.2 read the two names themselves, newer ones the object.
        api_kwargs={**alone, "ephemeral_message_parameters": alone},
        rate_limit_args=ONLY_AT_ONCE,
    )
    known, number = context.bot_data.ephemeral, sent.api_kwargs.get("ephemeral_message_id")
    if number is None:  # everybody sees it
        known.is_supported = False
        await context.bot.delete_message(target.chat_id, sent.message_id)
        return
    known.shown[target.chat_id, reader.chat_user_id] = ShownAlone(number, hash(text))


async def _edit(
    context: MatineeContext, target: Target, reader: Reader, before: ShownAlone, text: str
) -> bool:
    """Change what somebody was shown; False where it is gone."""
    number = before.ephemeral_message_id
    changed = {"ephemeral_message_id": number, "text": text, "parse_mode": ParseMode.HTML}
    try:
        await _call(context, "editEphemeralMessageText", target, reader, changed)
    except BadRequest:
        return False
    context.bot_data.ephemeral.shown[target.chat_id, reader.chat_user_id] = ShownAlone(number, hash(text))
    return True


async def _call(
    context: MatineeContext, method: str, target: Target, reader: Reader, given: dict[str, Any]
) -> None:
    """Call a method that the library does not know."""
    whose = {"chat_id": target.chat_id, "receiver_user_id": reader.chat_user_id}
    await context.bot.do_api_request(method, whose | given, rate_limit_args=ONLY_AT_ONCE)
