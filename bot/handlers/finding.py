"""/find: films by name, and films whose cards somebody sends."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update

from bot.chat import sending
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers import answering, several_films, unknown_titles
from bot.handlers.films import show_film
from bot.handlers.people import chat_user_id_of
from bot.handlers.typed_text import MAX_TEXT, behind_command, understood
from bot.presentation import finding
from bot.services.interpreting.meanings import Meaning, SeveralFilms, certain_film
from bot.understanding.addresses import with_titles
from bot.understanding.film_cards import title_on_card


async def find(update: Update, context: MatineeContext) -> None:
    """Answer /find with the card of the film that is named, or with the films that are named one by one."""
    title = with_titles(" ".join(context.args or []))[:MAX_TEXT]
    target, person_id = target_of_message(update), chat_user_id_of(update)
    if not title:
        await sending.show(context, target, finding.find_help(context.locale, person_id))
        return
    if await unknown_titles.opened_by_id(context, target, title, person_id):
        return
    meaning = await _named(context, title)
    meaning = await several_films.or_several(context, behind_command(update, context), meaning)
    if isinstance(meaning, SeveralFilms):  # stars are given by /rate
        meaning = replace(meaning, films=tuple((film, None) for film, _ in meaning.films))
    await answering.answer(context, target, meaning, person_id)


async def find_named(context: MatineeContext, target: Target, title: str, person_id: int) -> None:
    """Show the card of the film that is named, or what else the name may mean."""
    await answering.answer(context, target, await _named(context, title), person_id)


async def _named(context: MatineeContext, title: str) -> Meaning:
    """Return the film of a title, or what else is named by it: somebody, a part of a series."""
    interpreting = context.services.interpreting
    meaning = await context.run(interpreting.find, title)
    if certain_film(meaning) is not None:
        return meaning
    return await context.run(interpreting.named_besides, understood(context, title)) or meaning


async def opened_by_card(update: Update, context: MatineeContext) -> bool:
    """Open the film whose card a message is, with a picture or without; False where it is none."""
    message = update.effective_message
    title = None if message is None else title_on_card(message.text or message.caption or "")
    if title is None:
        return False
    film = certain_film(await context.run(context.services.interpreting.find, title[:MAX_TEXT]))
    if film is None:
        return False
    await show_film(context, target_of_message(update), film.movie_id, chat_user_id_of(update))
    return True
