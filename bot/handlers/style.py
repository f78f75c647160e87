"""How daring somebody's recommendations may be."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.handlers.callback_router import Tap, on
from bot.handlers.people import chat_user_id_of
from bot.presentation import cards
from bot.presentation.keyboards import StyleButton
from bot.services.style import BOLDNESS, style_of


async def ask(update: Update, context: MatineeContext) -> None:
    """Answer /style: show the styles, the chosen one ticked."""
    boldness = await context.run(context.services.people.boldness, chat_user_id_of(update))
    chosen = style_of(boldness)
    await sending.show(
        context, target_of_message(update), cards.style(context.locale, chosen, chat_user_id_of(update))
    )


async def choose(tap: Tap, button: StyleButton, context: MatineeContext) -> None:
    """Change it, and mark it in the same message."""
    await context.run(context.services.people.set_boldness, tap.chat_user_id, BOLDNESS[button.style])
    await sending.show(context, tap.target, cards.style(context.locale, button.style, tap.chat_user_id))


BUTTONS = (on(StyleButton, choose),)
