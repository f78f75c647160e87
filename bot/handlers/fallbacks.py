"""Everything that is no command, and people who leave."""

from __future__ import annotations

from telegram import ChatMember, Update
from telegram.constants import ChatType

from bot.chat import sending
from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.handlers.callback_router import explain
from bot.handlers.finding import opened_by_card
from bot.handlers.people import chat_user_id_of
from bot.presentation import finding, labels
from bot.presentation.buttons import HintButton


async def not_a_text(update: Update, context: MatineeContext) -> None:
    """Say what can be done instead of a sticker, a photo or a voice message; open the film of a card."""
    if await opened_by_card(update, context):
        return
    note = finding.not_a_text(context.locale, chat_user_id_of(update))
    await sending.show(context, target_of_message(update), note)


async def membership(update: Update, context: MatineeContext) -> None:
    """Remember that somebody blocked the bot, or call off the nights of a group that removed it."""
    change = update.my_chat_member
    if change is None or change.new_chat_member.status not in {ChatMember.BANNED, ChatMember.LEFT}:
        return
    if change.chat.type != ChatType.PRIVATE:
        await context.run(context.services.nights.call_off, change.chat.id)
    elif change.new_chat_member.status == ChatMember.BANNED and change.chat.id == change.from_user.id:
        await context.run(context.services.people.mark_blocked, change.chat.id)


BUTTONS = (explain(HintButton, lambda locale, button: locale.gettext(labels.HINTS[button.hint])),)
