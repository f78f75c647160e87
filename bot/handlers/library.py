"""Watchlist, seen and hidden films."""

from __future__ import annotations

from telegram import Update

from bot.chat.targets import target_of_message
from bot.context import MatineeContext
from bot.handlers import decks, own_lists
from bot.handlers.asked_lists import list_in_words
from bot.handlers.callback_router import Tap, on
from bot.handlers.films import show_film
from bot.handlers.people import chat_user_id_of
from bot.presentation.library import TonightButton, WatchlistDeckButton
from bot.presentation.list_pages import ShelfPageButton
from bot.services.origins import Origin
from bot.services.shelves import Shelf


async def watchlist(update: Update, context: MatineeContext) -> None:
    """Answer /watchlist with what the person keeps for later, with what they look for there, or a part."""
    target, person_id = target_of_message(update), chat_user_id_of(update)
    asked, words = await list_in_words(context), " ".join(context.args or [])
    library = context.services.library
    if asked is None or await context.run(library.has_film_called, person_id, Shelf.WATCHLIST, words):
        await own_lists.answer(update, context, Shelf.WATCHLIST)
        return
    await decks.open_watchlist(context, target, person_id, asked.filters, asked.amount)


async def seen(update: Update, context: MatineeContext) -> None:
    """Answer /seen with films marked as seen, without stars, or with what is looked for there."""
    await own_lists.answer(update, context, Shelf.SEEN)


async def hidden(update: Update, context: MatineeContext) -> None:
    """Answer /hidden with films that were put aside, or with what is looked for there."""
    await own_lists.answer(update, context, Shelf.HIDDEN)


async def turn(tap: Tap, button: ShelfPageButton, context: MatineeContext) -> None:
    """Show another page of a shelf, also as the way back from a film's card."""
    await own_lists.show(context, tap.target, tap.chat_user_id, Origin(button.shelf, button.page))


async def tonight(tap: Tap, button: TonightButton, context: MatineeContext) -> None:
    """Show the best film of the watchlist, or the next best one."""
    after = button.after or None
    film = await context.run(context.services.library.tonight, tap.chat_user_id, after)
    if film is None:
        await turn(tap, ShelfPageButton(tap.chat_user_id, Shelf.WATCHLIST, 0), context)
        return
    target = tap.target if tap.target.is_photo else tap.target.as_new_message()
    await show_film(context, target, film.movie_id, tap.chat_user_id, Origin(Shelf.WATCHLIST))


async def leaf(tap: Tap, _: WatchlistDeckButton, context: MatineeContext) -> None:
    """Open the watchlist as cards to leaf through."""
    await decks.open_watchlist(context, tap.target.as_new_message(), tap.chat_user_id)


BUTTONS = (
    on(ShelfPageButton, turn),
    on(TonightButton, tonight),
    on(WatchlistDeckButton, leaf),
)
