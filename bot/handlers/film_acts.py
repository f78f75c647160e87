"""What was said of one film: that it was seen, that it should be kept for later, how many stars it gets."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers import decks
from bot.handlers.films import NOTHING_TO_UNDO, Undo, puts_back, show_film, take_stars_back
from bot.handlers.people import chat_user_id_of
from bot.presentation import finding
from bot.services.interpreting.meanings import ThisCard
from bot.understanding.requests import Act, FilmRequest, RatingRequest, SimilarRequest, StepRequest


async def do(context: MatineeContext, target: Target, act: Act, movie_id: int, person_id: int) -> None:
    """Do what was said of a film, and show its card, where it can be undone."""
    if act == "unrate":
        await take_stars_back(context, target, movie_id, person_id)
        return
    if act == "same_director":
        await _open_by_its_director(context, target, movie_id, person_id)
        return
    library, undo = context.services.library, NOTHING_TO_UNDO
    shelf, is_put = finding.SHELVES.get(act, (None, False))
    if shelf is not None and is_put:
        await context.run(library.put, person_id, shelf, movie_id)
    elif shelf is not None:
        off = await context.run(library.remove, person_id, shelf, movie_id)
        undo = Undo(taken_off=puts_back(off, person_id))
    lead = context.locale.gettext(finding.ACTED[act]) if act in finding.ACTED else None
    await show_film(context, target, movie_id, person_id, lead=lead, undo=undo)


async def _open_by_its_director(
    context: MatineeContext, target: Target, movie_id: int, person_id: int
) -> None:
    """Open a list of what else the director of a film made, or the film's card where nobody knows who did."""
    filters = await context.run(context.services.film_pages.by_its_director, movie_id)
    if filters is None:
        lead = context.locale.gettext(finding.UNKNOWN_DIRECTOR)
        await show_film(context, target, movie_id, person_id, lead=lead)
    else:
        await decks.open_list(context, target, person_id, filters)


async def do_with_card(update: Update, context: MatineeContext, said: ThisCard) -> None:
    """Do what was said without a title: to the card that the message answers, or to the one seen last."""
    target, person_id = target_of_message(update), chat_user_id_of(update)
    movie_id = await _film_on_card(update, context, person_id)
    if movie_id is None:
        await sending.show(context, target, finding.which_film(context.locale, person_id))
    elif isinstance(said, RatingRequest):
        await context.run(context.services.rating.rate, person_id, movie_id, said.stars)
        await show_film(context, target, movie_id, person_id, just_rated=True)
    elif isinstance(said, SimilarRequest):
        await decks.open_like(context, target, person_id, [movie_id], said.filters)
    else:
        await do(context, target, said.act, movie_id, person_id)


async def step(update: Update, context: MatineeContext, said: StepRequest) -> None:
    """Do what was said of the card in view, and show the next one of its list, or the one before."""
    person_id = chat_user_id_of(update)
    movie_id = None if said.said is None else await _film_on_card(update, context, person_id)
    if movie_id is not None:
        await _note(context, said.said, movie_id, person_id)
    await context.bot_data.card_log.flush()
    page = await context.run(context.services.decks.step, person_id, said.step)
    await decks.show_page(context, target_of_message(update), page, person_id)


async def _note(
    context: MatineeContext, said: FilmRequest | RatingRequest | None, movie_id: int, person_id: int
) -> None:
    """Save what was said of a film, without its card."""
    match said:
        case RatingRequest(stars=stars):
            await context.run(context.services.rating.rate, person_id, movie_id, stars)
        case FilmRequest(act) if act in finding.SHELVES:
            await context.run(context.services.library.put, person_id, finding.SHELVES[act][0], movie_id)
        case _:
            pass


async def _film_on_card(update: Update, context: MatineeContext, person_id: int) -> int | None:
    """Return the film of the card that a message is about; None where no card is known."""
    message = update.effective_message
    if message is None or message.chat.id != person_id:  # which card a group looks at nobody knows
        return None
    await context.bot_data.card_log.flush()  # the card may have been shown a moment ago
    answered = None if message.reply_to_message is None else message.reply_to_message.message_id
    film_on = context.services.reactions.film_on
    stored = await context.run(film_on, person_id, answered)
    return context.bot_data.card_log.of_stranger(person_id, answered) if stored is None else stored
