"""Guest mode: the bot's name in a chat that it is no member of, mostly in answer to somebody's film tip."""

from __future__ import annotations

import logging

from telegram import InlineQueryResult, Message, Update
from telegram.error import BadRequest

from bot.chat import attachments
from bot.chat.refusals import ANSWERED_TOO_LATE, says
from bot.chat.targets import guest_target_of
from bot.context import MatineeContext
from bot.handlers.typed_text import MAX_TEXT, understood, without_mention
from bot.omdb.lookup import CARD_SECONDS
from bot.presentation import guest_mode
from bot.services.guest_mode import GuestFilm, GuestList, GuestQuestion

logger = logging.getLogger(__name__)

MAX_QUOTED = 4096


async def answer(update: Update, context: MatineeContext) -> None:
    """Answer a guest's question once, for everybody in that chat to read."""
    target, message = guest_target_of(update), update.guest_message
    if target is None or message is None:
        return
    said = without_mention(message.text or message.caption or "", context.bot.username)[:MAX_TEXT]
    question = GuestQuestion(said, _quoted(message), understood(context, said))
    found = await context.run(context.services.guest_mode.answer, question)
    try:
        await attachments.answer_guest(context, target, await _result(context, found))
    except BadRequest as error:
        if not says(error, ANSWERED_TOO_LATE):
            raise
        logger.info("a guest's question was answered too late")


async def _result(context: MatineeContext, found: GuestFilm | GuestList | None) -> InlineQueryResult:
    locale, name = context.locale, context.bot.username
    match found:
        case GuestFilm(film):
            details = await context.details.get(film, budget=CARD_SECONDS)
            return guest_mode.about_film(locale, found, details, name)
        case GuestList():
            return guest_mode.films(locale, found, name)
        case None:
            return guest_mode.how_to_ask(locale, name)


def _quoted(message: Message) -> str:
    """Return the words that somebody answers: what they marked of them, else all of them."""
    if message.quote is not None:
        return message.quote.text[:MAX_QUOTED]
    answered = message.reply_to_message
    return "" if answered is None else (answered.text or answered.caption or "")[:MAX_QUOTED]
