"""One's own ratings: a list; each film opens as a card."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.context import MatineeContext
from bot.handlers import own_lists
from bot.handlers.callback_router import Tap, on
from bot.handlers.films import show_film
from bot.presentation.list_pages import RatingsPageButton
from bot.presentation.my_ratings import OpenRatingButton
from bot.services.origins import Origin, Place


async def ratings(update: Update, context: MatineeContext) -> None:
    """Answer /ratings with the first page of the list, or with the films that the words behind it mean."""
    await own_lists.answer(update, context, Place.RATINGS)


async def turn(tap: Tap, button: RatingsPageButton, context: MatineeContext) -> None:
    """Show another page of the list, also as the way back from a film's card."""
    await own_lists.show(context, tap.target, tap.chat_user_id, Origin(Place.RATINGS, button.page))


async def open_film(tap: Tap, button: OpenRatingButton, context: MatineeContext) -> None:
    """Show the card of a film on the list, in place of the list."""
    origin = Origin(Place.RATINGS, button.page)
    await show_film(context, tap.target.as_new_message(), button.movie_id, tap.chat_user_id, origin)
    await sending.take_away(context, tap.target)


BUTTONS = (
    on(RatingsPageButton, turn),
    on(OpenRatingButton, open_film),
)
