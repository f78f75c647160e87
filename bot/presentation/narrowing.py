"""What a list is narrowed to, as buttons that take the parts away one by one."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation import filter_texts
from bot.presentation.buttons import Payload, RecommendButton
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.locale import Locale
from bot.presentation.markup import cut
from bot.services.narrowing import EVERY_PART, only, parts_of
from bot.services.views import Filters

MAX_CHIPS = 3  # of a list that nothing fits
ROOM = (18, 11, 7)  # letters a label that a small phone shows of one, two and three beside the way on
CHIP_LENGTH = 14
A_ROW = 2
HALF_A_ROW = 18  # letters that half the width of a small phone holds


class LoosenButton(Payload, wire="nl"):
    """Open the list of a card once more, without a part of its filters."""

    deck_id: int
    part: int


def chips_in_a_row(locale: Locale, filters: Filters, deck_id: int, owner: int) -> Row:
    """Return a button for each part of a list's filters; what finds no room goes with one for all of them."""
    parts = parts_of(filters)
    fewer = [(*parts[:count], EVERY_PART) for count in (2, 1, 0) if count < len(parts)]
    return next(
        (
            row
            for row in (_chips(locale, filters, shown, deck_id, owner) for shown in (parts, *fewer))
            if len(row) <= len(ROOM) and all(len(each.text) <= ROOM[len(row) - 1] for each in row)
        ),
        [],
    )


def _chips(locale: Locale, filters: Filters, parts: Sequence[int], deck_id: int, owner: int) -> Row:
    return [button(chip(locale, filters, part), LoosenButton(owner, deck_id, part)) for part in parts]


def chip(locale: Locale, filters: Filters, part: int) -> str:
    """Return what stands on the button that takes a part away."""
    if part == EVERY_PART:
        return locale.gettext("✕ All")
    return f"✕ {cut(piece(locale, only(filters, part)), CHIP_LENGTH)}"


def piece(locale: Locale, filters: Filters) -> str:
    """Say in short what filters narrow a list to."""
    named = filter_texts.genres(locale, filters)
    return " · ".join([*([named] if named else []), *filter_texts.further_pieces(locale, filters)])


def refused(locale: Locale, filters: Filters, deck_id: int | None, owner: int) -> InlineKeyboardMarkup:
    """Return ways on where no film fits: each part taken away, or one's films without any."""
    parts = parts_of(filters)
    shown = parts if len(parts) <= MAX_CHIPS else (*parts[: MAX_CHIPS - 1], EVERY_PART)
    drops = [] if deck_id is None else _chips(locale, filters, shown, deck_id, owner)
    return keyboard(*in_rows(drops), [button(locale.gettext("Show my films"), RecommendButton(owner))])


def in_rows(buttons: list[InlineKeyboardButton]) -> list[Row]:
    """Return buttons in rows of two; one with a long label has a row to itself."""
    rows: list[Row] = []
    for each in buttons:
        fits = bool(rows) and all(len(other.text) <= HALF_A_ROW for other in (*rows[-1], each))
        if fits and len(rows[-1]) < A_ROW:
            rows[-1].append(each)
        else:
            rows.append([each])
    return rows
