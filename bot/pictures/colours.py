"""The colours of pictures, light and dark."""

from __future__ import annotations

from dataclasses import dataclass

from bot.posters.drawing.palettes import Colour
from bot.presentation.taste_sheet import PictureTheme


@dataclass(frozen=True)
class Colours:
    """What is written and drawn with: paper and two inks, then what is more, less, and everybody's."""

    paper: Colour
    ink: Colour
    faint_ink: Colour
    track: Colour
    more: Colour
    less: Colour
    usual: Colour


COLOURS = {
    PictureTheme.LIGHT: Colours(
        paper=(251, 248, 243),
        ink=(31, 27, 24),
        faint_ink=(104, 97, 89),
        track=(232, 225, 215),
        more=(15, 118, 118),
        less=(196, 75, 36),
        usual=(190, 179, 165),
    ),
    PictureTheme.DARK: Colours(
        paper=(21, 23, 28),
        ink=(243, 239, 232),
        faint_ink=(168, 162, 154),
        track=(45, 49, 58),
        more=(82, 201, 190),
        less=(255, 145, 100),
        usual=(98, 103, 115),
    ),
}
