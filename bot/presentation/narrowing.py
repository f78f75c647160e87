"""What a list is narrowed to, as buttons that take the parts away one by one, and bring them back."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation import filter_texts, labels
from bot.presentation.buttons import Payload, RecommendButton
from bot.presentation.controls import Row, button, keyboard
from bot.presentation.locale import Locale
from bot.presentation.markup import cut
from bot.presentation.outgoing import Note
from bot.services.narrowing import EVERY_PART, only, parts_of
from bot.services.views import Filters

ROOM = (18, 11, 7)  # letters a label that a small phone shows of one, two and three beside the way on
ROOM_BESIDE_THREE = 8  # and of one beside two arrows and the counter
A_THIRD = 12  # letters that a third of the width of a small phone holds
CHIP_LENGTH = 14
A_ROW = 2
HALF_A_ROW = 18  # letters that half the width of a small phone holds


class LoosenButton(Payload, wire="nl"):
    """Open the list of a card once more, without a part of its filters."""

    deck_id: int
    part: int


class FilterPartsButton(Payload, wire="np"):
    """Show each part of a list's filters under the card at a position, to be taken away."""

    deck_id: int
    position: int


class TightenButton(Payload, wire="nt"):
    """Take loosening back: the narrower list, and what was kept for every list (0: that did not change)."""

    deck_id: int
    kept_id: int


def tightening(owner: int, deck_id: int, kept_id: int | None) -> TightenButton:
    """Return the button that takes loosening back; kept_id is what all lists kept, if that changed."""
    return TightenButton(owner, deck_id, kept_id or 0)


def chips_in_a_row(locale: Locale, filters: Filters, deck_id: int, owner: int, *, beside: int = 0) -> Row:
    """Return a button for each part of a list's filters; one that opens them where they find no room.

    beside is how many more buttons, besides the one that leads on, stand in the row.
    """
    chips = _chips(locale, filters, parts_of(filters), deck_id, owner)
    room = len(chips) + beside
    if room <= len(ROOM) and all(len(each.text) <= ROOM[room - 1] for each in chips):
        return chips
    return [button(locale.gettext("✕ Filters"), FilterPartsButton(owner, deck_id, 0))]


def narrow_chip(locale: Locale, filters: Filters, deck_id: int, position: int, owner: int) -> Row:
    """Return the same as one button with little room, nothing without filters."""
    parts = parts_of(filters)
    chips = _chips(locale, filters, parts, deck_id, owner)
    if len(chips) == 1 and len(chips[0].text) <= ROOM_BESIDE_THREE:
        return chips
    return [button("✕ …", FilterPartsButton(owner, deck_id, position))] if parts else []


def parts(
    locale: Locale, filters: Filters, deck_id: int, back: InlineKeyboardButton, owner: int
) -> list[Row]:
    """Return a button for each part of a list's filters, one for all of them, and the way back."""
    shown = parts_of(filters)
    chips = _chips(locale, filters, shown, deck_id, owner)
    is_row = len(chips) <= len(ROOM) and all(len(each.text) <= A_THIRD for each in chips)
    everything = _chips(locale, filters, [EVERY_PART], deck_id, owner) if len(shown) > 1 else []
    return [*([chips] if is_row else in_rows(chips)), [*everything, back]]


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
    """Return ways on where no film fits: each part taken away, all of them, or one's films."""
    mine = button(locale.gettext(labels.SHOW_MY_FILMS), RecommendButton(owner))
    if deck_id is None:
        return keyboard([mine])
    return keyboard(*parts(locale, filters, deck_id, mine, owner))


def with_undo(locale: Locale, note: Note, undo: TightenButton) -> Note:
    """Return what is said of a list without films, with the way back to the narrower one."""
    rows = () if note.keyboard is None else note.keyboard.inline_keyboard
    return Note(note.text, keyboard([button(locale.gettext(labels.UNDO), undo)], *map(list, rows)))


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
