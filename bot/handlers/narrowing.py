"""What lists are narrowed to: loosened from a card or a refusal, and kept for every list by /filters."""

from __future__ import annotations

from telegram import Update

from bot.chat import sending
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers.asked_lists import asked_list
from bot.handlers.callback_router import Tap, on
from bot.handlers.decks import open_list, show_page
from bot.handlers.people import chat_user_id_of
from bot.presentation import kept_filters
from bot.presentation.deck_keyboards import ShowAgainButton
from bot.presentation.kept_filters import SUGGESTED, DropFilterButton, KeepFilterButton
from bot.presentation.narrowing import LoosenButton
from bot.presentation.refusals import GENRES, GenreButton
from bot.services import narrowing
from bot.services.views import NO_FILTERS, Filters


async def filters(update: Update, context: MatineeContext) -> None:
    """Answer /filters; what stands behind it is kept for every list from now on."""
    target, person_id = target_of_message(update), chat_user_id_of(update)
    kept = await context.run(context.services.people.filters, person_id)
    asked = (await asked_list(context)).filters
    if asked != NO_FILTERS:
        kept = narrowing.over(asked, kept)
        await context.run(context.services.people.keep_filters, person_id, kept)
    await _show(context, target, kept, person_id)


async def drop(tap: Tap, button: DropFilterButton, context: MatineeContext) -> None:
    """Keep a part no longer."""
    kept = await context.run(context.services.people.filters, tap.chat_user_id)
    await _keep(tap, narrowing.without(kept, button.part), context)


async def keep(tap: Tap, button: KeepFilterButton, context: MatineeContext) -> None:
    """Keep a suggested filter."""
    kept = await context.run(context.services.people.filters, tap.chat_user_id)
    suggested = SUGGESTED[button.number] if button.number < len(SUGGESTED) else NO_FILTERS
    await _keep(tap, narrowing.over(suggested, kept), context)


async def loosen(tap: Tap, button: LoosenButton, context: MatineeContext) -> None:
    """Open the list once more without a part of its filters, in place of its card."""
    decks = context.services.decks
    page = await context.run(decks.loosen, tap.chat_user_id, button.deck_id, button.part)
    await show_page(context, tap.target, page, tap.chat_user_id)


async def show_again(tap: Tap, button: ShowAgainButton, context: MatineeContext) -> None:
    """Open the list once more with what was shown lately, in place of its card."""
    page = await context.run(context.services.decks.open_again, tap.chat_user_id, button.deck_id)
    await show_page(context, tap.target, page, tap.chat_user_id)


async def open_genre(tap: Tap, button: GenreButton, context: MatineeContext) -> None:
    """Open a list of the genre that was meant."""
    genres = frozenset(GENRES[button.number : button.number + 1])
    await open_list(context, tap.target, tap.chat_user_id, Filters(genres=genres))


async def _keep(tap: Tap, kept: Filters, context: MatineeContext) -> None:
    await context.run(context.services.people.keep_filters, tap.chat_user_id, kept)
    await _show(context, tap.target, kept, tap.chat_user_id)


async def _show(context: MatineeContext, target: Target, kept: Filters, owner: int) -> None:
    await sending.show(context, target, kept_filters.kept(context.locale, kept, owner))


BUTTONS = (
    on(DropFilterButton, drop),
    on(KeepFilterButton, keep),
    on(LoosenButton, loosen),
    on(ShowAgainButton, show_again),
    on(GenreButton, open_genre),
)
