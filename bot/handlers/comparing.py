"""/compare: a link to send, the question to whoever opens it, and the comparison for both."""

from __future__ import annotations

import logging
from functools import partial

from telegram import Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.chat import sending
from bot.chat.claiming import Claim, send_claimed
from bot.chat.refusals import PERSON_GONE, refusal_of
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers.callback_router import Tap, on
from bot.handlers.people import user_of
from bot.presentation import comparing
from bot.presentation.comparing import (
    AgreeToCompareButton,
    DeclineComparisonButton,
    WithdrawComparisonButton,
)
from bot.services.comparing import Comparison
from bot.services.errors import StorageUnavailable

logger = logging.getLogger(__name__)


async def compare(update: Update, context: MatineeContext) -> None:
    """Answer /compare with a link to send to a friend."""
    user, target = user_of(update), target_of_message(update)
    if not _is_private(update):
        await sending.show(context, target, comparing.only_in_private(context.locale))
        return
    invitation = await context.run(context.services.comparing.make_link, user.id, user.first_name)
    note = comparing.made(context.locale, invitation, user.id, context.bot.username)
    await sending.show(context, target, note)


async def open_link(update: Update, context: MatineeContext, link_id: int) -> None:
    """Ask whoever opened a link whether they agree, and say to what."""
    target, reader = target_of_message(update), user_of(update).id
    if not _is_private(update):
        await sending.show(context, target, comparing.only_in_private(context.locale))
        return
    invitation = await context.run(context.services.comparing.look_at, link_id, reader)
    await sending.show(context, target, comparing.invitation(context.locale, invitation, reader))


async def agree(tap: Tap, button: AgreeToCompareButton, context: MatineeContext) -> None:
    """Show both people the comparison, each in their own chat and language."""
    comparison = await context.run(context.services.comparing.agree, button.link_id, tap.chat_user_id)
    # Only a forged button stands in a group: what it asks for is shown to its owner alone.
    target = tap.target if tap.target.chat_id == tap.chat_user_id else Target(tap.chat_user_id)
    await sending.show(context, target, comparing.compared(context.locale, comparison, tap.chat_user_id))
    await _tell_maker(context, comparison)


async def decline(tap: Tap, _: DeclineComparisonButton, context: MatineeContext) -> None:
    """Show nobody anything."""
    await sending.show(context, tap.target, comparing.declined(context.locale))


async def withdraw(tap: Tap, button: WithdrawComparisonButton, context: MatineeContext) -> None:
    """Let a link open nothing any more."""
    withdraw_link = context.services.comparing.withdraw
    was_open = await context.run(withdraw_link, button.link_id, tap.chat_user_id)
    await sending.show(context, tap.target, comparing.withdrawn(context.locale, was_open=was_open))


async def tell_makers(context: MatineeContext) -> None:
    """Tell makers of links what a process that died, or could not reach Telegram, has left untold."""
    try:
        for comparison in await context.run(context.services.comparing.untold):
            await _tell_maker(context, comparison)
    except StorageUnavailable as error:
        logger.warning("comparisons wait for the database: %s", error)


async def _tell_maker(context: MatineeContext, comparison: Comparison) -> None:
    """Send whoever made the link what they made it for; one who cannot be written to is left alone."""
    maker, own = comparison.people[0].chat_user_id, context.services.comparing
    note = comparing.compared(await context.locale_of(maker), comparison, maker)
    told = Claim(
        partial(context.run, own.note_told, comparison.link_id),
        partial(context.run, own.note_untold, comparison.link_id),
    )
    try:
        await send_claimed(maker, told, partial(sending.show, context, Target(maker), note))
    except TelegramError as error:
        refusal = refusal_of(error)
        logger.info("chat %s was not told: %s", maker, refusal.value if refusal else error)
        if refusal in PERSON_GONE:
            await context.run(context.services.people.mark_blocked, maker)


def _is_private(update: Update) -> bool:
    return update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE


BUTTONS = (
    on(AgreeToCompareButton, agree),
    on(DeclineComparisonButton, decline),
    on(WithdrawComparisonButton, withdraw),
)
