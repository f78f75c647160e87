"""The picture of one's own taste."""

from __future__ import annotations

import logging

from telegram import Update

from bot.chat import attachments, sending
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers.callback_router import Tap, on
from bot.handlers.people import chat_user_id_of
from bot.posters.drawing_process import DrawingFailed
from bot.presentation import taste, taste_layout
from bot.presentation.outgoing import Picture
from bot.presentation.taste import TasteButton
from bot.presentation.taste_sheet import PictureTheme
from bot.services.taste_profiles import TooFewRatings

logger = logging.getLogger(__name__)


async def me(update: Update, context: MatineeContext) -> None:
    """Answer /me with a picture of the person's taste."""
    await _show(context, target_of_message(update), chat_user_id_of(update), PictureTheme.LIGHT)


async def change_theme(tap: Tap, button: TasteButton, context: MatineeContext) -> None:
    """Draw the same in the other theme, as things are now."""
    await _show(context, tap.target, tap.chat_user_id, button.theme)


async def _show(context: MatineeContext, target: Target, owner: int, theme: PictureTheme) -> None:
    locale = context.locale
    own = await context.run(context.services.taste_profiles.of, owner)
    if isinstance(own, TooFewRatings):
        await sending.show(context, target, taste.too_few(locale, own, owner))
        return
    try:
        drawn = await context.pictures.taste(taste_layout.sheet(locale, own), theme)
    except DrawingFailed as error:
        logger.warning("no picture of a taste was drawn: %s", error)
        await sending.show(context, target, taste.in_words(locale, own, theme, owner))
        return
    shown = Picture(drawn, taste.caption(locale, own), taste.buttons(locale, own, theme, owner))
    await attachments.show_picture(context, target, shown)


BUTTONS = (on(TasteButton, change_theme),)
