"""Films that join the catalogue from a chat: one that somebody named, or several an admin has ids of."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.handlers.arguments import WrongArguments
from bot.handlers.people import chat_user_id_of, require_admin
from bot.importing.imdb_ids import read_imdb_ids
from bot.omdb.details_cache import Found
from bot.omdb.enriching import new_film, why_not
from bot.presentation import adding_texts
from bot.presentation.outgoing import Note
from bot.services.adding_films import NotAdded
from bot.services.views import Film

MAX_ADDED = 20


async def add(update: Update, context: MatineeContext) -> None:
    """Answer /add: let films join the catalogue by their IMDb ids."""
    require_admin(chat_user_id_of(update), context)
    given = read_imdb_ids(context.args or [], most=MAX_ADDED)
    if not given.imdb_ids:
        raise WrongArguments("add")
    known: list[Film] = []
    added: list[Film] = []
    missed: list[NotAdded] = []
    for imdb_id in given.imdb_ids:
        film = await context.run(context.services.adding_films.known, imdb_id)
        if film is not None:
            known.append(film)
        elif isinstance(joined := await join(context, imdb_id), Film):
            added.append(joined)
        else:
            missed.append(joined)
    text = adding_texts.films_added(context.locale, added, known, missed, is_cut=given.is_cut)
    await sending.show(context, target_of_message(update), Note(text))


async def join(context: MatineeContext, imdb_id: str) -> Film | NotAdded:
    """Return the film with this IMDb id, new in the catalogue if need be, or why it cannot join."""
    film = await context.run(context.services.adding_films.known, imdb_id)
    if film is not None:
        return film
    answer = await context.details.ask(imdb_id)
    new = new_film(imdb_id, answer) if isinstance(answer, Found) else None
    if new is None:
        return why_not(imdb_id, answer)
    return await context.run(context.services.adding_films.add, new)
