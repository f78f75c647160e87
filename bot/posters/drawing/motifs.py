"""Which picture tells which genre."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bot.posters.drawing.canvas import Canvas
from bot.posters.drawing.palettes import Palette
from bot.posters.drawing.scenes import (
    arches,
    blinds,
    crescent,
    desert,
    keyhole,
    peaks,
    planet,
    rainbow,
    sea,
    spotlight,
    trunks,
)
from bot.posters.drawing.shapes import (
    balls,
    beam,
    burst,
    chevrons,
    grin,
    hearts,
    lens,
    record,
    tiles,
    tunnel,
    two_halves,
)

Motif = Callable[[Canvas, Palette, Random], None]

MOTIFS: dict[str, tuple[Motif, ...]] = {
    "Action": (burst,),
    "Adventure": (peaks,),
    "Animation": (balls,),
    "Children": (rainbow,),
    "Comedy": (grin, tiles),
    "Crime": (blinds,),
    "Documentary": (lens,),
    "Drama": (two_halves, arches, sea, tiles),
    "Fantasy": (crescent,),
    "Film-Noir": (spotlight,),
    "Horror": (trunks,),
    "IMAX": (beam,),
    "Musical": (record,),
    "Mystery": (keyhole,),
    "Romance": (hearts,),
    "Sci-Fi": (planet,),
    "Thriller": (tunnel,),
    "War": (chevrons,),
    "Western": (desert,),
}
WITHOUT_GENRE: tuple[Motif, ...] = (beam, tiles)
