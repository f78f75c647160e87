"""What lists are narrowed to: loosened from a card or a refusal, and kept for every list by /filters."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update

from bot.chat import sending
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers.asked_lists import asked_list
from bot.handlers.callback_router import Tap, on
from bot.handlers.decks import show_page
from bot.handlers.nights import open_night
from bot.handlers.people import chat_user_id_of
from bot.presentation import deck_keyboards, kept_filters, refusals
from bot.presentation.buttons import WishButton
from bot.presentation.deck_keyboards import ShowAgainButton
from bot.presentation.kept_filters import SUGGESTED, DropFilterButton, KeepFilterButton, RestoreFiltersButton
from bot.presentation.narrowing import (
    FilterPartsButton,
    LoosenButton,
    TightenButton,
    tightening,
    with_undo,
)
from bot.services import narrowing
from bot.services.errors import NoFilmsLeft, NothingNew, WatchlistDone
from bot.services.views import NO_FILTERS, Filters
from bot.services.wishes import Kept
from bot.understanding.commands import takes_all_away
from bot.understanding.lexicons import lexicon_of

NOTHING_LEFT = (NoFilmsLeft, NothingNew, WatchlistDone)


async def filters(update: Update, context: MatineeContext) -> None:
    """Answer /filters; what stands behind it is kept for every list from now on."""
    target, person_id = target_of_message(update), chat_user_id_of(update)
    wishes = context.services.wishes
    if takes_all_away(" ".join(context.args or []), lexicon_of(context.locale.code)):
        await _show(context, target, await context.run(wishes.keep, person_id, NO_FILTERS), person_id)
        return
    asked = (await asked_list(context, person_id, "filters")).filters
    if asked == NO_FILTERS:
        kept = await context.run(wishes.kept, person_id)
        if context.args and not kept.filters.features_only:  # "feature films only"
            kept = await context.run(wishes.keep, person_id, replace(kept.filters, features_only=True))
        await _show(context, target, kept, person_id)
        return
    await _show(context, target, await context.run(wishes.keep_too, person_id, asked), person_id)


async def drop(tap: Tap, button: DropFilterButton, context: MatineeContext) -> None:
    """Keep a part no longer."""
    kept = await context.run(context.services.wishes.kept, tap.chat_user_id)
    await _keep(tap, narrowing.without(kept.filters, button.part), context)


async def keep(tap: Tap, button: KeepFilterButton, context: MatineeContext) -> None:
    """Keep a suggested filter."""
    kept = await context.run(context.services.wishes.kept, tap.chat_user_id)
    suggested = SUGGESTED[button.number] if button.number < len(SUGGESTED) else NO_FILTERS
    await _keep(tap, narrowing.over(suggested, kept.filters), context)


async def restore(tap: Tap, button: RestoreFiltersButton, context: MatineeContext) -> None:
    """Keep what was kept before a change, and nothing else."""
    wish = await context.run(context.services.wishes.get, tap.chat_user_id, button.deck_id)
    await _keep(tap, wish.filters, context)


async def show_parts(tap: Tap, button: FilterPartsButton, context: MatineeContext) -> None:
    """Show each part of what the list is narrowed to; only the card's buttons change."""
    turn = context.services.decks.turn
    page = await context.run(turn, tap.chat_user_id, button.deck_id, button.position)
    keyboard = deck_keyboards.filter_parts(context.locale, page, tap.chat_user_id)
    await sending.change_buttons(context, tap.target, keyboard)


async def loosen(tap: Tap, button: LoosenButton, context: MatineeContext) -> None:
    """Open the list once more without a part of its filters, in place of its card; it can be taken back."""
    decks, owner = context.services.decks, tap.chat_user_id
    before = await context.run(decks.keep_without, owner, button.deck_id, button.part)
    undo = tightening(owner, button.deck_id, before)
    try:
        page = await context.run(decks.open_without, owner, button.deck_id, button.part)
    except NOTHING_LEFT as refused:
        note = refusals.refusal(context.locale, refused, owner)
        await sending.show(context, tap.target, with_undo(context.locale, note, undo))
    else:
        await show_page(context, tap.target, page, owner, undo=undo)


async def tighten(tap: Tap, button: TightenButton, context: MatineeContext) -> None:
    """Show the narrower list again, or that it has no films, in place of the wider one."""
    decks, owner = context.services.decks, tap.chat_user_id
    try:
        page = await context.run(decks.tighten, owner, button.deck_id, button.kept_id or None)
    except NOTHING_LEFT as refused:
        await sending.show(context, tap.target, refusals.refusal(context.locale, refused, owner))
    else:
        await show_page(context, tap.target, page, owner)


async def open_wish(tap: Tap, button: WishButton, context: MatineeContext) -> None:
    """Open the list that was half understood, or keep its filters, with what the button adds."""
    wishes = context.services.wishes
    wish = await context.run(wishes.get, tap.chat_user_id, button.deck_id)
    wish = wish.with_addition(button.addition, button.value)
    if wish.source == "filters":
        kept = await context.run(wishes.keep_too, tap.chat_user_id, wish.filters)
        await _show(context, tap.target, kept, tap.chat_user_id)
        return
    if wish.source == "night":
        await open_night(context, tap.target, tap.user, wish.filters)
        return
    page = await context.run(context.services.decks.open_wish, tap.chat_user_id, wish)
    await show_page(context, tap.target, page, tap.chat_user_id)


async def show_again(tap: Tap, button: ShowAgainButton, context: MatineeContext) -> None:
    """Open the list once more with what was shown lately, in place of its card."""
    page = await context.run(context.services.decks.open_again, tap.chat_user_id, button.deck_id)
    await show_page(context, tap.target, page, tap.chat_user_id)


async def _keep(tap: Tap, filters: Filters, context: MatineeContext) -> None:
    kept = await context.run(context.services.wishes.keep, tap.chat_user_id, filters)
    await _show(context, tap.target, kept, tap.chat_user_id)


async def _show(context: MatineeContext, target: Target, kept: Kept, owner: int) -> None:
    await sending.show(context, target, kept_filters.kept(context.locale, kept, owner))


BUTTONS = (
    on(DropFilterButton, drop),
    on(KeepFilterButton, keep),
    on(RestoreFiltersButton, restore),
    on(FilterPartsButton, show_parts),
    on(LoosenButton, loosen),
    on(TightenButton, tighten),
    on(WishButton, open_wish),
    on(ShowAgainButton, show_again),
)
