"""Motifs that are a play of shapes: rays, tiles, two hearts."""

from __future__ import annotations

from math import pi
from random import Random

from bot.posters.drawing.canvas import CENTRE, WIDTH, Canvas, arc, at, heart, star
from bot.posters.drawing.palettes import Palette, mix


def burst(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw rays from one point: action."""
    centre = CENTRE + rng.uniform(-70, 70), rng.uniform(280, 340)
    turn, rays = rng.uniform(0, pi), rng.choice((16, 18, 22))
    for ray in range(rays):
        start, end = turn + 2 * pi * ray / rays, turn + 2 * pi * (ray + 0.62) / rays
        corners = [centre, at(centre, 980, start), at(centre, 980, end)]
        canvas.polygon(corners, palette.middle if ray % 2 else palette.accent, alpha=215)
    canvas.polygon(star(centre, (196, 128), 12, turn), palette.accent)
    canvas.polygon(star(centre, (160, 104), 12, turn + 0.2), palette.light)
    canvas.circle(*centre, 62, palette.middle)


def balls(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw bouncing balls that look at each other: animation."""
    colours = [palette.light, palette.accent, palette.middle]
    rng.shuffle(colours)
    turn = rng.uniform(0, 2 * pi)
    for ball, colour in enumerate(colours):
        canvas.circle(*at((CENTRE, 300), 104, turn + 2 * pi * ball / 3), 140, colour, alpha=228)
    x, y = at((CENTRE, 300), 32, turn)
    look = rng.uniform(-12, 12)
    for side in (-44, 44):
        canvas.circle(x + side, y, 40, (255, 255, 255))
        canvas.circle(x + side + look, y + 8, 18, palette.ground)


def grin(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw a laughing face: comedy."""
    centre, tilt = (CENTRE, 295), rng.uniform(-14, 14)
    for _ in range(22):
        spot = at(centre, rng.uniform(255, 430), rng.uniform(0, 2 * pi))
        canvas.circle(*spot, rng.uniform(7, 17), rng.choice((palette.light, palette.accent)))
    canvas.circle(*centre, 226, palette.middle)
    mouth = at(centre, 12, pi * tilt / 180 + pi / 2)
    canvas.slice(*mouth, 160, (tilt, 180 + tilt), palette.ground)
    canvas.circle(*at(centre, 92, pi * tilt / 180 + pi / 2), 56, palette.accent)
    for side in (-1, 1):
        x, y = at(centre, 118, pi * tilt / 180 - pi / 2 + side * 0.7)
        canvas.circle(x, y, 42, palette.light)
        canvas.circle(x + 10, y + 8, 19, palette.ground)


def tiles(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw quarter circles in a grid, each turned its own way: comedy, drama."""
    side = 150
    shades = [palette.light, palette.accent, palette.middle, mix(palette.sky, palette.ground, 0.55)]
    for column in range(4):
        for row in range(5):
            back, front = rng.sample(shades, 2)
            left, top = column * side, row * side
            canvas.box(left, top, side, side, back)
            quarter = rng.randrange(4)
            corner = (left + side * (quarter in (1, 2)), top + side * (quarter > 1))
            for radius, colour in ((side, front), (side / 2.4, back)):
                canvas.polygon(
                    [corner, *arc(corner, radius, (pi / 2 * quarter, pi / 2 * (quarter + 1)))], colour
                )


def lens(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw the blades of an open lens: documentary."""
    centre, turn, blades = (CENTRE, 300), rng.uniform(0, pi), rng.choice((7, 8, 9))
    canvas.circle(*centre, 244, palette.ground)
    canvas.circle(*centre, 226, palette.middle)
    for blade in range(blades):
        angle = turn + 2 * pi * blade / blades
        edge = [at(centre, 118, angle), at(centre, 226, angle + 0.92), at(centre, 226, angle + 0.97)]
        canvas.polygon(edge, palette.ground)
    hole = [at(centre, 122, turn + 2 * pi * blade / blades) for blade in range(blades)]
    canvas.polygon(hole, palette.ground)
    canvas.circle(*centre, 84, palette.accent)
    canvas.circle(*centre, 52, mix(palette.accent, palette.ground, 0.55))
    canvas.circle(CENTRE - 32, 268, 18, palette.light)


def two_halves(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw two halves that do not quite meet: drama."""
    canvas.circle(CENTRE, 300, 262, palette.middle, alpha=150)
    turn, gap = rng.choice((0, 45, 90, 135)), rng.uniform(50, 95)
    for half, colour in ((0, palette.light), (180, palette.accent)):
        along = pi * (turn + half) / 180
        x, y = at((CENTRE, 300), gap, along)
        canvas.slice(x, y, 180, (turn + half, turn + half + 180), colour)


def record(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw a record and its sound: musical."""
    y = 300
    for bar in range(15):
        height = rng.uniform(120, 560)
        colour = palette.middle if bar % 2 else palette.accent
        canvas.box(12 + 39 * bar, y - height / 2, 28, height, colour, alpha=150)
    canvas.circle(CENTRE, y, 212, palette.ground)
    for groove in range(4):
        canvas.ring(CENTRE, y, 192 - 27 * groove, mix(palette.ground, palette.light, 0.28), width=2.5)
    canvas.circle(CENTRE, y, 84, palette.accent)
    canvas.circle(CENTRE, y, 62, palette.light)
    canvas.circle(CENTRE, y, 12, palette.ground)


def hearts(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw two hearts that overlap: romance."""
    lift, apart = rng.uniform(-34, 34), rng.uniform(58, 96)
    canvas.circle(CENTRE, 300, 252, palette.light, alpha=70)
    canvas.polygon(heart((CENTRE - apart, 290 - lift), 146), palette.accent)
    canvas.polygon(heart((CENTRE + apart, 290 + lift), 146), palette.middle, alpha=222)


def tunnel(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw squares that turn as they sink: thriller."""
    turn, step = rng.uniform(0, pi / 2), rng.choice((-1, 1)) * rng.uniform(0.1, 0.16)
    for depth in range(15):
        corners = [
            at((CENTRE, 300), 560 * 0.82**depth, turn + step * depth + pi * side / 2) for side in range(4)
        ]
        canvas.polygon(corners, (palette.middle, palette.sky, palette.ground)[depth % 3])
    canvas.circle(CENTRE, 300, 20, palette.accent)


def chevrons(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw stripes of rank under a star: war."""
    sun = rng.uniform(150, 190)
    canvas.circle(CENTRE, 240, sun + 60, palette.light, alpha=50)
    canvas.circle(CENTRE, 240, sun, palette.accent)
    canvas.polygon(star((CENTRE, 240), (116, 46), 5, -pi / 2), palette.light)
    for stripe in range(3):
        y = 400 + 82 * stripe
        upper = [(0, y + 120), (CENTRE, y - 40), (WIDTH, y + 120)]
        lower = [(WIDTH, y + 176), (CENTRE, y + 16), (0, y + 176)]
        canvas.polygon([*upper, *lower], mix(palette.middle, palette.ground, 0.3 * stripe))


def beam(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw a projector's beam on a screen: films without a genre, and very large ones."""
    y = rng.uniform(250, 290)
    for reach in (240, 180):
        corners = [(CENTRE, 660), (CENTRE - reach, y - 100), (CENTRE + reach, y - 100)]
        canvas.polygon(corners, palette.light, alpha=60)
    canvas.box(60, y - 170, 480, 300, palette.light)
    canvas.box(74, y - 156, 452, 272, palette.middle)
    canvas.circle(CENTRE, y - 20, 92, palette.accent)
    triangle = [(CENTRE - 28, y - 68), (CENTRE + 52, y - 20), (CENTRE - 28, y + 28)]
    canvas.polygon(triangle, palette.light)
