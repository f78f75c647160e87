"""The filters that a person keeps for every list, with ways to drop them and to keep more."""

from __future__ import annotations

from bot.presentation import labels
from bot.presentation.buttons import Payload, RecommendButton
from bot.presentation.controls import button, keyboard
from bot.presentation.locale import Locale
from bot.presentation.messages import N_
from bot.presentation.narrowing import chip, in_rows, piece
from bot.presentation.outgoing import Note
from bot.services.narrowing import EVERY_PART, parts_of
from bot.services.views import NO_FILTERS, Filters
from bot.services.wishes import Kept

SUGGESTED: tuple[Filters, ...] = (
    Filters(max_minutes=120),
    Filters(first_year=2000),
    Filters(excluded_genres=frozenset({"Horror"})),
    Filters(min_stars=3.5),
    Filters(last_year=1979),
    Filters(features_only=False),
)
"""Filters that one tap keeps; buttons carry their place here, so new ones come last."""

HOW = N_(
    "Say what else you like: <code>/filters comedy after 2000 under 2 hours no horror</code>. "
    "/recommend and /popular keep to it until you take it away."
)


class DropFilterButton(Payload, wire="nd"):
    """Keep a part of one's filters no longer."""

    part: int


class KeepFilterButton(Payload, wire="nk"):
    """Keep one of the suggested filters."""

    number: int


class RestoreFiltersButton(Payload, wire="nr"):
    """Keep once more what was kept before a change."""

    deck_id: int


def kept(locale: Locale, change: Kept, owner: int) -> Note:
    """Return the answer to /filters: what is kept, each part to be dropped, and what could be kept.

    What was changed a moment ago can be taken back.
    """
    filters = change.filters
    if filters == NO_FILTERS:
        text = locale.gettext("<b>Your filters</b>: none, I choose from everything.")
    else:
        text = locale.gettext("<b>Your filters</b>: {filters}", filters=piece(locale, filters))
    drops = [button(chip(locale, filters, part), DropFilterButton(owner, part)) for part in parts_of(filters)]
    keeps = [
        button(f"+ {piece(locale, suggested)}", KeepFilterButton(owner, number))
        for number, suggested in enumerate(SUGGESTED)
        if not set(parts_of(suggested)) & set(parts_of(filters))
    ]
    last = [button(locale.gettext("Show my films"), RecommendButton(owner))]
    if len(drops) > 1:
        last.append(button(locale.gettext("✕ All"), DropFilterButton(owner, EVERY_PART)))
    if change.before is not None:
        last.append(button(locale.gettext(labels.UNDO), RestoreFiltersButton(owner, change.before)))
    return Note(
        f"{text}\n\n{locale.gettext(HOW)}", keyboard(*in_rows(drops), *in_rows(keeps), *in_rows(last))
    )
