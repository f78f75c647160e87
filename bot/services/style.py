"""How daring somebody's recommendations may be: three styles, and the boldness that each stands for."""

from __future__ import annotations

from enum import IntEnum


class Style(IntEnum):
    """How daring somebody's recommendations may be."""

    SAFER = 1
    BALANCED = 2
    BOLDER = 3


BOLDNESS = {Style.SAFER: -0.5, Style.BALANCED: 0.0, Style.BOLDER: 0.5}


def style_of(boldness: float) -> Style:
    """Return the style nearest to a boldness."""
    return min(Style, key=lambda style: abs(BOLDNESS[style] - boldness))
