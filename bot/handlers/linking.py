"""/link and /unlink: a MovieLens user's ratings, counted as those of a chat user."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.handlers.arguments import parse_user_id
from bot.handlers.callback_router import Tap, on
from bot.handlers.people import chat_user_id_of
from bot.presentation import cards, texts
from bot.presentation.keyboards import LinkHelpButton
from bot.presentation.outgoing import Note


async def link(update: Update, context: MatineeContext) -> None:
    """Answer /link <MovieLens user id>; without an id, say how."""
    target = target_of_message(update)
    if not context.args:
        await sending.show(context, target, Note(context.locale.gettext(texts.LINK_HELP)))
        return
    movielens_user_id = parse_user_id(context.args)
    count = await context.run(context.services.people.link, chat_user_id_of(update), movielens_user_id)
    await sending.show(
        context, target, cards.linked(context.locale, movielens_user_id, count, chat_user_id_of(update))
    )


async def unlink(update: Update, context: MatineeContext) -> None:
    """Answer /unlink: take the link to a MovieLens user away."""
    was_linked = await context.run(context.services.people.unlink, chat_user_id_of(update))
    note = Note(context.locale.gettext(texts.UNLINKED if was_linked else texts.NOT_LINKED))
    await sending.show(context, target_of_message(update), note)


async def explain(tap: Tap, _: LinkHelpButton, context: MatineeContext) -> None:
    """Say how to link; the message that offered it keeps its buttons."""
    await sending.show(context, tap.target.as_new_message(), Note(context.locale.gettext(texts.LINK_HELP)))


BUTTONS = (on(LinkHelpButton, explain),)
