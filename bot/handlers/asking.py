"""Showing what is asked next: one film, six at once, or that nothing is left to ask."""

from __future__ import annotations

import logging

from bot.chat import attachments, sending
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.posters.drawing_process import DrawingFailed
from bot.presentation import cards, first_films
from bot.presentation.outgoing import Picture
from bot.services.onboarding import Asked
from bot.services.views import FirstFilms, FirstFilmsRated, NothingLeftToAsk

logger = logging.getLogger(__name__)

DETAILS_SECONDS = 0.8  # a face and two names help to recognise a film, but not for long


async def show_asked(
    context: MatineeContext,
    target: Target,
    asked: FirstFilms | Asked,
    owner: int,
    *,
    same_poster: bool = False,
) -> None:
    """Show a question in the place of the one before; `same_poster` says that it is about the same film."""
    match asked:
        case FirstFilms():
            await _show_six(context, target, asked, owner)
        case FirstFilmsRated():
            await sending.show(context, target, first_films.rated(context.locale, asked, owner))
        case NothingLeftToAsk():
            await sending.show(context, target, cards.nothing_left_to_ask(context.locale, asked, owner))
        case _:
            details = await context.details.get(asked.film, budget=DETAILS_SECONDS)
            card = cards.question(context.locale, asked, details, owner)
            await sending.show(context, target, card, same_poster=same_poster)


async def _show_six(context: MatineeContext, target: Target, asked: FirstFilms, owner: int) -> None:
    """Show six posters on one picture; where no photos are taken, their titles."""
    as_text = first_films.as_text(context.locale, asked, owner)
    if not target.is_photo and context.photo_refusals.holds(target.chat_id):
        await sending.show(context, target, as_text)
        return
    try:
        drawn = await context.posters.on_one_sheet(asked.films)
    except DrawingFailed as error:
        logger.warning("no posters were drawn: %s", error)
        await sending.show(context, target, as_text)
        return
    picture = Picture(drawn, first_films.question(context.locale), as_text.keyboard)
    await attachments.show_picture(context, target, picture, otherwise=as_text)
    if target.message_id is not None and not target.is_photo:
        await sending.take_buttons_away(context, target)  # what offered the question stays
