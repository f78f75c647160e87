"""The card of one film by itself: opened from a list, found by name, or sent by a friend."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.chat import sending
from bot.chat.targets import Target
from bot.context import MatineeContext
from bot.handlers.callback_router import Tap, on
from bot.omdb.lookup import CARD_SECONDS
from bot.presentation import cards, film_keyboards, finding, undoing
from bot.presentation.film_keyboards import (
    DeleteRatingButton,
    FilmActionsButton,
    RateFilmButton,
    ShelveButton,
    UnshelveButton,
)
from bot.presentation.library import OpenShelvedButton
from bot.presentation.undoing import PutBackOnShelfButton, PutBackStarsButton
from bot.services.library import TakenOff
from bot.services.origins import FROM_NOWHERE, Origin, origin_of
from bot.services.undoing import EarlierStars


@dataclass(frozen=True)
class Undo:
    """What a card lets its owner put back: deleted stars, shelves that the film was taken off."""

    deleted: EarlierStars | None = None
    taken_off: tuple[PutBackOnShelfButton, ...] = ()


NOTHING_TO_UNDO = Undo()


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
    undo: Undo = NOTHING_TO_UNDO,
) -> None:
    """Show one film by itself, `lead` above it; `sent_by` is the name of the friend who shared it.

    A group sees the owner's stars only when they were given there (`just_rated`). `undo` can be put back.
    """
    page = await context.run(context.services.film_pages.look_at, owner, movie_id, came_from)
    if target.chat_id != owner and not just_rated:
        page = replace(page, own_stars=None)
    details = await context.details.get(page.film, budget=CARD_SECONDS)
    card = cards.film(
        context.locale,
        page,
        details,
        owner,
        sent_by=sent_by,
        lead=lead,
        deleted=undo.deleted if page.own_stars is None or page.stars_are_linked else None,
        taken_off=undo.taken_off,
    )
    await sending.show(context, target, card, same_poster=True)


async def open_film(tap: Tap, button: OpenShelvedButton, context: MatineeContext) -> None:
    """Open a film's card in place of the list; from the card's own message, show it as it is now."""
    origin = origin_of(button.origin)
    if tap.target.is_photo:
        await show_film(
            context,
            tap.target,
            button.movie_id,
            tap.chat_user_id,
            origin,
            undo=_undo_of(tap, button.movie_id),
        )
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
    deleted = await context.run(context.services.rating.remove, owner, movie_id)
    page = await context.run(context.services.film_pages.look_at, owner, movie_id, came_from)
    details = await context.details.get(page.film, budget=CARD_SECONDS)
    card = cards.film(context.locale, page, details, owner, deleted=deleted, is_deletion=True)
    await sending.show(context, target, card, same_poster=True)


async def put_back(tap: Tap, button: PutBackStarsButton, context: MatineeContext) -> None:
    """Put deleted stars back to where they were."""
    await context.run(context.services.rating.put_back, tap.chat_user_id, undoing.put_back(button))
    origin = origin_of(button.origin)
    await show_film(context, tap.target, button.movie_id, tap.chat_user_id, origin, just_rated=True)


async def shelve(tap: Tap, button: ShelveButton, context: MatineeContext) -> None:
    """Put the film on a shelf and stay on its card, where that can be taken back."""
    await context.run(context.services.library.put, tap.chat_user_id, button.shelf, button.movie_id)
    await _show_again(tap, button, context, lead=_acted(tap, button, context, is_put=True))


async def unshelve(tap: Tap, button: UnshelveButton, context: MatineeContext) -> None:
    """Take the film off a shelf and stay on its card, where it can be put back to where it was."""
    library = context.services.library
    off = await context.run(library.remove, tap.chat_user_id, button.shelf, button.movie_id)
    await _show_again(tap, button, context, off, lead=_acted(tap, button, context, is_put=False))


async def put_back_on_shelf(tap: Tap, button: PutBackOnShelfButton, context: MatineeContext) -> None:
    """Put the film back on a shelf, to where it stood."""
    since = undoing.to_moment(button.since)
    library = context.services.library
    await context.run(library.put_back, tap.chat_user_id, button.shelf, button.movie_id, since)
    await _show_again(tap, button, context)


async def _show_again(
    tap: Tap,
    button: ShelveButton | UnshelveButton | PutBackOnShelfButton,
    context: MatineeContext,
    off: TakenOff | None = None,
    lead: str | None = None,
) -> None:
    """Show the card as it is now; whatever could be undone on it still can be."""
    undo, origin = _undo_of(tap, button.movie_id), origin_of(button.origin)
    if off is not None:
        undo = replace(undo, taken_off=(*undo.taken_off, *puts_back(off, tap.chat_user_id, origin)))
    await show_film(context, tap.target, button.movie_id, tap.chat_user_id, origin, lead=lead, undo=undo)


def _acted(
    tap: Tap, button: ShelveButton | UnshelveButton, context: MatineeContext, *, is_put: bool
) -> str | None:
    """Say what was done where the film was chosen among several; on its own card a tick says it."""
    if tap.target.is_photo:
        return None
    done = (button.shelf, is_put)
    return next(
        context.locale.gettext(finding.ACTED[act]) for act, each in finding.SHELVES.items() if each == done
    )


def puts_back(
    off: TakenOff, owner: int, came_from: Origin = FROM_NOWHERE
) -> tuple[PutBackOnShelfButton, ...]:
    """Return the button that puts a film back on the shelf it was taken off, if it was."""
    if off.since is None:
        return ()
    return (undoing.putting_back_on_shelf(owner, off.shelf, off.film.movie_id, off.since, came_from.code),)


def _undo_of(tap: Tap, movie_id: int) -> Undo:
    """Return what can be undone on the tapped card, if it is still this film's."""
    deleted = [each for each in tap.offered(PutBackStarsButton) if each.movie_id == movie_id]
    taken_off = tuple(each for each in tap.offered(PutBackOnShelfButton) if each.movie_id == movie_id)
    return Undo(undoing.put_back(deleted[0]) if deleted else None, taken_off)


async def actions(tap: Tap, button: FilmActionsButton, context: MatineeContext) -> None:
    """Show the rest of what the card offers; only its buttons change."""
    page = await context.run(
        context.services.film_pages.look_at, tap.chat_user_id, button.movie_id, origin_of(button.origin)
    )
    deleted = _undo_of(tap, button.movie_id).deleted
    keyboard = film_keyboards.film_actions(
        context.locale, page, tap.chat_user_id, context.identity, deleted=deleted
    )
    await sending.change_buttons(context, tap.target, keyboard)


BUTTONS = (
    on(OpenShelvedButton, open_film),
    on(RateFilmButton, rate),
    on(DeleteRatingButton, delete),
    on(PutBackStarsButton, put_back),
    on(PutBackOnShelfButton, put_back_on_shelf),
    on(ShelveButton, shelve),
    on(UnshelveButton, unshelve),
    on(FilmActionsButton, actions),
)
