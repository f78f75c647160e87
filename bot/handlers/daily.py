"""/daily: a film a day at somebody's hour, and the job that sends it."""

from __future__ import annotations

import asyncio
import logging
import time

from telegram import Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.chat import sending
from bot.chat.refusals import PERSON_GONE, refusal_of
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers.callback_router import Tap, on
from bot.handlers.people import chat_user_id_of
from bot.omdb.lookup import CARD_SECONDS
from bot.presentation import cards
from bot.presentation import daily as notes
from bot.presentation.daily import (
    USUAL_HOUR,
    DailyHourButton,
    DailyHoursButton,
    DailyPlaceButton,
    DailySlotButton,
    DailyStopButton,
    DailyTimesButton,
)
from bot.presentation.outgoing import Card, Note
from bot.runtime.zones import guessed_zone
from bot.services.daily import DailyPick, Due
from bot.services.errors import ServiceError, StorageUnavailable

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.2  # five a second: people who tap meanwhile have the rest of what Telegram allows
ROUND_SECONDS = 50.0


async def daily(update: Update, context: MatineeContext) -> None:
    """Answer /daily with what was chosen, or with the hours to choose from."""
    person_id, target = chat_user_id_of(update), target_of_message(update)
    if update.effective_chat is None or update.effective_chat.type != ChatType.PRIVATE:
        await sending.show(context, target, notes.only_in_private(context.locale))
        return
    pick = await context.run(context.services.daily.get, person_id)
    note = notes.offer(context.locale, person_id) if pick is None else _chosen(context, pick)
    await sending.show(context, target, note)


async def show_hours(tap: Tap, _: DailyHoursButton, context: MatineeContext) -> None:
    """Show the hours to choose from."""
    await sending.show(context, tap.target, notes.offer(context.locale, tap.chat_user_id))


async def choose_hour(tap: Tap, button: DailyHourButton, context: MatineeContext) -> None:
    """Send a film every day at this hour; where the person is, their language lets guess at first."""
    hour, guess = min(button.hour, 23), guessed_zone(context.locale.code)
    pick = await context.run(context.services.daily.choose_hour, tap.chat_user_id, hour, guess)
    await sending.show(context, tap.target, _chosen(context, pick))


async def show_times(tap: Tap, _: DailyTimesButton, context: MatineeContext) -> None:
    """Ask what time it is where the person is."""
    now = context.services.daily.now()
    await sending.show(context, tap.target, notes.times(context.locale, now, tap.chat_user_id))


async def show_places(tap: Tap, button: DailySlotButton, context: MatineeContext) -> None:
    """Ask which place has the same clocks."""
    now = context.services.daily.now()
    note = notes.places(context.locale, button.slot, now, tap.chat_user_id)
    await sending.show(context, tap.target, note)


async def choose_place(tap: Tap, button: DailyPlaceButton, context: MatineeContext) -> None:
    """Count the hour by the clocks of a place."""
    if button.zone is None:
        await show_times(tap, DailyTimesButton(tap.chat_user_id), context)
        return
    choose = context.services.daily.choose_zone
    pick = await context.run(choose, tap.chat_user_id, button.zone, USUAL_HOUR)
    await sending.show(context, tap.target, _chosen(context, pick))


async def stop(tap: Tap, _: DailyStopButton, context: MatineeContext) -> None:
    """Send nothing any more."""
    await context.run(context.services.daily.stop, tap.chat_user_id)
    await sending.show(context, tap.target, notes.stopped(context.locale))


async def stop_in_words(update: Update, context: MatineeContext) -> None:
    """Answer "unsubscribe": send nothing any more."""
    person_id, target = chat_user_id_of(update), target_of_message(update)
    if target.chat_id != person_id:
        await sending.show(context, target, notes.only_in_private(context.locale))
        return
    await context.run(context.services.daily.stop, person_id)
    await sending.show(context, target, notes.stopped(context.locale))


async def send_due(context: MatineeContext) -> None:
    """Send what is due to one person after another, at a pace that leaves Telegram's limit to others."""
    until = time.monotonic() + ROUND_SECONDS
    try:
        while await _send_batch(context) and time.monotonic() < until:
            pass
    except StorageUnavailable as error:
        logger.warning("daily picks wait for the database: %s", error)


async def _send_batch(context: MatineeContext) -> bool:
    """Send to some of those whose hour has come; return whether there may be more."""
    batch = await context.run(context.services.daily.claim_due)
    for due in batch.people:
        await _send(context, due)
        await asyncio.sleep(PAUSE_SECONDS)
    return batch.has_more


async def _send(context: MatineeContext, due: Due) -> None:
    """Send somebody their film; whoever cannot be written to is left alone."""
    try:
        content = await _content(context, due)
        if content is not None:
            await sending.show(context, Target(due.chat_user_id), content)
    except ServiceError as error:
        logger.warning("a daily pick could not be chosen: %r", error)
    except TelegramError as error:
        refusal = refusal_of(error)
        logger.info("a daily pick was not sent: %s", refusal.value if refusal else error)
        if refusal in PERSON_GONE:
            await context.run(context.services.people.mark_blocked, due.chat_user_id)
        elif refusal is not None:
            await context.run(context.services.daily.stop, due.chat_user_id)


async def _content(context: MatineeContext, due: Due) -> Card | Note | None:
    person_id, locale = due.chat_user_id, await context.locale_of(due.chat_user_id)
    if due.is_ignored:
        return notes.faded(locale, person_id)
    movie_id = await context.run(context.services.daily.choose, person_id)
    if movie_id is None:
        return None
    page = await context.run(context.services.film_pages.look_at, person_id, movie_id)
    details = await context.details.get(page.film, budget=CARD_SECONDS)
    return cards.film(locale, page, details, person_id, lead=locale.gettext(notes.LEAD))


def _chosen(context: MatineeContext, pick: DailyPick) -> Note:
    return notes.chosen(context.locale, pick, context.services.daily.now(), pick.chat_user_id)


BUTTONS = (
    on(DailyHoursButton, show_hours),
    on(DailyHourButton, choose_hour),
    on(DailyTimesButton, show_times),
    on(DailySlotButton, show_places),
    on(DailyPlaceButton, choose_place),
    on(DailyStopButton, stop),
)
