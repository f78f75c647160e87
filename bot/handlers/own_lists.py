"""Pages of the lists that a person keeps (ratings, watchlist, seen, hidden), and searches inside them."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers import finding
from bot.handlers.callback_router import Tap, on
from bot.handlers.people import chat_user_id_of
from bot.presentation import library, my_ratings
from bot.presentation.list_pages import SearchEverywhereButton, SearchPageButton
from bot.presentation.outgoing import Note
from bot.services.origins import Origin, Place, StoredSearch, origin_of, page_and_order
from bot.services.shelves import Shelf


async def answer(update: Update, context: MatineeContext, place: Place | Shelf) -> None:
    """Answer a list's command with its first page, or with the films that the words behind it mean."""
    person_id, words, search = chat_user_id_of(update), " ".join(context.args or []), None
    if words:
        search = await context.run(context.services.searches.begin, person_id, place, words)
    await show(context, target_of_message(update), person_id, Origin(place), search)


async def show(
    context: MatineeContext,
    target: Target,
    person_id: int,
    origin: Origin,
    search: StoredSearch | None = None,
) -> None:
    """Show a page of a list, or of what a search finds in it."""
    await sending.show(context, target, await _page(context, person_id, origin, search))


async def turn(tap: Tap, button: SearchPageButton, context: MatineeContext) -> None:
    """Show another page of what was found, or another order; the whole list where the search is forgotten."""
    origin = origin_of(button.origin)
    search = await context.run(context.services.searches.get, tap.chat_user_id, origin)
    await show(context, tap.target, tap.chat_user_id, origin if search else Origin(origin.place), search)


async def look_everywhere(tap: Tap, button: SearchEverywhereButton, context: MatineeContext) -> None:
    """Look for the same words among all films; the list stays as it is."""
    origin = origin_of(button.origin)
    search = await context.run(context.services.searches.get, tap.chat_user_id, origin)
    if search is None:
        await show(context, tap.target, tap.chat_user_id, Origin(origin.place))
        return
    await finding.find_named(context, tap.target.as_new_message(), search.words, tap.chat_user_id)


async def _page(context: MatineeContext, person_id: int, origin: Origin, search: StoredSearch | None) -> Note:
    if isinstance(origin.place, Shelf):
        kept = context.services.library
        shelf = await context.run(kept.page, person_id, origin.place, origin.page, search)
        return library.shelf(context.locale, shelf, person_id)
    rating, (number, order) = context.services.rating, page_and_order(origin.page)
    if search is None:
        page = await context.run(rating.page, person_id, number, order)
    else:
        page = await context.run(rating.search, person_id, search, number, order)
    return my_ratings.ratings(context.locale, page, person_id)


BUTTONS = (
    on(SearchPageButton, turn),
    on(SearchEverywhereButton, look_everywhere),
)
