"""Lists of films to leaf through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from telegram import InlineKeyboardMarkup, Update

from bot.chat import sending
from bot.chat.targets import Target, target_of_message
from bot.context import MatineeContext
from bot.handlers.asked_lists import asked_list
from bot.handlers.callback_router import Tap, explain, on
from bot.handlers.films import show_film
from bot.handlers.people import chat_user_id_of
from bot.omdb.lookup import CARD_SECONDS
from bot.presentation import cards, deck_keyboards, labels, undoing
from bot.presentation.buttons import Payload, PopularButton, RecommendButton
from bot.presentation.card_rows import SimilarButton
from bot.presentation.deck_keyboards import (
    CounterButton,
    DeckActionsButton,
    DeleteStarsButton,
    HideButton,
    KeepButton,
    MoreButton,
    RateCardButton,
    RefineCardButton,
    SeenButton,
    TurnButton,
    UnhideButton,
    UnkeepButton,
    UnseeButton,
)
from bot.presentation.undoing import RestoreStarsButton
from bot.services.decks import DEFAULT_LENGTH
from bot.services.errors import DeckGone
from bot.services.views import NO_FILTERS, DeckPage, Filters
from bot.understanding.requests import ListRequest


async def recommend(update: Update, context: MatineeContext) -> None:
    """Answer /recommend [n] [genre] [decade] [-genre] with a list for this person; or their watchlist."""
    target, person_id = target_of_message(update), chat_user_id_of(update)
    asked = await asked_list(context, person_id, "recommend")
    await _open_asked(context, target, person_id, asked)


async def popular(update: Update, context: MatineeContext) -> None:
    """Answer /popular, which takes the same words, with what most people like."""
    target, person_id = target_of_message(update), chat_user_id_of(update)
    asked = await asked_list(context, person_id, "popular")
    await _open_asked(context, target, person_id, replace(asked, is_popular=True))


async def open_list(
    context: MatineeContext,
    target: Target,
    person_id: int,
    filters: Filters = NO_FILTERS,
    amount: int | None = None,
    *,
    is_popular: bool = False,
    left_out: str = "",
) -> None:
    """Open a list for a person, or a popular one; say what it left out of what was asked for."""
    decks = context.services.decks
    open_deck = decks.open_popular if is_popular else decks.open
    page = await context.run(open_deck, person_id, amount or DEFAULT_LENGTH, filters)
    await show_page(context, target, replace(page, left_out=left_out), person_id)


async def open_like(
    context: MatineeContext, target: Target, person_id: int, movie_ids: Sequence[int], filters: Filters
) -> None:
    """Open a list of films like all of these."""
    page = await context.run(context.services.decks.open_similar, person_id, movie_ids, filters)
    await show_page(context, target, page, person_id)


async def open_watchlist(
    context: MatineeContext,
    target: Target,
    person_id: int,
    filters: Filters = NO_FILTERS,
    amount: int | None = None,
) -> None:
    """Open what a person keeps for later, the likeliest first."""
    open_deck = context.services.decks.open_watchlist
    page = await context.run(open_deck, person_id, amount or DEFAULT_LENGTH, filters)
    await show_page(context, target, page, person_id)


async def _open_asked(context: MatineeContext, target: Target, person_id: int, asked: ListRequest) -> None:
    """Open the list that stands behind a command."""
    if asked.is_watchlist:
        await open_watchlist(context, target, person_id, asked.filters, asked.amount)
        return
    await open_list(context, target, person_id, asked.filters, asked.amount, is_popular=asked.is_popular)


async def new(update: Update, context: MatineeContext) -> None:
    """Answer /new, which takes the same words, with what came into the catalogue lately."""
    target, person_id = target_of_message(update), chat_user_id_of(update)
    asked = await asked_list(context, person_id, "new")
    if asked.is_watchlist:
        await _open_asked(context, target, person_id, asked)
        return
    open_new = context.services.decks.open_new
    page = await context.run(open_new, person_id, asked.amount or DEFAULT_LENGTH, asked.filters)
    await show_page(context, target, page, person_id)


async def open_recommended(tap: Tap, _: RecommendButton, context: MatineeContext) -> None:
    """Open a personal list from a button: it stands under refusals, too, so it leads on."""
    page = await context.run(context.services.decks.open_mine, tap.chat_user_id)
    await show_page(context, tap.target, page, tap.chat_user_id)


async def open_popular(tap: Tap, _: PopularButton, context: MatineeContext) -> None:
    """Open a popular list, as /popular does, from a button."""
    page = await context.run(context.services.decks.open_popular, tap.chat_user_id)
    await show_page(context, tap.target, page, tap.chat_user_id)


async def open_similar(tap: Tap, button: SimilarButton, context: MatineeContext) -> None:
    """Open a list of films like the one on the card; the card stays, so that one can go on there."""
    decks = context.services.decks
    page = await context.run(decks.open_similar, tap.chat_user_id, [button.movie_id])
    await show_page(context, tap.target.as_new_message(), page, tap.chat_user_id)


async def turn(tap: Tap, button: TurnButton, context: MatineeContext) -> None:
    """Leaf to another card."""
    decks = context.services.decks
    page = await context.run(decks.turn, tap.chat_user_id, button.deck_id, button.position)
    await show_page(context, tap.target, page, tap.chat_user_id)


async def rate(tap: Tap, button: RateCardButton, context: MatineeContext) -> None:
    """Save stars and go on; what follows has learned from them. Stars outlive the list they were given in."""
    person_id, movie_id, stars = tap.chat_user_id, button.movie_id, button.stars
    try:
        page = await context.run(context.services.deck_acts.rate, person_id, button.deck_id, movie_id, stars)
    except DeckGone:
        await context.run(context.services.rating.rate, person_id, movie_id, stars)
        await show_film(context, tap.target.as_new_message(), movie_id, person_id, just_rated=True)
    else:
        await show_page(context, tap.target, page, person_id)


async def refine(tap: Tap, button: RefineCardButton, context: MatineeContext) -> None:
    """Change the last stars by half a star and stay."""
    page = await context.run(
        context.services.deck_acts.refine,
        tap.chat_user_id,
        button.deck_id,
        button.position,
        button.movie_id,
        button.stars,
    )
    given = [each for each in tap.offered(RestoreStarsButton) if each.movie_id == button.movie_id]
    if given:  # stars given a moment ago are undone as a whole
        page = replace(page, replaced=undoing.restored(given[0]))
    await show_page(context, tap.target, page, tap.chat_user_id)


async def restore(tap: Tap, button: RestoreStarsButton, context: MatineeContext) -> None:
    """Let the stars of a film be as they were before the last tap, and show its card."""
    earlier, acts = undoing.restored(button), context.services.deck_acts
    page = await context.run(acts.restore, tap.chat_user_id, button.deck_id, earlier)
    await show_page(context, tap.target, page, tap.chat_user_id)


async def delete(tap: Tap, button: DeleteStarsButton, context: MatineeContext) -> None:
    """Take the stars of the film on the card back; they can be put back at once."""
    acts = context.services.deck_acts
    page = await context.run(acts.delete, tap.chat_user_id, button.deck_id, button.movie_id)
    await show_page(context, tap.target, page, tap.chat_user_id)


async def hide(tap: Tap, button: HideButton, context: MatineeContext) -> None:
    """Hide the film from every list, and go on to the next card."""
    acts = context.services.deck_acts
    page = await context.run(acts.hide, tap.chat_user_id, button.deck_id, button.movie_id)
    undo = UnhideButton(tap.chat_user_id, button.deck_id, button.movie_id)
    has_turned = page.film.movie_id != button.movie_id
    await show_page(context, tap.target, page, tap.chat_user_id, undo=undo if has_turned else None)


async def unhide(tap: Tap, button: UnhideButton, context: MatineeContext) -> None:
    """Take "not for me" back."""
    acts = context.services.deck_acts
    page = await context.run(acts.unhide, tap.chat_user_id, button.deck_id, button.movie_id)
    await show_page(context, tap.target, page, tap.chat_user_id)


async def seen(tap: Tap, button: SeenButton, context: MatineeContext) -> None:
    """Note that a film was seen, without stars, and go on."""
    acts = context.services.deck_acts
    page = await context.run(acts.mark_seen, tap.chat_user_id, button.deck_id, button.movie_id)
    undo = UnseeButton(tap.chat_user_id, button.deck_id, button.movie_id)
    has_turned = page.film.movie_id != button.movie_id
    await show_page(context, tap.target, page, tap.chat_user_id, undo=undo if has_turned else None)


async def unsee(tap: Tap, button: UnseeButton, context: MatineeContext) -> None:
    """Take "seen" back."""
    page = await context.run(
        context.services.deck_acts.unsee, tap.chat_user_id, button.deck_id, button.movie_id
    )
    await show_page(context, tap.target, page, tap.chat_user_id)


async def keep(tap: Tap, button: KeepButton, context: MatineeContext) -> None:
    """Keep a film for later and stay on its card."""
    await _keep(tap, button, context, is_kept=True)


async def unkeep(tap: Tap, button: UnkeepButton, context: MatineeContext) -> None:
    """Keep a film no longer and stay on its card."""
    await _keep(tap, button, context, is_kept=False)


async def actions(tap: Tap, button: DeckActionsButton, context: MatineeContext) -> None:
    """Show the rest of what the card offers; only its buttons change."""
    decks = context.services.decks
    page = await context.run(decks.turn, tap.chat_user_id, button.deck_id, button.position)
    keyboard = deck_keyboards.deck_actions(context.locale, page, tap.chat_user_id, context.identity)
    await sending.change_buttons(context, tap.target, keyboard)


async def more(tap: Tap, button: MoreButton, context: MatineeContext) -> None:
    """Make the list longer and leaf on."""
    decks = context.services.decks
    page = await context.run(decks.more, tap.chat_user_id, button.deck_id, button.size)
    await show_page(context, tap.target, page, tap.chat_user_id)


async def _keep(
    tap: Tap, button: KeepButton | UnkeepButton, context: MatineeContext, *, is_kept: bool
) -> None:
    acts = context.services.deck_acts
    page = await context.run(acts.keep, tap.chat_user_id, button.deck_id, button.movie_id, is_kept=is_kept)
    stars, leafing, last = deck_keyboards.deck(context.locale, page, tap.chat_user_id).inline_keyboard
    # What leads on and what undoes stays as it is: it is about the film before, not about this one.
    keyboard = InlineKeyboardMarkup([stars, tap.row(1) or leafing, last])
    await sending.change_buttons(context, tap.target, keyboard)


async def show_page(
    context: MatineeContext, target: Target, page: DeckPage, owner: int, *, undo: Payload | None = None
) -> None:
    """Show a card of a list; `undo` takes back what put the film before aside.

    In a group it says whose list it is: its buttons answer to nobody else.
    """
    in_group = target.chat_id != owner
    whose = await context.name_of(owner) if in_group else None
    details = await context.details.get(page.film, budget=CARD_SECONDS)
    context.details.prefetch(page.ahead)
    card = cards.deck(context.locale, page, details, owner, undo=undo, in_group=in_group, whose=whose)
    await sending.show(context, target, card)


BUTTONS = (
    on(PopularButton, open_popular),
    on(RecommendButton, open_recommended),
    on(TurnButton, turn),
    on(RateCardButton, rate),
    on(RefineCardButton, refine),
    on(HideButton, hide),
    on(RestoreStarsButton, restore),
    on(DeleteStarsButton, delete),
    on(UnhideButton, unhide),
    on(MoreButton, more),
    on(SeenButton, seen),
    on(UnseeButton, unsee),
    on(KeepButton, keep),
    on(UnkeepButton, unkeep),
    on(DeckActionsButton, actions),
    on(SimilarButton, open_similar),
    explain(CounterButton, lambda locale, button: labels.counter_hint(locale, button.position, button.size)),
)
