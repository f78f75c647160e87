"""Whatever people type without a slash, also what commands do, asked for in words."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.handlers import answering, daily, film_acts, importing, several_films, unknown_titles
from bot.handlers.commands import COMMANDS
from bot.handlers.finding import opened_by_card
from bot.handlers.people import chat_user_id_of
from bot.handlers.typed_text import meaning_of, said_in, typed
from bot.presentation import finding, labels
from bot.presentation.messages import N_
from bot.services.interpreting.meanings import Meaning, OpenList, OpenSimilar
from bot.understanding.addresses import with_titles
from bot.understanding.files import CANCEL_IMPORT, UNDO_IMPORT
from bot.understanding.requests import (
    STOP_DAILY,
    CommandRequest,
    FilmRequest,
    RatingRequest,
    SimilarRequest,
    SmallTalk,
    StepRequest,
)

LABELS = {N_("Show my films"): "recommend", N_("Popular films"): "popular", labels.RATE_FILMS: "rate"}
"""Buttons that are typed rather than tapped, and English words that do the same."""
_HANDLERS = {
    **{command.name: command.handler for command in COMMANDS if not command.for_admins},
    UNDO_IMPORT: importing.undo_last,
    CANCEL_IMPORT: importing.cancel_last,
    STOP_DAILY: daily.stop_in_words,
}


async def answer(update: Update, context: MatineeContext) -> None:
    """Do what a sentence asks for."""
    message = update.effective_message
    is_forwarded = message is not None and message.forward_origin is not None
    if is_forwarded and await opened_by_card(update, context):
        return
    said = with_titles(said_in(update, context))
    if await unknown_titles.opened_by_id(context, target_of_message(update), said, chat_user_id_of(update)):
        return
    meaning = await meaning_of(context, _as_words(context, said))
    await _do(update, context, await several_films.or_several(context, typed(update, context), meaning))


async def unknown_command(update: Update, context: MatineeContext) -> None:
    """Do what an unknown command says as words ("/similar heat", "/horror"), or say that there is none."""
    words = said_in(update, context).lstrip("/").replace("_", " ")
    meaning = await meaning_of(context, words)
    if isinstance(meaning, OpenList | OpenSimilar | CommandRequest | SmallTalk):
        await _do(update, context, meaning)
        return
    note = finding.unknown_command(context.locale, chat_user_id_of(update))
    await sending.show(context, target_of_message(update), note)


def _as_words(context: MatineeContext, said: str) -> str:
    """Return what a button's label asks for when somebody types it."""
    typed = {_plain(context.locale.gettext(label)): words for label, words in LABELS.items()}
    return typed.get(_plain(said), said)


def _plain(label: str) -> str:
    return label.casefold().removeprefix("★").strip()


async def _do(update: Update, context: MatineeContext, meaning: Meaning) -> None:
    match meaning:
        case SmallTalk("yes") | CommandRequest("import") if await importing.show_waiting(update, context):
            return
        case SmallTalk("undo") if await importing.show_just_made(update, context):
            return
        case CommandRequest(name, words) if name in _HANDLERS:
            context.args = words.split()
            await _HANDLERS[name](update, context)
        case FilmRequest() | RatingRequest() | SimilarRequest():
            await film_acts.do_with_card(update, context, meaning)
        case StepRequest():
            await film_acts.step(update, context, meaning)
        case _:
            await answering.answer(context, target_of_message(update), meaning, chat_user_id_of(update))
