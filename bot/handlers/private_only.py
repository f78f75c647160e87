"""Commands about what is one person's own: in a group they say where to ask instead."""

from __future__ import annotations

from telegram import Update
from telegram.constants import ChatType

from bot.chat import sending
from bot.chat.menus import CommandHandler
from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.presentation import texts
from bot.presentation.outgoing import Note


def only_in_private(name: str, handler: CommandHandler) -> CommandHandler:
    """Return a command's handler that shows a group nothing."""

    async def answer(update: Update, context: MatineeContext) -> None:
        if update.effective_chat is None or update.effective_chat.type == ChatType.PRIVATE:
            await handler(update, context)
            return
        note = Note(context.locale.gettext(texts.ONLY_IN_PRIVATE, command=name))
        await sending.show(context, target_of_message(update), note)

    return answer
