"""Movie nights: gathering, refusing, voting, the film, and the question on the next day."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from telegram import Poll, Update, User
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat import attachments, sending
from bot.chat.claiming import Claim, send_claimed
from bot.chat.ephemeral import Reader, show_alone
from bot.chat.refusals import Refusal, refusal_of
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers.asked_lists import asked_list
from bot.handlers.callback_router import Tap, reply
from bot.handlers.people import chat_user_id_of, user_of
from bot.presentation import nights, refusals
from bot.presentation.locale import Locale
from bot.presentation.nights import (
    ExpectedStarsButton,
    JoinNightButton,
    LeaveNightButton,
    NightLengthButton,
    VetoButton,
    VoteButton,
)
from bot.presentation.outgoing import Note
from bot.services.errors import ServiceError, StorageUnavailable
from bot.services.night_views import Attendee, Decision, NightKey, NightPage, NightPlace
from bot.services.views import Film, Filters

logger = logging.getLogger(__name__)

NightButton = (
    JoinNightButton | LeaveNightButton | VetoButton | NightLengthButton | ExpectedStarsButton | VoteButton
)
LOST_CHATS = {Refusal.CHAT_GONE, Refusal.KICKED}


async def movienight(update: Update, context: MatineeContext) -> None:
    """Answer /movienight [wishes] in a group with the night that is under way there, or a new one."""
    user, target = user_of(update), target_of_message(update)
    if update.effective_chat is None or update.effective_chat.type == ChatType.PRIVATE:
        note = nights.only_in_groups(context.locale, context.bot.username)
        await sending.show(context, target, note)
        return
    asked = await asked_list(context, chat_user_id_of(update), "night")
    await open_night(context, target, user, asked.filters)


async def open_night(context: MatineeContext, target: Target, user: User | None, filters: Filters) -> None:
    """Show the night that is under way in a group, or a new one."""
    place = NightPlace(target.chat_id, target.thread_id)
    page = await context.run(context.services.nights.open, place, _attendee(user), filters)
    await sending.show(context, target, _note(context, page))


async def join(tap: Tap, button: JoinNightButton, context: MatineeContext) -> str | None:
    """Let whoever tapped be in."""
    return await _change(tap, context, context.services.nights.join, _key(tap, button), _attendee(tap.user))


async def leave(tap: Tap, button: LeaveNightButton, context: MatineeContext) -> str | None:
    """Take whoever tapped out again."""
    return await _change(tap, context, context.services.nights.leave, _key(tap, button), tap.chat_user_id)


async def veto(tap: Tap, button: VetoButton, context: MatineeContext) -> str | None:
    """Take a film off the shortlist, once a person."""
    do = context.services.nights.veto
    return await _change(tap, context, do, _key(tap, button), tap.chat_user_id, button.movie_id)


async def limit_length(tap: Tap, button: NightLengthButton, context: MatineeContext) -> str | None:
    """Let the films be at most so long."""
    do = context.services.nights.limit_length
    return await _change(tap, context, do, _key(tap, button), tap.chat_user_id, button.minutes or None)


async def tell_expected(tap: Tap, button: ExpectedStarsButton, context: MatineeContext) -> str | None:
    """Tell whoever tapped, and nobody else, what they would give a film; where it can be shown, of all."""
    expected = context.services.nights.expected
    try:
        films = await context.run(expected, _key(tap, button), tap.chat_user_id, button.movie_id)
    except ServiceError as error:
        return _refusal(context.locale, error)
    asked = next(each for each in films if each.film.movie_id == button.movie_id)
    if asked.stars is not None:
        reader = Reader(tap.chat_user_id, tap.query_id)
        await show_alone(context, tap.target, reader, nights.all_expected(context.locale, films))
    return nights.expected(context.locale, asked)


async def vote(tap: Tap, button: VoteButton, context: MatineeContext) -> str | None:
    """Begin the poll; where there can be none, the film is what suits everybody best."""
    try:
        page = await context.run(context.services.nights.begin_vote, _key(tap, button), tap.chat_user_id)
    except ServiceError as error:
        return _refusal(context.locale, error)
    await sending.show(context, tap.target, _note(context, page))
    await _let_vote(context, tap.target, page)
    return None


async def poll_changed(update: Update, context: MatineeContext) -> None:
    """Note how a poll stands; when it is closed, by the clock or by hand, announce the film."""
    if update.poll is not None:
        await _count(context, update.poll)


async def migrated(update: Update, context: MatineeContext) -> None:
    """Take a group's nights along to the supergroup that it has become."""
    message = update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id is not None:
        await context.run(context.services.nights.move, message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:
        await context.run(context.services.nights.move, message.migrate_from_chat_id, message.chat.id)


async def go_on(context: MatineeContext) -> None:
    """Close polls whose time is over, and ask yesterday's guests how the film was."""
    try:
        for page in await context.run(context.services.nights.without_poll):
            await _make_up_for_poll(context, page)
        for page in await context.run(context.services.nights.overdue):
            await _close_poll(context, page)
        for asked in await context.run(context.services.nights.inquiries):
            note = nights.inquiry(context.bot_data.catalogues.locale(asked.language_code), asked)
            await _tell(context, Target(asked.chat_user_id), note)
    except StorageUnavailable as error:
        logger.warning("movie nights wait for the database: %s", error)


async def _change(
    tap: Tap, context: MatineeContext, do: Callable[..., NightPage], *arguments: Any
) -> str | None:
    """Change a night and show it; return why not, for whoever tapped alone."""
    try:
        page = await context.run(do, *arguments)
    except ServiceError as error:
        return _refusal(context.locale, error)
    await sending.show(context, tap.target, _note(context, page))
    return None


async def _make_up_for_poll(context: MatineeContext, page: NightPage) -> None:
    """Send the poll that a dead process owed; while that cannot be done the next round tries again."""
    try:
        await _let_vote(context, Target(page.chat_id, page.thread_id), page)
    except TelegramError as error:
        logger.warning("the poll of night %s waits: %s", page.night_id, error)


async def _let_vote(context: MatineeContext, target: Target, page: NightPage) -> None:
    """Send the poll; where there can be none, the film is what suits everybody best."""
    if not await _send_poll(context, target, page):
        await _decide(context, page.night_id)


async def _send_poll(context: MatineeContext, target: Target, page: NightPage) -> bool:
    """Send the poll; False where there is nothing to choose between, or the chat takes no polls."""
    poll = nights.poll(_locale(context, page), page)
    if poll is None:
        return False
    poll = replace(poll, posters=await _posters(context, page.films))
    try:
        sent = await attachments.send_poll(context, target.as_new_message(), poll)
    except (BadRequest, Forbidden) as error:
        if refusal_of(error) is None:
            raise
        logger.info("chat %s takes no polls: %s", target.chat_id, error)
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


def _note(context: MatineeContext, page: NightPage) -> Note:
    return nights.night(_locale(context, page), page, context.bot.id, context.bot.username)


def _locale(context: MatineeContext, page: NightPage) -> Locale:
    return context.bot_data.catalogues.locale(page.language_code)


def _refusal(locale: Locale, error: ServiceError) -> str:
    return refusals.sentence(locale, error)


def _attendee(user: User | None) -> Attendee:
    if user is None:
        raise ValueError("a tap comes from somebody")
    return Attendee(user.id, user.first_name, user.language_code)


def _key(tap: Tap, button: NightButton) -> NightKey:
    return NightKey(button.night_id, tap.target.chat_id)


BUTTONS = (
    reply(JoinNightButton, join),
    reply(LeaveNightButton, leave),
    reply(VetoButton, veto),
    reply(NightLengthButton, limit_length),
    reply(ExpectedStarsButton, tell_expected),
    reply(VoteButton, vote),
)
