"""/settings: the language to be answered in."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.handlers.callback_router import Tap
from bot.handlers.people import chat_user_id_of
from bot.presentation.settings import LanguageButton
from bot.presentation.settings import settings as settings_note


async def settings(update: Update, context: MatineeContext) -> None:
    """Answer /settings: show the languages, the chosen one ticked."""
    owner = chat_user_id_of(update)
    chosen = await context.run(context.services.people.chosen_language, owner)
    await sending.show(context, target_of_message(update), settings_note(context.locale, chosen, owner))


async def choose_language(tap: Tap, button: LanguageButton, context: MatineeContext) -> None:
    """Speak another language from now on, beginning with this message."""
    people = context.services.people
    if button.is_known:
        telegrams = await context.run(people.choose_language, tap.chat_user_id, button.code)
        told = None if tap.user is None else tap.user.language_code
        context.language_code = button.code or told or telegrams
    chosen = await context.run(people.chosen_language, tap.chat_user_id)
    await sending.show(context, tap.target, settings_note(context.locale, chosen, tap.chat_user_id))
