"""Motifs that show a place: mountains, a street at night, a planet."""

from __future__ import annotations

from math import pi
from random import Random

from bot.posters.drawing.canvas import CENTRE, HEIGHT, WIDTH, Canvas, Point, arc, at, ridge, star
from bot.posters.drawing.palettes import Palette, mix


def peaks(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw a low sun behind ranges of mountains: adventure."""
    canvas.circle(rng.uniform(180, 420), rng.uniform(190, 240), rng.uniform(92, 124), palette.light)
    far = mix(palette.sky, palette.middle, 0.65)
    near = mix(palette.accent, palette.ground, 0.6)
    for base, height, across, shade in (
        (400, 190, 2, far),
        (480, 150, 3, palette.accent),
        (560, 110, 4, near),
    ):
        canvas.polygon(ridge(rng, base, height, across), shade)


def rainbow(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw a rainbow, a sun and hills: children."""
    x = rng.choice((180, 420))
    dusk = mix(palette.sky, palette.ground, 0.4)
    for band, colour in enumerate((palette.accent, palette.middle, palette.light, dusk, palette.sky)):
        canvas.circle(x, 520, 330 - 48 * band, colour)
    canvas.circle(600 - x, 120, 58, palette.light)
    hill = mix(palette.sky, palette.ground, 0.7)
    canvas.ellipse(90, 690, 330, 210, hill)
    canvas.ellipse(520, 700, 330, 190, mix(hill, palette.ground, 0.5))


def blinds(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw light through blinds and somebody in a hat: crime."""
    skew = rng.choice((-1, 1)) * rng.uniform(50, 90)
    for y in range(40, 640, 66):
        slat = [(0, y + skew), (WIDTH, y - skew), (WIDTH, y - skew + 30), (0, y + skew + 30)]
        canvas.polygon(slat, palette.accent, alpha=205)
    x = rng.uniform(250, 350)
    canvas.ellipse(x, 760, 200, 330, palette.ground)
    canvas.ellipse(x, 372, 72, 88, palette.ground)
    canvas.ellipse(x, 330, 150, 22, palette.ground)
    crown = [(x - 82, 330), (x - 66, 236), (x, 252), (x + 66, 236), (x + 82, 330)]
    canvas.polygon(crown, palette.ground)
    canvas.polygon([(x - 81, 320), (x - 78, 300), (x + 78, 300), (x + 81, 320)], palette.middle)


def arches(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw door behind door, a light in the last: drama."""
    x, bend = CENTRE, rng.uniform(-9, 9)
    shades = [mix(palette.middle, palette.ground, share) for share in (0.55, 0.35, 0.15)]
    for depth, colour in enumerate((*shades, palette.accent, palette.light)):
        half, top = 236 - 47 * depth, 286 + 12 * depth
        canvas.circle(x + bend * depth, top, half, colour)
        canvas.box(x + bend * depth - half, top, 2 * half, HEIGHT, colour)
    canvas.ellipse(x + 4 * bend, 482, 13, 15, palette.ground)
    canvas.polygon([(x + 4 * bend - 17, 580), (x + 4 * bend, 488), (x + 4 * bend + 17, 580)], palette.ground)


def sea(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw a sun and its broken reflection: drama."""
    x, horizon = rng.uniform(210, 390), rng.uniform(340, 380)
    canvas.circle(x, horizon - rng.uniform(30, 70), 150, palette.accent)
    canvas.box(0, horizon, WIDTH, HEIGHT, mix(palette.middle, palette.ground, 0.45))
    for wave in range(9):
        half = rng.uniform(40, 150) * (1 - wave / 14)
        shift = rng.uniform(-20, 20)
        canvas.box(x + shift - half, horizon + 14 + 25 * wave, 2 * half, 8, palette.light)


def crescent(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw a crescent above towers and stars: fantasy."""
    moon = rng.uniform(230, 370), 210
    for _ in range(28):
        spot = rng.uniform(20, 580), rng.uniform(20, 420)
        canvas.polygon(star(spot, (rng.uniform(4, 12), 2), 4, 0), palette.light)
    canvas.circle(*moon, 160, palette.accent, alpha=50)
    # The angles at which a circle of 116 and one of 96, moved by (44, -8), meet.
    hollow = arc((moon[0] + 44, moon[1] - 8), 96, (1.655, 4.268))
    canvas.polygon([*arc(moon, 116, (0.746, 5.178)), *reversed(hollow)], palette.light)
    wall = mix(palette.sky, palette.ground, 0.72)
    towers = ((80, 62, 470), (150, 84, 390), (250, 110, 430), (372, 72, 360), (455, 68, 480))
    for left, width, height in towers:
        top, middle = height + rng.uniform(-30, 30), left + width / 2
        canvas.box(left, top, width, 500, wall)
        roof = [(left - 10, top), (middle, top - 1.5 * width), (left + width + 10, top)]
        canvas.polygon(roof, palette.middle)
        canvas.box(middle - 6, top + 34, 12, 26, palette.light)


def spotlight(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw a cone of light on an empty street: film noir."""
    side = rng.choice((-1, 1))
    lamp, x = CENTRE - 180 * side, CENTRE + 30 * side
    canvas.polygon([(lamp - 24, 96), (lamp + 24, 96), (540, 560), (60, 560)], palette.light, alpha=225)
    canvas.ellipse(CENTRE, 560, 240, 46, palette.light)
    canvas.polygon([(lamp - 46, 104), (lamp - 26, 48), (lamp + 26, 48), (lamp + 46, 104)], palette.ground)
    canvas.box(lamp - 5, 0, 10, 60, palette.ground)
    canvas.polygon([(x - 52, 560), (x - 40, 350), (x + 40, 350), (x + 52, 560)], palette.ground)
    canvas.ellipse(x, 312, 28, 36, palette.ground)
    canvas.ellipse(x, 296, 58, 10, palette.ground)
    canvas.box(x - 30, 262, 60, 34, palette.ground)
    shade = [(x - 50, 556), (x + 50, 556), (x + 260 * side + 50, 640), (x + 260 * side - 80, 640)]
    canvas.polygon(shade, palette.ground, alpha=150)


def trunks(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw a swollen moon behind bare trunks: horror."""
    x = rng.uniform(220, 380)
    canvas.circle(x, 270, 196, palette.light, alpha=40)
    canvas.circle(x, 270, 162, palette.light)
    for crater, radius in ((-60, 26), (40, 38), (76, 14)):
        canvas.circle(x + crater, 250 + rng.uniform(-70, 70), radius, palette.middle, alpha=60)
    spot = -20.0
    while spot < WIDTH + 20:
        _trunk(canvas, palette, rng, spot)
        spot += rng.uniform(34, 82)


def keyhole(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw somebody in the light behind a keyhole: mystery."""
    y, turn = 240, rng.uniform(0, 2 * pi)
    for step in range(7):
        centre = at((CENTRE, y + 50), 30 - 4 * step, turn)
        canvas.circle(*centre, 430 - 48 * step, mix(palette.middle, palette.sky, step / 6))
    for radius, waist, foot, colour in ((104, 56, 112, palette.accent), (84, 40, 88, palette.light)):
        canvas.circle(CENTRE, y, radius, colour)
        bottom = 420 + radius
        skirt = [
            (CENTRE - waist, y + 50),
            (CENTRE + waist, y + 50),
            (CENTRE + foot, bottom),
            (CENTRE - foot, bottom),
        ]
        canvas.polygon(skirt, colour)
    canvas.circle(CENTRE, y + 8, 30, palette.ground)
    body = [(CENTRE - 26, y + 46), (CENTRE + 26, y + 46), (CENTRE + 44, 504), (CENTRE - 44, 504)]
    canvas.polygon(body, palette.ground)


def planet(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw a ringed planet among stars: science fiction."""
    centre, radius = (CENTRE + rng.uniform(-30, 30), rng.uniform(270, 320)), rng.uniform(118, 142)
    for _ in range(70):
        canvas.circle(rng.uniform(0, 600), rng.uniform(0, 620), rng.uniform(0.8, 2.6), palette.light)
    tilt = rng.choice((-1, 1)) * rng.uniform(0.2, 0.42)
    rings = ((2.0 * radius, 1.9 * radius), (1.8 * radius, 1.5 * radius))
    canvas.circle(*centre, radius * 1.25, palette.middle, alpha=40)
    for ring in rings:
        behind = _half_ring(centre, ring, pi, tilt)
        canvas.polygon(behind, mix(palette.accent, palette.ground, 0.45))
    canvas.circle(*centre, radius, palette.middle)
    for height, share in ((-0.45, 0.25), (0.05, 0.4), (0.5, 0.25)):
        half = (1 - height * height) ** 0.5 * radius
        stripe = mix(palette.middle, palette.light, share)
        canvas.ellipse(centre[0], centre[1] + height * radius, half, radius * 0.08, stripe)
    for ring in rings:
        canvas.polygon(_half_ring(centre, ring, 0, tilt), palette.accent)
    canvas.circle(centre[0] + rng.choice((-1, 1)) * 205, centre[1] - 175, rng.uniform(16, 30), palette.light)


def desert(canvas: Canvas, palette: Palette, rng: Random) -> None:
    """Draw a striped sun, a mesa and a cactus: western."""
    canvas.circle(rng.uniform(230, 370), 290, 186, palette.light)
    for stripe in range(5):
        haze = mix(palette.sky, palette.ground, 0.2 + 0.06 * stripe)
        canvas.box(0, 308 + 34 * stripe, WIDTH, 5 + 4 * stripe, haze)
    mesa = rng.choice((60, 380))
    canvas.polygon([(mesa - 60, 600), (mesa, 400), (mesa + 150, 400), (mesa + 215, 600)], palette.middle)
    canvas.polygon(ridge(rng, 545, 26, 5), palette.accent)
    x = 450 if mesa < 200 else 130
    for dx, width, top, bottom in ((0, 34, 350, 700), (-52, 24, 430, 520), (56, 24, 400, 490)):
        canvas.box(x + dx - width / 2, top, width, bottom - top, palette.ground)
        canvas.circle(x + dx, top, width / 2, palette.ground)
    canvas.box(x - 64, 508, 64, 24, palette.ground)
    canvas.box(x, 478, 68, 24, palette.ground)


def _trunk(canvas: Canvas, palette: Palette, rng: Random, foot: float) -> None:
    height, lean, half = rng.uniform(230, 520), rng.uniform(-34, 34), rng.uniform(9, 22)
    tip = 660 - height
    canvas.polygon([(foot - half, HEIGHT), (foot + lean, tip), (foot + half, HEIGHT)], palette.accent)
    for share in (0.35, 0.55, 0.7):
        x, y = foot + lean * share, tip + (HEIGHT - tip) * (1 - share)
        reach = rng.choice((-1, 1)) * rng.uniform(30, 74)
        canvas.polygon([(x, y), (x + reach, y - 62), (x, y + 12)], palette.accent)


def _half_ring(centre: Point, radii: tuple[float, float], start: float, tilt: float) -> list[Point]:
    outer, inner = (arc(centre, radius, (start, start + pi), flat=0.24, tilt=tilt) for radius in radii)
    return [*outer, *reversed(inner)]
