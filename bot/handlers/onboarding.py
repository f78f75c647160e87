"""Rating films one tap each."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.handlers import answering, several_films
from bot.handlers.asking import show_asked
from bot.handlers.callback_router import Tap, on
from bot.handlers.people import chat_user_id_of
from bot.handlers.typed_text import behind_command, meaning_of
from bot.presentation import texts
from bot.presentation.outgoing import Note
from bot.presentation.question_keyboard import (
    AnswerButton,
    NotSeenButton,
    RefineAnswerButton,
    StopButton,
    UndoAnswerButton,
)
from bot.presentation.taste import AskAboutButton
from bot.services.interpreting.meanings import OpenFilm, OpenList


async def rate_films(update: Update, context: MatineeContext) -> None:
    """Answer /rate: ask about the films that are named, about some, or about any; stars are saved at once."""
    target, chat_user_id = target_of_message(update), chat_user_id_of(update)
    words = " ".join(context.args or [])
    if not words:
        asked = await context.run(context.services.onboarding.next, chat_user_id)
        await show_asked(context, target, asked, chat_user_id)
        return
    meaning = await meaning_of(context, words, is_about_stars=True)
    match await several_films.or_several(context, behind_command(update, context), meaning):
        case OpenFilm(film, None):
            question = await context.run(context.services.onboarding.ask_about, chat_user_id, film.movie_id)
            await show_asked(context, target, question, chat_user_id)
        case OpenList(filters):
            asked = await context.run(context.services.onboarding.next, chat_user_id, filters)
            await show_asked(context, target, asked, chat_user_id)
        case other:
            await answering.answer(context, target, other, chat_user_id)


async def ask_about(tap: Tap, button: AskAboutButton, context: MatineeContext) -> None:
    """Ask about one film; the message that named it stays."""
    asked = await context.run(context.services.onboarding.ask_about, tap.chat_user_id, button.movie_id)
    await show_asked(context, tap.target.as_new_message(), asked, tap.chat_user_id)


async def answer(tap: Tap, button: AnswerButton, context: MatineeContext) -> None:
    """Save stars and ask about the next film."""
    onboarding = context.services.onboarding
    asked = await context.run(onboarding.answer, tap.chat_user_id, button.movie_id, button.stars)
    await show_asked(context, tap.target, asked, tap.chat_user_id)


async def not_seen(tap: Tap, button: NotSeenButton, context: MatineeContext) -> None:
    """Ask about another film."""
    asked = await context.run(context.services.onboarding.not_seen, tap.chat_user_id, button.movie_id)
    await show_asked(context, tap.target, asked, tap.chat_user_id)


async def refine(tap: Tap, button: RefineAnswerButton, context: MatineeContext) -> None:
    """Change the last answer by half a star and stay."""
    asked = await context.run(
        context.services.onboarding.refine,
        tap.chat_user_id,
        button.movie_id,
        button.stars,
        button.asked_movie_id,
    )
    await show_asked(context, tap.target, asked, tap.chat_user_id, same_poster=True)


async def undo(tap: Tap, button: UndoAnswerButton, context: MatineeContext) -> None:
    """Take the last answer back and ask about that film again."""
    asked = await context.run(context.services.onboarding.undo, tap.chat_user_id, button.movie_id)
    await show_asked(context, tap.target, asked, tap.chat_user_id)


async def stop(tap: Tap, _: StopButton, context: MatineeContext) -> None:
    """End the questions; every answer is saved already."""
    await sending.show(context, tap.target, Note(context.locale.gettext(texts.STOPPED)))


BUTTONS = (
    on(AskAboutButton, ask_about),
    on(AnswerButton, answer),
    on(NotSeenButton, not_seen),
    on(RefineAnswerButton, refine),
    on(UndoAnswerButton, undo),
    on(StopButton, stop),
)
