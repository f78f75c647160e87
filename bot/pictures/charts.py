"""Charts: bars on both sides of an axis, columns in pairs, scales; each returns where it ends."""

from __future__ import annotations

from bot.pictures.colours import Colours
from bot.pictures.page import HEADING, INSIDE, LEFT, RIGHT, SMALL, TEXT
from bot.pictures.pen import Pen, Side, fitted
from bot.presentation.taste_sheet import SheetBar, SheetColumn, SheetGauge, TasteSheet

HEADING_HEIGHT = 62
BAR_STEP, BAR_HEIGHT = 54, 36
LABEL_WIDTH, NUMBER_WIDTH = 300, 92
COLUMNS_HEIGHT = 160
GAUGE_GAP, GAUGE_HEIGHT = 72, 18


def write_heading(pen: Pen, top: float, heading: str, colours: Colours, *, room: float = INSIDE) -> float:
    """Write a section's heading; return how wide it is."""
    return pen.write(LEFT, top + 34, heading, colours.ink, size=HEADING, weight="heavy", width=room)


def draw_bars(pen: Pen, top: float, sheet: TasteSheet, colours: Colours) -> float:
    """Draw a bar for each genre, to the right of an axis where it is liked more than by everybody."""
    room = INSIDE - write_heading(pen, top, sheet.bars_title, colours, room=INSIDE / 2) - 32
    pen.write(RIGHT, top + 32, sheet.bars_note, colours.faint_ink, size=SMALL, side="right", width=room)
    first, last = LEFT + LABEL_WIDTH + NUMBER_WIDTH, RIGHT - NUMBER_WIDTH
    axis = (first + last) / 2
    top += HEADING_HEIGHT
    foot = top + BAR_STEP * len(sheet.bars)
    for place, bar in enumerate(sheet.bars):
        middle = top + (place + 0.5) * BAR_STEP
        pen.write(LEFT, middle + 13, bar.label, colours.ink, size=TEXT, weight="bold", width=LABEL_WIDTH - 16)
        _draw_bar(pen, bar, (axis, middle), (last - first) / 2, colours)
    pen.box(axis - 1.5, top, 3, foot - top, colours.usual)
    return foot


def _draw_bar(pen: Pen, bar: SheetBar, start: tuple[float, float], reach: float, colours: Colours) -> None:
    axis, middle = start
    length = max(abs(bar.value) * reach, 6)
    is_more = bar.value >= 0
    left = axis if is_more else axis - length
    colour = colours.more if is_more else colours.less
    pen.box(left, middle - BAR_HEIGHT / 2, length, BAR_HEIGHT, colour, radius=8)
    beside = axis + length + 14 if is_more else axis - length - 14
    side: Side = "left" if is_more else "right"
    pen.write(beside, middle + 11, bar.number, colours.ink, size=SMALL, weight="bold", side=side)


def draw_columns(pen: Pen, top: float, sheet: TasteSheet, colours: Colours) -> float:
    """Draw two columns a decade, one's own share of films and everybody's."""
    write_heading(pen, top, sheet.columns_title, colours, room=INSIDE / 3)
    _write_legend(pen, top + 32, sheet, colours)
    foot = top + HEADING_HEIGHT + COLUMNS_HEIGHT
    highest = max(max(column.own, column.usual) for column in sheet.columns)
    step = INSIDE / len(sheet.columns)
    for place, column in enumerate(sheet.columns):
        left = LEFT + place * step
        _draw_pair(pen, column, (left, foot, step), COLUMNS_HEIGHT / highest, colours)
        pen.write(
            left + step / 2,
            foot + 40,
            column.label,
            colours.faint_ink,
            size=SMALL,
            side="middle",
            width=step - 8,
        )
    pen.box(LEFT, foot, INSIDE, 3, colours.usual)
    return foot + 44


def _draw_pair(
    pen: Pen, column: SheetColumn, place: tuple[float, float, float], scale: float, colours: Colours
) -> None:
    left, foot, step = place
    for share, start, colour in ((column.own, 0.13, colours.more), (column.usual, 0.51, colours.usual)):
        height = share * scale
        if height >= 1:
            pen.box(
                left + start * step, foot - height, 0.36 * step, height, colour, radius=min(6, height / 2)
            )


def _write_legend(pen: Pen, baseline: float, sheet: TasteSheet, colours: Colours) -> None:
    """Write whose columns are whose, from the right."""
    right: float = RIGHT
    for label, colour in ((sheet.usual_label, colours.usual), (sheet.own_label, colours.more)):
        right -= pen.write(right, baseline, label, colours.faint_ink, size=SMALL, side="right", width=300)
        pen.box(right - 38, baseline - 24, 26, 26, colour, radius=6)
        right -= 72


def draw_gauges(pen: Pen, top: float, gauges: tuple[SheetGauge, ...], colours: Colours) -> float:
    """Draw scales and bars side by side, their titles in one size."""
    wide = (INSIDE - GAUGE_GAP) / 2
    size = min((fitted(each.title, "heavy", TEXT, wide * 0.68)[0] for each in gauges), default=TEXT)
    for place, gauge in enumerate(gauges):
        left = LEFT + place * (wide + GAUGE_GAP)
        pen.write(left, top + 28, gauge.title, colours.ink, size=size, weight="heavy", width=wide * 0.68)
        pen.write(left + wide, top + 28, gauge.words, colours.ink, size=TEXT, side="right", width=wide * 0.3)
        _draw_gauge(pen, gauge, (left, top + 58), wide, colours)
    return top + 122


def _draw_gauge(
    pen: Pen, gauge: SheetGauge, corner: tuple[float, float], wide: float, colours: Colours
) -> None:
    left, top = corner
    round_end = GAUGE_HEIGHT / 2
    pen.box(left, top, wide, GAUGE_HEIGHT, colours.track, radius=round_end)
    if gauge.ends is None:
        pen.box(
            left, top, max(gauge.value * wide, GAUGE_HEIGHT), GAUGE_HEIGHT, colours.more, radius=round_end
        )
        return
    first = max(gauge.value - gauge.spread, 0) * wide
    last = min(gauge.value + gauge.spread, 1) * wide
    pen.box(left + first, top, max(last - first, GAUGE_HEIGHT), GAUGE_HEIGHT, colours.usual, radius=round_end)
    pen.box(left + wide / 2 - 1.5, top - 6, 3, GAUGE_HEIGHT + 12, colours.faint_ink)
    middle = min(max(gauge.value * wide, 16), wide - 16)
    pen.box(left + middle - 16, top - 7, 32, 32, colours.more, radius=16)
    low, high = gauge.ends
    room, ink = wide / 2 - 16, colours.faint_ink
    pen.write(left, top + 62, low, ink, size=SMALL, width=room)
    pen.write(left + wide, top + 62, high, ink, size=SMALL, side="right", width=room)
