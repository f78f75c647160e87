"""Movie nights from the vote on: the poll, the film, and the question on the next day."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from telegram import Poll, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.chat import attachments, sending
from bot.chat.claiming import Claim, send_claimed
from bot.chat.refusals import Refusal, refusal_of
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.presentation import nights
from bot.presentation.locale import Locale
from bot.presentation.outgoing import Note
from bot.services.errors import StorageUnavailable
from bot.services.night_views import Decision, NightPage
from bot.services.views import Film

logger = logging.getLogger(__name__)

LOST_CHATS = {Refusal.CHAT_GONE, Refusal.KICKED}


async def let_vote(context: MatineeContext, page: NightPage) -> None:
    """Send the poll; where there can be none, the film is what suits everybody best."""
    if not await _send_poll(context, page):
        await _decide(context, page.night_id)


async def poll_changed(update: Update, context: MatineeContext) -> None:
    """Note how a poll stands; when it is closed, by the clock or by hand, announce the film."""
    if update.poll is not None:
        await _count(context, update.poll)


async def go_on(context: MatineeContext) -> None:
    """Close polls whose time is over, show what is over, and ask yesterday's guests how the film was."""
    try:
        for page in await context.run(context.services.nights.without_poll):
            await _make_up_for_poll(context, page)
        for page in await context.run(context.services.nights.overdue):
            await _close_poll(context, page)
        await _show_ends(context)
        for asked in await context.run(context.services.nights.inquiries):
            note = nights.inquiry(context.bot_data.catalogues.locale(asked.language_code), asked)
            await _tell(context, Target(asked.chat_user_id), note)
    except StorageUnavailable as error:
        logger.warning("movie nights wait for the database: %s", error)


def note_of(context: MatineeContext, page: NightPage) -> Note:
    """Return a night as its group reads it."""
    return nights.night(_locale(context, page), page, context.bot.id, context.bot.username)


async def _make_up_for_poll(context: MatineeContext, page: NightPage) -> None:
    """Send the poll that a dead process owed; while that cannot be done the next round tries again."""
    try:
        await let_vote(context, page)
    except TelegramError as error:
        logger.warning("the poll of night %s waits: %s", page.night_id, error)


async def _send_poll(context: MatineeContext, page: NightPage) -> bool:
    """Send the poll; False where there is nothing to choose between, or the chat takes no polls."""
    poll = nights.poll(_locale(context, page), page)
    if poll is None:
        return False
    poll = replace(poll, posters=await _posters(context, page.films))
    try:
        sent = await attachments.send_poll(context, Target(page.chat_id, page.thread_id), poll)
    except (BadRequest, Forbidden) as error:
        if refusal_of(error) is None:
            raise
        logger.info("chat %s takes no polls: %s", page.chat_id, error)
        return False
    if sent.poll is not None:
        place = context.services.nights.place_poll
        await context.run(place, page.night_id, sent.poll.id, sent.message_id)
    return True


async def _posters(context: MatineeContext, films: Sequence[Film]) -> tuple[str | None, ...]:
    """Return the poster of each film that needs no upload; the group does not wait for others."""
    known = await context.details.remembered(films)
    return tuple([await context.posters.without_upload(film, known.get(film.movie_id)) for film in films])


async def _close_poll(context: MatineeContext, page: NightPage) -> None:
    """Close an overdue poll and announce the film; a poll that is gone counts as it stood last."""
    if page.poll_message_id is not None:
        try:
            await _count(context, await context.bot.stop_poll(page.chat_id, page.poll_message_id))
        except (BadRequest, Forbidden) as error:
            logger.info("the poll of night %s cannot be closed: %s", page.night_id, error)
        except TelegramError as error:
            logger.warning("Telegram could not be reached, the next round tries again: %s", error)
            return
    await _decide(context, page.night_id)


async def _count(context: MatineeContext, poll: Poll) -> None:
    votes = [option.voter_count for option in poll.options]
    count_votes = context.services.nights.count_votes
    decision = await context.run(count_votes, poll.id, votes, is_closed=poll.is_closed)
    if decision is not None:
        await _announce(context, decision)


async def _decide(context: MatineeContext, night_id: int) -> None:
    decision = await context.run(context.services.nights.decide, night_id)
    if decision is not None:
        await _announce(context, decision)


async def _announce(context: MatineeContext, decision: Decision) -> None:
    page = decision.page
    target = Target(page.chat_id, page.thread_id, reply_to=page.poll_message_id)
    note = nights.decision(_locale(context, page), decision, context.bot.username)
    own = context.services.nights
    announced = Claim(
        partial(context.run, own.note_announced, decision),
        partial(context.run, own.note_unannounced, page.night_id),
    )
    await _tell(context, target, note, announced)
    await _show_ends(context)


async def _show_ends(context: MatineeContext) -> None:
    """Let the messages of nights that are over say so."""
    for page in await context.run(context.services.nights.ended):
        await _show_end(context, page)


async def _show_end(context: MatineeContext, page: NightPage) -> None:
    """Let a night's message say how it ended; one that cannot be changed stays as it is."""
    there = Target(page.chat_id, page.thread_id, message_id=page.message_id)
    try:
        await sending.change_note(context, there, note_of(context, page))
    except TelegramError as error:
        logger.info("the message of night %s is not changed: %s", page.night_id, error)
        if not isinstance(error, BadRequest | Forbidden | ChatMigrated):
            return  # Telegram could not be reached: the next round tries again
    await context.run(context.services.nights.note_message, page.night_id, None)


async def _tell(context: MatineeContext, target: Target, note: Note, claim: Claim | None = None) -> None:
    """Send what nobody waits for; a chat that cannot be written to is left alone."""
    send = partial(sending.show, context, target, note)
    try:
        await (send() if claim is None else send_claimed(target.chat_id, claim, send))
    except TelegramError as error:
        refusal = refusal_of(error)
        logger.info("chat %s was not told: %s", target.chat_id, refusal.value if refusal else error)
        if refusal in LOST_CHATS:
            if claim is not None:  # nobody there knows of a film: nobody is asked how it was
                await claim.give_back()
            await context.run(context.services.nights.call_off, target.chat_id)
        elif refusal in {Refusal.BLOCKED, Refusal.DEACTIVATED}:
            await context.run(context.services.people.mark_blocked, target.chat_id)


def _locale(context: MatineeContext, page: NightPage) -> Locale:
    """Return the group's language; while nobody is in, that of whoever asks."""
    if not page.guests:
        return context.locale
    return context.bot_data.catalogues.locale(page.language_code)
