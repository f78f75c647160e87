"""Lists of films to leaf through."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers.arguments import parse_list
from bot.handlers.callback_router import Tap, explain, on
from bot.handlers.my_ratings import show_film
from bot.handlers.people import person_of
from bot.presentation import cards, labels
from bot.presentation.buttons import (
    CounterButton,
    HideButton,
    MoreButton,
    PopularButton,
    RateCardButton,
    RecommendButton,
    RefineCardButton,
    SimilarButton,
    TurnButton,
    UnhideButton,
)
from bot.services.decks import DEFAULT_LENGTH
from bot.services.errors import DeckGone
from bot.services.views import DeckPage

DETAILS_SECONDS = 1.5  # the plot is part of the card, so it may take a moment the first time


async def recommend(update: Update, context: MatineeContext) -> None:
    """/recommend [n] [genre] [decade] [-genre] …, in any order: open a list for this person."""
    asked = parse_list(context.args or [], context.services.films.resolve_genre)
    page = await context.run(
        context.services.decks.open, person_of(update), asked.amount or DEFAULT_LENGTH, asked.filters
    )
    await _show(context, target_of_message(update), page, person_of(update))


async def popular(update: Update, context: MatineeContext) -> None:
    """/popular, with the same words: open a list of what most people like."""
    asked = parse_list(context.args or [], context.services.films.resolve_genre)
    page = await context.run(
        context.services.decks.open_popular, person_of(update), asked.amount or DEFAULT_LENGTH, asked.filters
    )
    await _show(context, target_of_message(update), page, person_of(update))


async def open_recommended(tap: Tap, _: RecommendButton, context: MatineeContext) -> None:
    """The same as /recommend, from a button."""
    page = await context.run(context.services.decks.open, tap.chat_user_id)
    await _show(context, tap.target, page, tap.chat_user_id)


async def open_popular(tap: Tap, _: PopularButton, context: MatineeContext) -> None:
    """The same as /popular, from a button."""
    page = await context.run(context.services.decks.open_popular, tap.chat_user_id)
    await _show(context, tap.target, page, tap.chat_user_id)


async def open_similar(tap: Tap, button: SimilarButton, context: MatineeContext) -> None:
    """Open a list of films like the one on the card; the card stays, so that one can go on there."""
    decks = context.services.decks
    page = await context.run(decks.open_similar, tap.chat_user_id, button.movie_id)
    await _show(context, tap.target.as_new_message(), page, tap.chat_user_id)


async def turn(tap: Tap, button: TurnButton, context: MatineeContext) -> None:
    """Leaf to another card."""
    decks = context.services.decks
    page = await context.run(decks.turn, tap.chat_user_id, button.deck_id, button.position)
    await _show(context, tap.target, page, tap.chat_user_id)


async def rate(tap: Tap, button: RateCardButton, context: MatineeContext) -> None:
    """Save stars and go on; what follows has learned from them. Stars outlive the list they were given in."""
    person_id, movie_id, stars = tap.chat_user_id, button.movie_id, button.stars
    try:
        page = await context.run(context.services.decks.rate, person_id, button.deck_id, movie_id, stars)
    except DeckGone:
        await context.run(context.services.rating.rate, person_id, movie_id, stars)
        await show_film(context, tap.target.as_new_message(), movie_id, person_id)
    else:
        await _show(context, tap.target, page, person_id)


async def refine(tap: Tap, button: RefineCardButton, context: MatineeContext) -> None:
    """Change the last stars by half a star and stay."""
    page = await context.run(
        context.services.decks.refine,
        tap.chat_user_id,
        button.deck_id,
        button.position,
        button.movie_id,
        button.stars,
    )
    await _show(context, tap.target, page, tap.chat_user_id)


async def hide(tap: Tap, button: HideButton, context: MatineeContext) -> None:
    """Never recommend a film again, and go on."""
    decks = context.services.decks
    page = await context.run(decks.hide, tap.chat_user_id, button.deck_id, button.movie_id)
    await _show(context, tap.target, page, tap.chat_user_id, just_hidden=button.movie_id)


async def unhide(tap: Tap, button: UnhideButton, context: MatineeContext) -> None:
    """Take "not for me" back."""
    decks = context.services.decks
    page = await context.run(decks.unhide, tap.chat_user_id, button.deck_id, button.movie_id)
    await _show(context, tap.target, page, tap.chat_user_id)


async def more(tap: Tap, button: MoreButton, context: MatineeContext) -> None:
    """Make the list longer and leaf on."""
    decks = context.services.decks
    page = await context.run(decks.more, tap.chat_user_id, button.deck_id, button.size)
    await _show(context, tap.target, page, tap.chat_user_id)


async def _show(
    context: MatineeContext, target: Target, page: DeckPage, owner: int, *, just_hidden: int | None = None
) -> None:
    details = await context.details.get(page.film, budget=DETAILS_SECONDS)
    context.details.prefetch(page.ahead)
    card = cards.deck(context.locale, page, details, owner, just_hidden=just_hidden)
    await sending.show(context, target, card)


BUTTONS = (
    on(PopularButton, open_popular),
    on(RecommendButton, open_recommended),
    on(TurnButton, turn),
    on(RateCardButton, rate),
    on(RefineCardButton, refine),
    on(HideButton, hide),
    on(UnhideButton, unhide),
    on(MoreButton, more),
    on(SimilarButton, open_similar),
    explain(CounterButton, lambda locale, button: labels.counter_hint(locale, button.position, button.size)),
)
