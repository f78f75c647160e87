"""The card of one film by itself: opened from a list, found by name, or sent by a friend."""

from __future__ import annotations

from dataclasses import replace

from bot.chat import sending
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.handlers.callback_router import Tap, on
from bot.presentation import cards, film_keyboards
from bot.presentation.film_keyboards import (
    DeleteRatingButton,
    FilmActionsButton,
    RateFilmButton,
    ShelveButton,
    UnshelveButton,
)
from bot.presentation.library import OpenShelvedButton
from bot.services.origins import FROM_NOWHERE, Origin, origin_of

DETAILS_SECONDS = 1.5


async def show_film(
    context: MatineeContext,
    target: Target,
    movie_id: int,
    owner: int,
    came_from: Origin = FROM_NOWHERE,
    *,
    sent_by: str | None = None,
    lead: str | None = None,
    just_rated: bool = False,
) -> None:
    """Show one film by itself, `lead` above it; `sent_by` is the name of the friend who shared it.

    A group sees the owner's stars only when they were given there (`just_rated`).
    """
    page = await context.run(context.services.film_pages.look_at, owner, movie_id, came_from)
    if target.chat_id != owner and not just_rated:
        page = replace(page, own_stars=None)
    details = await context.details.get(page.film, budget=DETAILS_SECONDS)
    card = cards.film(context.locale, page, details, owner, sent_by=sent_by, lead=lead)
    await sending.show(context, target, card, same_poster=True)


async def open_film(tap: Tap, button: OpenShelvedButton, context: MatineeContext) -> None:
    """Open a film's card in place of the list; from the card's own message, show it as it is now."""
    origin = origin_of(button.origin)
    if tap.target.is_photo:
        await show_film(context, tap.target, button.movie_id, tap.chat_user_id, origin)
        return
    await show_film(context, tap.target.as_new_message(), button.movie_id, tap.chat_user_id, origin)
    await sending.take_away(context, tap.target)


async def rate(tap: Tap, button: RateFilmButton, context: MatineeContext) -> None:
    """Change the stars of the film on the card."""
    await context.run(context.services.rating.rate, tap.chat_user_id, button.movie_id, button.stars)
    origin = origin_of(button.origin)
    await show_film(context, tap.target, button.movie_id, tap.chat_user_id, origin, just_rated=True)


async def delete(tap: Tap, button: DeleteRatingButton, context: MatineeContext) -> None:
    """Take the stars of the film on the card back; they can be put back at once."""
    origin = origin_of(button.origin)
    await take_stars_back(context, tap.target, button.movie_id, tap.chat_user_id, origin)


async def take_stars_back(
    context: MatineeContext, target: Target, movie_id: int, owner: int, came_from: Origin = FROM_NOWHERE
) -> None:
    """Take the stars of a film back and show its card, where they can be put back."""
    removed = await context.run(context.services.rating.remove, owner, movie_id)
    page = await context.run(context.services.film_pages.look_at, owner, movie_id, came_from)
    details = await context.details.get(page.film, budget=DETAILS_SECONDS)
    deleted = removed.stars if removed else None
    card = cards.film(context.locale, page, details, owner, deleted=deleted, is_deletion=True)
    await sending.show(context, target, card, same_poster=True)


async def shelve(tap: Tap, button: ShelveButton, context: MatineeContext) -> None:
    """Put the film on a shelf and stay on its card, where that can be taken back."""
    await context.run(context.services.library.put, tap.chat_user_id, button.shelf, button.movie_id)
    await show_film(context, tap.target, button.movie_id, tap.chat_user_id, origin_of(button.origin))


async def unshelve(tap: Tap, button: UnshelveButton, context: MatineeContext) -> None:
    """Take the film off a shelf and stay on its card, where it can be put back."""
    await context.run(context.services.library.remove, tap.chat_user_id, button.shelf, button.movie_id)
    await show_film(context, tap.target, button.movie_id, tap.chat_user_id, origin_of(button.origin))


async def actions(tap: Tap, button: FilmActionsButton, context: MatineeContext) -> None:
    """Show the rest of what the card offers; only its buttons change."""
    page = await context.run(
        context.services.film_pages.look_at, tap.chat_user_id, button.movie_id, origin_of(button.origin)
    )
    keyboard = film_keyboards.film_actions(context.locale, page, tap.chat_user_id, context.identity)
    await sending.change_buttons(context, tap.target, keyboard)


BUTTONS = (
    on(OpenShelvedButton, open_film),
    on(RateFilmButton, rate),
    on(DeleteRatingButton, delete),
    on(ShelveButton, shelve),
    on(UnshelveButton, unshelve),
    on(FilmActionsButton, actions),
)
