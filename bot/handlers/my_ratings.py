"""One's own ratings: a list; each film opens as a card."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.handlers.callback_router import Tap, on
from bot.handlers.films import show_film
from bot.handlers.people import chat_user_id_of
from bot.presentation import cards
from bot.presentation.keyboards import OpenRatingButton, RatingsPageButton
from bot.services.origins import Origin, Place, page_and_order

MAX_WORDS = 100  # characters of a title to look for


async def ratings(update: Update, context: MatineeContext) -> None:
    """Answer /ratings with the first page of the list, or with the films that hold the words behind it."""
    person_id, words = chat_user_id_of(update), " ".join(context.args or [])[:MAX_WORDS]
    rating = context.services.rating
    if words:
        page = await context.run(rating.search, person_id, words)
    else:
        page = await context.run(rating.page, person_id, 0)
    await sending.show(context, target_of_message(update), cards.ratings(context.locale, page, person_id))


async def turn(tap: Tap, button: RatingsPageButton, context: MatineeContext) -> None:
    """Show another page of the list, also as the way back from a film's card."""
    page_number, order = page_and_order(button.page)
    page = await context.run(context.services.rating.page, tap.chat_user_id, page_number, order)
    await sending.show(context, tap.target, cards.ratings(context.locale, page, tap.chat_user_id))


async def open_film(tap: Tap, button: OpenRatingButton, context: MatineeContext) -> None:
    """Show the card of a film on the list, in place of the list."""
    origin = Origin(Place.RATINGS, button.page)
    await show_film(context, tap.target.as_new_message(), button.movie_id, tap.chat_user_id, origin)
    await sending.take_away(context, tap.target)


BUTTONS = (
    on(RatingsPageButton, turn),
    on(OpenRatingButton, open_film),
)
