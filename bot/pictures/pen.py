"""Writing and drawing on a picture: text that fits its place, stars among it, boxes with smooth corners."""

from __future__ import annotations

from functools import lru_cache
from math import pi
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw

from bot.posters.drawing.canvas import star
from bot.posters.drawing.lettering import TEXT, drawable, load
from bot.posters.drawing.palettes import Colour

Weight = Literal["heavy", "bold", "plain"]
Side = Literal["left", "right", "middle"]

FACES: dict[Weight, Path] = {
    "heavy": TEXT.with_name("Manrope-ExtraBold.ttf"),
    "bold": TEXT.with_name("Manrope-Bold.ttf"),
    "plain": TEXT.with_name("Manrope-Medium.ttf"),
}
STAR = "★"  # in no typeface of ours: drawn
STAR_EMS = 0.92
SMALLEST = 0.72  # of the size that is wanted; what does not fit then is cut
SMOOTH = 4


class Pen:
    """Writes and draws on one image."""

    def __init__(self, image: Image.Image) -> None:
        self._image = image
        self._draw = ImageDraw.Draw(image)

    def write(
        self,
        x: float,
        baseline: float,
        text: str,
        colour: Colour,
        *,
        size: int,
        weight: Weight = "plain",
        side: Side = "left",
        width: float | None = None,
    ) -> float:
        """Write one line from x on, up to it or around it, no wider than allowed; return its width."""
        if width is not None:
            size, text = fitted(text, weight, size, width)
        written = width_of(text, weight, size)
        left = x - written * {"left": 0.0, "middle": 0.5, "right": 1.0}[side]
        for piece in _pieces(text):
            if piece == STAR:
                self._star(left, baseline, size, colour)
            else:
                face, letters = _letters(piece, weight)
                self._draw.text((left, baseline), letters, colour, load(face, size), anchor="ls")
            left += _piece_width(piece, weight, size)
        return written

    def box(
        self, left: float, top: float, width: float, height: float, colour: Colour, *, radius: float = 0
    ) -> None:
        """Fill a box with round corners."""
        size = max(round(width), 1), max(round(height), 1)
        mask = _round_mask(size, min(round(radius), min(size) // 2))
        self._image.paste(colour, (round(left), round(top)), mask)

    def picture(self, picture: Image.Image, left: int, top: int, *, radius: int) -> None:
        """Paste a picture with round corners."""
        self._image.paste(picture, (left, top), _round_mask(picture.size, radius))

    def _star(self, left: float, baseline: float, size: int, colour: Colour) -> None:
        mask = _star_mask(size)
        self._image.paste(colour, (round(left), round(baseline - 0.80 * size)), mask)


def width_of(text: str, weight: Weight, size: int) -> float:
    """Return how wide a line is (pixels)."""
    return sum(_piece_width(piece, weight, size) for piece in _pieces(text))


def fitted(text: str, weight: Weight, size: int, width: float) -> tuple[int, str]:
    """Return the size and as much of the text as fits a width: smaller first, then cut."""
    for smaller in range(size, round(size * SMALLEST) - 1, -1):
        if width_of(text, weight, smaller) <= width:
            return smaller, text
    smallest = round(size * SMALLEST)
    return smallest, cut_to(text, weight, smallest, width)


def cut_to(text: str, weight: Weight, size: int, width: float) -> str:
    """Return as much of the text as fits, with an ellipsis where something is left out."""
    if width_of(text, weight, size) <= width:
        return text
    kept = len(text)
    while kept and width_of(text[:kept].rstrip(" ,.:;–-") + "…", weight, size) > width:
        kept -= 1
    return text[:kept].rstrip(" ,.:;–-") + "…"


def lines_of(text: str, weight: Weight, size: int, width: float, most: int) -> list[str]:
    """Return a text in lines that fit, the last one cut where there are more."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        count = 1
        while count < len(words) and width_of(" ".join(words[: count + 1]), weight, size) <= width:
            count += 1
        is_last = len(lines) == most - 1
        taken, words = (words, []) if is_last else (words[:count], words[count:])
        lines.append(cut_to(" ".join(taken), weight, size, width))
    return lines


def _pieces(text: str) -> list[str]:
    """Return a text's parts, stars by themselves."""
    parts = [part for each in text.split(STAR) for part in (each, STAR)][:-1]
    return [part for part in parts if part]


def _piece_width(piece: str, weight: Weight, size: int) -> float:
    if piece == STAR:
        return STAR_EMS * size
    face, letters = _letters(piece, weight)
    return load(face, size).getlength(letters)


@lru_cache(maxsize=1024)
def _letters(piece: str, weight: Weight) -> tuple[Path, str]:
    """Return what can be drawn of a piece, spaces at its ends kept."""
    face, letters = drawable(piece, (FACES[weight],))
    before = " " if piece.startswith(" ") else ""
    behind = " " if piece.endswith(" ") and letters else ""
    return face, f"{before}{letters}{behind}"


@lru_cache(maxsize=64)
def _round_mask(size: tuple[int, int], radius: int) -> Image.Image:
    width, height = size
    mask = Image.new("L", (width * SMOOTH, height * SMOOTH))
    corners = (0, 0, width * SMOOTH - 1, height * SMOOTH - 1)
    ImageDraw.Draw(mask).rounded_rectangle(corners, radius * SMOOTH, 255)
    return mask.reduce(SMOOTH)


@lru_cache(maxsize=64)
def _star_mask(size: int) -> Image.Image:
    side = round(size * STAR_EMS)
    mask = Image.new("L", (side * SMOOTH, side * SMOOTH))
    middle = side * SMOOTH / 2
    points = star((middle, middle * 1.06), (middle * 0.9, middle * 0.40), 5, -pi / 2)
    ImageDraw.Draw(mask).polygon(points, 255)
    return mask.reduce(SMOOTH)
