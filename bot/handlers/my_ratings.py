"""One's own ratings: a list, and a card for each film."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers.callback_router import Tap, on
from bot.handlers.people import person_of
from bot.presentation import cards
from bot.presentation.buttons import DeleteRatingButton, OpenRatingButton, RateFilmButton, RatingsPageButton

DETAILS_SECONDS = 1.5


async def ratings(update: Update, context: MatineeContext) -> None:
    """/ratings: the first page of the list."""
    page = await context.run(context.services.rating.page, person_of(update), 0)
    await sending.show(
        context, target_of_message(update), cards.ratings(context.locale, page, person_of(update))
    )


async def turn(tap: Tap, button: RatingsPageButton, context: MatineeContext) -> None:
    """Another page of the list, also as the way back from a film's card."""
    page = await context.run(context.services.rating.page, tap.chat_user_id, button.page)
    await sending.show(context, tap.target, cards.ratings(context.locale, page, tap.chat_user_id))


async def open_film(tap: Tap, button: OpenRatingButton, context: MatineeContext) -> None:
    """The card of a film on the list, in place of the list."""
    await show_film(
        context, tap.target.as_new_message(), button.movie_id, tap.chat_user_id, list_page=button.page
    )
    await sending.take_away(context, tap.target)


async def rate(tap: Tap, button: RateFilmButton, context: MatineeContext) -> None:
    """Change the stars of the film on the card."""
    await context.run(context.services.rating.rate, tap.chat_user_id, button.movie_id, button.stars)
    await show_film(context, tap.target, button.movie_id, tap.chat_user_id, list_page=button.page)


async def delete(tap: Tap, button: DeleteRatingButton, context: MatineeContext) -> None:
    """Take the stars of the film on the card back; they can be put back at once."""
    removed = await context.run(context.services.rating.remove, tap.chat_user_id, button.movie_id)
    page = await context.run(context.services.film_pages.look_at, tap.chat_user_id, button.movie_id)
    details = await context.details.get(page.film, budget=DETAILS_SECONDS)
    deleted = removed.stars if removed else None
    card = cards.film(
        context.locale,
        page,
        details,
        tap.chat_user_id,
        list_page=button.page,
        deleted=deleted,
        is_deletion=True,
    )
    await sending.show(context, tap.target, card, same_poster=True)


async def show_film(
    context: MatineeContext,
    target: Target,
    movie_id: int,
    owner: int,
    *,
    list_page: int = 0,
) -> None:
    """Show one film by itself."""
    page = await context.run(context.services.film_pages.look_at, owner, movie_id)
    details = await context.details.get(page.film, budget=DETAILS_SECONDS)
    card = cards.film(context.locale, page, details, owner, list_page=list_page)
    await sending.show(context, target, card, same_poster=True)


BUTTONS = (
    on(RatingsPageButton, turn),
    on(OpenRatingButton, open_film),
    on(RateFilmButton, rate),
    on(DeleteRatingButton, delete),
)
