"""Several posters on one picture, numbered as the buttons under it are."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from bot.posters.drawing.canvas import HEIGHT, WIDTH
from bot.posters.drawing.lettering import DISPLAY, load
from bot.posters.drawing.palettes import Colour

A_ROW = 3
SHRINK = 2  # of a poster's 600 × 900
GAP = 8
BADGE = 54
PAPER: Colour = (18, 18, 22)
INK: Colour = (255, 255, 255)
QUALITY = 82


def sheet_of(posters: Sequence[bytes]) -> bytes:
    """Return a JPEG of drawn posters side by side, three a row."""
    wide, high = WIDTH // SHRINK, HEIGHT // SHRINK
    columns, rows = min(A_ROW, max(len(posters), 1)), max(-(-len(posters) // A_ROW), 1)
    sheet = Image.new("RGB", (columns * (wide + GAP) - GAP, rows * (high + GAP) - GAP), PAPER)
    draw = ImageDraw.Draw(sheet)
    for place, content in enumerate(posters):
        corner = place % A_ROW * (wide + GAP), place // A_ROW * (high + GAP)
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as poster:
            sheet.paste(poster.reduce(SHRINK), corner)
        _write_number(draw, corner, place + 1)
    file = io.BytesIO()
    sheet.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def _write_number(draw: ImageDraw.ImageDraw, corner: tuple[int, int], number: int) -> None:
    left, top = corner
    draw.rectangle((left, top, left + BADGE, top + BADGE), PAPER)
    middle = left + BADGE / 2, top + BADGE / 2
    draw.text(middle, str(number), INK, load(DISPLAY, 36), anchor="mm")
