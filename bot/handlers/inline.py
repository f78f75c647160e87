"""Inline mode: "@bot heat" in any chat offers films, "@bot" alone one's own picks."""

from __future__ import annotations

import logging

from telegram import InlineQuery, InlineQueryResultsButton, Update
from telegram.error import BadRequest

from bot.chat.refusals import ANSWERED_TOO_LATE, says
from bot.context import MatineeContext
from bot.handlers.typed_text import understood
from bot.presentation import deep_links, inline_results
from bot.presentation.deep_links import FilmLink
from bot.presentation.inline_results import Sender
from bot.services.inline_films import Offer

logger = logging.getLogger(__name__)

# How long Telegram may show the same person the same answer again. One's own picks change with every rating,
# and whoever was asked to be forgotten must not be shown their stars for long.
PICKS_KEPT_SECONDS = 5
FOUND_KEPT_SECONDS = 60
MAX_OFFSET_DIGITS = 6


async def offer_films(update: Update, context: MatineeContext) -> None:
    """Answer an inline query with films that the person can send."""
    query = update.inline_query
    if query is None:
        return
    offer = await _offer(query, context)
    details = await context.details.remembered([each.film for each in offer.films])
    sender = Sender(query.from_user.id, query.from_user.first_name)
    results = inline_results.results(context.locale, offer, details, sender, context.identity)
    try:
        await context.bot.answer_inline_query(
            query.id,
            results,
            cache_time=FOUND_KEPT_SECONDS if query.query.strip() else PICKS_KEPT_SECONDS,
            is_personal=True,
            next_offset="" if offer.next_offset is None else str(offer.next_offset),
            button=_door(context, offer, query),
        )
    except BadRequest as error:
        if not says(error, ANSWERED_TOO_LATE):
            raise
        logger.info("an inline query was answered too late")


async def _offer(query: InlineQuery, context: MatineeContext) -> Offer:
    """Return the film that a card's *Share* names, or what the words ask for."""
    films, person_id = context.services.inline_films, query.from_user.id
    shared = deep_links.parse(query.query.strip())
    if isinstance(shared, FilmLink):
        return await context.run(films.share, person_id, shared.movie_id)
    request = understood(context, query.query) if query.query.strip() else None
    return await context.run(films.offer, person_id, request, _offset_of(query))


def _door(context: MatineeContext, offer: Offer, query: InlineQuery) -> InlineQueryResultsButton | None:
    """Return the way into the private chat; it stands above the first page only."""
    return None if query.offset else inline_results.door(context.locale, offer.kind)


def _offset_of(query: InlineQuery) -> int:
    """Return where the page begins; -1, where there is none, for what we never sent."""
    if not query.offset:
        return 0
    is_number = query.offset.isascii() and query.offset.isdecimal() and len(query.offset) <= MAX_OFFSET_DIGITS
    return int(query.offset) if is_number else -1
