"""What motifs are drawn with: shapes in the coordinates of a poster of 600 × 900."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from random import Random

from PIL import ImageDraw

from bot.posters.drawing.palettes import Colour

WIDTH, HEIGHT = 600, 900
PICTURE_HEIGHT = 640  # below it stands the title
CENTRE = 300

Point = tuple[float, float]


class Canvas:
    """Draws shapes on a larger image, so that shrinking it smooths their edges."""

    def __init__(self, draw: ImageDraw.ImageDraw, scale: int) -> None:
        self._draw = draw
        self._scale = scale

    def circle(self, x: float, y: float, radius: float, colour: Colour, *, alpha: int = 255) -> None:
        """Fill a circle."""
        self._draw.ellipse(self._bounds(x, y, radius, radius), fill=(*colour, alpha))

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """Fill an upright ellipse."""
        self._draw.ellipse(self._bounds(x, y, rx, ry), fill=colour)

    def ring(self, x: float, y: float, radius: float, colour: Colour, *, width: float) -> None:
        """Draw a circle's line, inside the radius."""
        self._draw.ellipse(
            self._bounds(x, y, radius, radius), outline=colour, width=round(width * self._scale)
        )

    def polygon(self, points: Sequence[Point], colour: Colour, *, alpha: int = 255) -> None:
        """Fill a polygon."""
        self._draw.polygon([(x * self._scale, y * self._scale) for x, y in points], fill=(*colour, alpha))

    def box(
        self, x: float, y: float, width: float, height: float, colour: Colour, *, alpha: int = 255
    ) -> None:
        """Fill a rectangle."""
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self.polygon(corners, colour, alpha=alpha)

    def slice(self, x: float, y: float, radius: float, angles: tuple[float, float], colour: Colour) -> None:
        """Fill a slice of a circle between two angles (degrees, clockwise from three o'clock)."""
        self._draw.pieslice(self._bounds(x, y, radius, radius), *angles, fill=colour)

    def _bounds(self, x: float, y: float, rx: float, ry: float) -> list[Point]:
        scale = self._scale
        return [((x - rx) * scale, (y - ry) * scale), ((x + rx) * scale, (y + ry) * scale)]


def at(centre: Point, distance: float, angle: float) -> Point:
    """Return the point in a direction (radians, clockwise from three o'clock)."""
    return centre[0] + distance * cos(angle), centre[1] + distance * sin(angle)


def star(centre: Point, radii: tuple[float, float], points: int, turn: float) -> list[Point]:
    """Return a star's corners between an outer and an inner radius."""
    return [at(centre, radii[corner % 2], turn + pi * corner / points) for corner in range(2 * points)]


def ridge(rng: Random, base: float, height: float, peaks: int) -> list[Point]:
    """Return a jagged line from the left edge to the right and the corners below it."""
    step = WIDTH / peaks
    line: list[Point] = [(0, base + rng.uniform(-0.4, 0.2) * height)]
    for peak in range(peaks):
        line.append(((peak + rng.uniform(0.3, 0.7)) * step, base - rng.uniform(0.55, 1) * height))
        line.append(((peak + 1) * step, base + rng.uniform(-0.3, 0.3) * height))
    return [*line, (WIDTH, HEIGHT), (0, HEIGHT)]


def heart(centre: Point, size: float) -> list[Point]:
    """Return a heart's outline: x = 16 sin³ t, y = 13 cos t − 5 cos 2t − 2 cos 3t − cos 4t."""
    outline = []
    for step in range(72):
        t = 2 * pi * step / 72
        x, y = 16 * sin(t) ** 3, 13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)
        outline.append((centre[0] + x * size / 16, centre[1] - y * size / 16))
    return outline


def arc(
    centre: Point, radius: float, angles: tuple[float, float], *, flat: float = 1, tilt: float = 0
) -> list[Point]:
    """Return points along an arc (radians), flattened and tilted if it is a planet's ring."""
    steps = 40
    turns = [angles[0] + (angles[1] - angles[0]) * step / steps for step in range(steps + 1)]
    return [_tilted(centre, radius * cos(turn), flat * radius * sin(turn), tilt) for turn in turns]


def _tilted(centre: Point, dx: float, dy: float, tilt: float) -> Point:
    return centre[0] + dx * cos(tilt) - dy * sin(tilt), centre[1] + dx * sin(tilt) + dy * cos(tilt)
