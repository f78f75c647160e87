"""/start (with what a link carries), /cancel, /privacy and /forget_me."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.handlers import comparing, nights, retrain_progress
from bot.handlers.callback_router import Tap, on
from bot.handlers.films import show_film
from bot.handlers.people import chat_user_id_of, user_of
from bot.presentation import (
    admin_keyboards,
    cards,
    deep_links,
    finding,
    import_texts,
    privacy_texts,
    texts,
)
from bot.presentation.deep_links import CompareLink
from bot.presentation.keyboards import ForgetMeButton, KeepMeButton
from bot.presentation.outgoing import Note
from bot.services.importing import JUST_SENT


async def start(update: Update, context: MatineeContext) -> None:
    """Answer /start with a greeting, or with what its link opens: a film, a comparison, a movie night."""
    user, target = user_of(update), target_of_message(update)
    greeting = await context.run(context.services.people.greet, user.id, user.first_name, user.language_code)
    language_of = context.services.people.language_code
    context.language_code = await context.run(language_of, user.id, user.language_code)
    link = deep_links.parse(context.args[0]) if context.args else None
    if context.args == [deep_links.NIGHT] and target.chat_id != user.id:  # added to a group to do so
        context.args = []
        await nights.movienight(update, context)
    elif link is None:
        await sending.show(context, target, cards.greeting(context.locale, greeting, user.id))
    elif isinstance(link, CompareLink):
        await comparing.open_link(update, context, link.link_id)
    else:
        sender = link.sender(context.identity.link_key)
        friend = None if sender == user.id else sender
        name = await context.run(context.services.people.first_name, friend) if friend else None
        await show_film(context, target, link.movie_id, user.id, sent_by=name)


async def cancel(update: Update, context: MatineeContext) -> None:
    """Answer /cancel: drop a file that was just sent; an admin gets a button that cancels a retrain."""
    person_id, importer = chat_user_id_of(update), context.services.importing
    is_private = target_of_message(update).chat_id == person_id
    if is_private and await context.run(importer.discard_pending, person_id, within=JUST_SENT):
        await sending.show(
            context, target_of_message(update), Note(context.locale.gettext(import_texts.DISCARDED))
        )
        return
    note = finding.nothing_to_cancel(context.locale, person_id)
    if person_id in context.settings.admin_user_ids:
        running = (await retrain_progress.overview(context)).running
        if running is not None:
            text = await retrain_progress.said_of(context, running)
            note = Note(text, admin_keyboards.cancel(context.locale, person_id))
    await sending.show(context, target_of_message(update), note)


async def privacy(update: Update, context: MatineeContext) -> None:
    """Answer /privacy with what is kept of a person, and how it goes away."""
    note = Note(privacy_texts.privacy(context.locale))
    await sending.show(context, target_of_message(update), note)


async def forget_me(update: Update, context: MatineeContext) -> None:
    """Answer /forget_me with a question first."""
    await sending.show(
        context, target_of_message(update), cards.forget_me(context.locale, chat_user_id_of(update))
    )


async def forget(tap: Tap, _: ForgetMeButton, context: MatineeContext) -> None:
    """Delete everything about this person."""
    await context.run(context.services.people.forget, tap.chat_user_id)
    context.bot_data.card_log.forget(tap.chat_user_id)
    await sending.show(context, tap.target, Note(context.locale.gettext(texts.FORGOTTEN)))


async def keep(tap: Tap, _: KeepMeButton, context: MatineeContext) -> None:
    """Delete nothing."""
    await sending.show(context, tap.target, Note(context.locale.gettext(texts.KEPT)))


BUTTONS = (on(KeepMeButton, keep),)
