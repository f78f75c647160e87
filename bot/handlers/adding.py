"""Films that join the catalogue from a chat: one that somebody named, or several an admin has ids of."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.handlers.arguments import WrongArguments
from bot.handlers.people import chat_user_id_of, require_admin
from bot.importing.imdb_ids import read_imdb_ids
from bot.omdb.enriching import new_film
from bot.presentation import adding_texts
from bot.presentation.outgoing import Note
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
    missed: list[str] = []
    for imdb_id in given.imdb_ids:
        film = await context.run(context.services.adding_films.known, imdb_id)
        if film is not None:
            known.append(film)
        elif (film := await join(context, imdb_id)) is not None:
            added.append(film)
        else:
            missed.append(imdb_id)
    text = adding_texts.films_added(context.locale, added, known, missed, is_cut=given.is_cut)
    await sending.show(context, target_of_message(update), Note(text))


async def join(context: MatineeContext, imdb_id: str) -> Film | None:
    """Return the film with this IMDb id, new in the catalogue if need be; None when OMDb tells of none."""
    film = await context.run(context.services.adding_films.known, imdb_id)
    if film is not None:
        return film
    found = await context.details.fetch(imdb_id)
    new = None if found is None else new_film(imdb_id, found)
    return None if new is None else await context.run(context.services.adding_films.add, new)
