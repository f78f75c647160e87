"""What happens when a handler fails: a sentence to the person, the trace to the log, a note to the admins."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from telegram import Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.chat import sending
from bot.chat.refusals import Refusal, refusal_of
from bot.chat.targets import Target, carries, target_of_message, target_of_tap
from bot.context import MatineeContext
from bot.handlers.arguments import WrongArguments
from bot.handlers.people import note_person
from bot.presentation import refusals, texts
from bot.presentation.messages import N_
from bot.presentation.outgoing import Note
from bot.runtime.deliveries import current_delivery
from bot.services.errors import DeckGone, ImportGone, ServiceError, StorageUnavailable

logger = logging.getLogger(__name__)

NOTE_INTERVAL_SECONDS = 600.0
NOBODY = 1  # an id that Telegram gives to no account


class Failures:
    """The application's error handler."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last_note: float | None = None
        self._left_out = 0

    async def handle(self, update: object, context: MatineeContext) -> None:
        """Tell whoever should know about an error, each what they should."""
        error = context.error
        await note_person(update, context)
        target = _place_of(update)
        match error:
            case None:
                return
            case WrongArguments():
                note = refusals.wrong_arguments(context.locale, error.mistake, _person_of(update))
                await _show(context, target, note)
            case ServiceError():
                await _refuse(error, update, context)
            case StorageUnavailable():
                logger.error("the database cannot be reached: %s", error)
                _run_again()
                await _say(context, target, context.locale.gettext(texts.STORAGE_IS_AWAY))
            case BadRequest() | Forbidden() if (refusal := refusal_of(error)) is not None:
                logger.info("nothing was sent: chat %s %s", _chat_of(update), refusal.value)
                await _note_blocked(update, context, refusal)
            case Forbidden() | RetryAfter() | ChatMigrated():
                logger.warning("Telegram refused: %s", error)
            case NetworkError() if not isinstance(error, BadRequest):
                logger.warning("Telegram could not be reached: %s", error)
            case _:
                logger.error("unexpected error while answering %s", _doing(update), exc_info=error)
                await _say(context, target, context.locale.gettext(texts.UNEXPECTED))
                await self._tell_admins(error, update, context)
                await _note(error, context)

    async def _tell_admins(self, error: Exception, update: object, context: MatineeContext) -> None:
        now = self._clock()
        if self._last_note is not None and now - self._last_note < NOTE_INTERVAL_SECONDS:
            self._left_out += 1
            return
        left_out, self._last_note, self._left_out = self._left_out, now, 0
        about = (type(error).__name__, _place_in_code(error), _doing(update), left_out)
        for admin_user_id in context.settings.admin_user_ids:
            note = texts.admin_note(await context.locale_of(admin_user_id), *about)
            with suppress(TelegramError):  # an admin who has not started the bot cannot be reached
                await context.bot.send_message(admin_user_id, note, parse_mode=ParseMode.HTML)


def _run_again() -> None:
    """Let the update be handled once more when the database is back."""
    delivery = current_delivery.get()
    if delivery is not None:
        delivery.repeat()


async def _say(context: MatineeContext, target: Target | None, sentence: str) -> None:
    await _show(context, target, Note(sentence))


async def _show(context: MatineeContext, target: Target | None, note: Note) -> None:
    if target is None:
        return
    try:
        await sending.show(context, target, note)
    except TelegramError as error:
        logger.warning("a sentence about an error could not be sent: %s", error)


async def _refuse(error: ServiceError, update: object, context: MatineeContext) -> None:
    note = refusals.refusal(context.locale, error, _person_of(update))
    await _show(context, _place_of(update), note)
    if isinstance(error, DeckGone | ImportGone):
        await _take_buttons_away(update, context)


async def _take_buttons_away(update: object, context: MatineeContext) -> None:
    """Remove a card's buttons once their meaning is gone; a forged payload cannot name another's card."""
    query = update.callback_query if isinstance(update, Update) else None
    target = target_of_tap(query) if query is not None and carries(query) else None
    if target is None:
        return
    try:
        await sending.take_buttons_away(context, target)
    except TelegramError as error:
        logger.warning("the buttons of an old card could not be taken away: %s", error)


async def _note(error: Exception, context: MatineeContext) -> None:
    """Count it for /stats; an error book that cannot be written must not hide the error itself."""
    try:
        await context.run(context.error_counter.note, type(error).__name__, _place_in_code(error))
    except Exception as another:  # whatever it is: the first error is the one to be told
        logger.warning("the error could not be counted: %r", another)


async def _note_blocked(update: object, context: MatineeContext, refusal: Refusal) -> None:
    """Remember who cannot be written to any more; a group that threw the bot out is no person."""
    if refusal not in {Refusal.BLOCKED, Refusal.DEACTIVATED} or not isinstance(update, Update):
        return
    chat, person = update.effective_chat, update.effective_user
    if person is not None and chat is not None and chat.type == ChatType.PRIVATE:
        await context.run(context.services.people.mark_blocked, person.id)


def _person_of(update: object) -> int:
    """Return whose buttons an answer has; in a channel, where nobody is anybody, nobody's."""
    user = update.effective_user if isinstance(update, Update) else None
    return NOBODY if user is None else user.id


def _chat_of(update: object) -> int | None:
    chat = update.effective_chat if isinstance(update, Update) else None
    return None if chat is None else chat.id


def _place_of(update: object) -> Target | None:
    if not isinstance(update, Update):
        return None
    if update.callback_query is not None:
        target = target_of_tap(update.callback_query)
        return target.as_new_message() if target else None
    if update.message_reaction is not None:
        return Target(update.message_reaction.chat.id)
    return target_of_message(update) if update.message else None


def _doing(update: object) -> str:
    if not isinstance(update, Update):
        return N_("a job")
    if update.callback_query is not None:
        return N_("a tap")
    return N_("a message") if update.message else N_("an update")


def _place_in_code(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an unknown place"
