"""Movie nights until the vote: gathering, wishing, refusing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from telegram import Update, User
from telegram.constants import ChatType

from bot.chat import sending
from bot.chat.ephemeral import Reader, show_alone
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers.asked_lists import asked_list
from bot.handlers.callback_router import Tap, reply
from bot.handlers.night_votes import let_vote, note_of
from bot.handlers.people import chat_user_id_of, user_of
from bot.presentation import nights, refusals
from bot.presentation.nights import (
    ExpectedStarsButton,
    JoinNightButton,
    LeaveNightButton,
    NightLengthButton,
    VetoButton,
    VoteButton,
)
from bot.services.errors import FilmOffList, NightGone, ServiceError, VotingHasBegun
from bot.services.night_views import Attendee, NightKey, NightPage, NightPlace
from bot.services.views import Filters

NightButton = (
    JoinNightButton | LeaveNightButton | VetoButton | NightLengthButton | ExpectedStarsButton | VoteButton
)


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
    if target.message_id is None:
        target = await sending.show_new(context, target, note_of(context, page))
    else:
        await sending.show(context, target, note_of(context, page))
    await context.run(context.services.nights.note_message, page.night_id, target.message_id)


async def join(tap: Tap, button: JoinNightButton, context: MatineeContext) -> str | None:
    """Let whoever tapped be in."""
    return await _change(tap, button, context, context.services.nights.join, _attendee(tap.user))


async def leave(tap: Tap, button: LeaveNightButton, context: MatineeContext) -> str | None:
    """Take whoever tapped out again."""
    return await _change(tap, button, context, context.services.nights.leave, tap.chat_user_id)


async def veto(tap: Tap, button: VetoButton, context: MatineeContext) -> str | None:
    """Take a film off the shortlist, once a person."""
    do = context.services.nights.veto
    return await _change(tap, button, context, do, tap.chat_user_id, button.movie_id)


async def limit_length(tap: Tap, button: NightLengthButton, context: MatineeContext) -> str | None:
    """Let the films be at most so long."""
    do = context.services.nights.limit_length
    return await _change(tap, button, context, do, tap.chat_user_id, button.minutes or None)


async def tell_expected(tap: Tap, button: ExpectedStarsButton, context: MatineeContext) -> str | None:
    """Tell whoever tapped, and nobody else, what they would give a film; where it can be shown, of all."""
    expected = context.services.nights.expected
    try:
        films = await context.run(expected, _key(tap, button), tap.chat_user_id, button.movie_id)
    except ServiceError as error:
        return await _refused(tap, button, context, error)
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
        return await _refused(tap, button, context, error)
    await _show(tap, context, page)
    await let_vote(context, page)
    return None


async def migrated(update: Update, context: MatineeContext) -> None:
    """Take a group's nights along to the supergroup that it has become."""
    message = update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id is not None:
        await context.run(context.services.nights.move, message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:
        await context.run(context.services.nights.move, message.migrate_from_chat_id, message.chat.id)


async def _change(
    tap: Tap, button: NightButton, context: MatineeContext, do: Callable[..., NightPage], *arguments: Any
) -> str | None:
    """Change a night and show it; return why not, for whoever tapped alone."""
    try:
        page = await context.run(do, _key(tap, button), *arguments)
    except ServiceError as error:
        return await _refused(tap, button, context, error)
    await _show(tap, context, page)
    return None


async def _refused(tap: Tap, button: NightButton, context: MatineeContext, error: ServiceError) -> str:
    """Return why not; a message that the night has left behind shows it as it is now."""
    if isinstance(error, NightGone | FilmOffList | VotingHasBegun):
        with contextlib.suppress(NightGone):
            page = await context.run(context.services.nights.now, _key(tap, button))
            await sending.change_note(context, _there(tap, page), note_of(context, page))
    return refusals.sentence(context.locale, error)


async def _show(tap: Tap, context: MatineeContext, page: NightPage) -> None:
    """Show a night in the message under whose button it was changed, and remember which that is."""
    await sending.show(context, _there(tap, page), note_of(context, page))
    if page.message_id != tap.target.message_id:
        await context.run(context.services.nights.note_message, page.night_id, tap.target.message_id)


def _there(tap: Tap, page: NightPage) -> Target:
    """Return where a night is shown; of a message that is days old the tap tells only the number."""
    return Target(page.chat_id, page.thread_id, message_id=tap.target.message_id)


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
