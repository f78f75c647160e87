"""The colours of drawn posters: for every genre a few palettes that suit its mood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """A sky that runs into the ground the title stands on, and three colours for shapes on it."""

    sky: Colour
    ground: Colour
    light: Colour
    middle: Colour
    accent: Colour


def _palette(sky: str, ground: str, light: str, middle: str, accent: str) -> Palette:
    return Palette(*(_colour(code) for code in (sky, ground, light, middle, accent)))


def _colour(code: str) -> Colour:
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


# The most telling genre first: it decides how a film of several genres looks.
PALETTES: dict[str, tuple[Palette, ...]] = {
    "Film-Noir": (
        _palette("3a3d42", "0d0e10", "f1ede3", "8c8d8c", "d8c9a3"),
        _palette("2f3742", "0b0f14", "e9edf0", "75828f", "e3c77b"),
    ),
    "Western": (
        _palette("f2a65a", "5b1f1a", "ffe3a3", "c8553d", "8e2f26"),
        _palette("e9c46a", "4a2318", "fff1cf", "d9773f", "93401f"),
    ),
    "War": (
        _palette("9a9a78", "23271c", "e8e2c5", "5d6347", "c1440e"),
        _palette("b08d57", "2a211a", "f3e6c4", "6b5638", "a4271e"),
    ),
    "Animation": (
        _palette("35b6c9", "0d3f66", "fff4c7", "ff7a59", "ffd23f"),
        _palette("ff9a62", "6b2257", "fff3de", "ffd166", "39b5a6"),
        _palette("6fc36b", "13483f", "fffbe0", "f9c846", "f2695c"),
    ),
    "Documentary": (
        _palette("d9d2c3", "26302f", "fbf8f0", "7d9690", "d1603d"),
        _palette("8fb3c2", "1a2a35", "f6fafb", "4d7a91", "f0a73a"),
    ),
    "Musical": (
        _palette("7b2d8b", "1f0f33", "ffd6ec", "e0559c", "ffb938"),
        _palette("164c7e", "0c1633", "fdf0d5", "3f8efc", "ff5d8f"),
    ),
    "Horror": (
        _palette("6d1018", "0c0507", "f5d7c8", "a31621", "230609"),
        _palette("24413a", "060d0b", "e4f2d0", "4c7a5e", "0e1d19"),
        _palette("3d1f4f", "0a0610", "efd9ff", "70417f", "170a20"),
    ),
    "Sci-Fi": (
        _palette("283c86", "090c22", "f4f1ff", "e8688a", "57d3e8"),
        _palette("0f5e6f", "04141c", "e8fff8", "ffb454", "3fe0c5"),
        _palette("5a2a83", "10071f", "fff0f5", "ff8a5b", "8fb8ff"),
    ),
    "Fantasy": (
        _palette("4e3a9a", "150f38", "ffefc2", "8d6fd1", "f0a6ca"),
        _palette("1f7a8c", "08263a", "fff3cf", "57b8b0", "f4b860"),
    ),
    "Mystery": (
        _palette("2c5364", "0a161d", "f3e9d2", "4f8a8b", "e0a458"),
        _palette("4a3b5c", "120d1b", "f1e8d9", "7d6a99", "d97b66"),
    ),
    "Romance": (
        _palette("f7a399", "5e1a3b", "fff0e6", "e5556e", "b5264f"),
        _palette("f3b9c6", "4a1f4f", "fff6ef", "d9638c", "8e3b7a"),
    ),
    "Crime": (
        _palette("b3312b", "190b0b", "f7e7ce", "6f1d1b", "e8a33d"),
        _palette("c98b2b", "17130e", "fbf0d4", "7a4f16", "d5412f"),
    ),
    "Thriller": (
        _palette("e0582b", "1b0f0c", "ffe9d2", "a5301a", "f7b32b"),
        _palette("1c6e7d", "06141a", "dff6f5", "12454f", "f2643d"),
    ),
    "Adventure": (
        _palette("f6c177", "17424f", "fff2d0", "e07a4b", "2d7f86"),
        _palette("9fd0c7", "1d3a4c", "fdf6dd", "4f9d95", "ee8a4a"),
    ),
    "Action": (
        _palette("e6462e", "1c0d12", "ffe8c9", "f58b2e", "8f1d21"),
        _palette("f2b632", "231108", "fff4d6", "e8622c", "97301b"),
    ),
    "Children": (
        _palette("7fd0e8", "2a4d8f", "fffbe8", "ffcf56", "f4707a"),
        _palette("ffd59a", "7a3b69", "fffaf0", "ff8fa3", "58c4b7"),
    ),
    "Comedy": (
        _palette("ffc93c", "8a2d1f", "fff7dc", "ff7b3a", "2a9d8f"),
        _palette("f79ab0", "5b2240", "fff5ea", "ffd25e", "e8505b"),
        _palette("5ec5b6", "124347", "fffbe6", "ffd166", "ef6f6c"),
    ),
    "Drama": (
        _palette("5c7c9c", "131d2b", "f4ead9", "37546f", "d98e5f"),
        _palette("a3685a", "21120f", "f8e8d6", "74413a", "e0b06a"),
        _palette("6d8471", "141d18", "f3eedb", "48604f", "d9a05b"),
    ),
    "IMAX": (_palette("2176c7", "07182b", "f0f8ff", "3fa7f5", "ffb703"),),
}
WITHOUT_GENRE = (
    _palette("6c5b7b", "1d1724", "f8ede0", "a5798c", "f2b279"),
    _palette("4f6d7a", "11191d", "f4efe3", "7e9aa5", "e8b04f"),
)


def leading_genre(genres: Sequence[str]) -> str | None:
    """Return the genre that decides a poster's look; None when it has none that we know."""
    return next((genre for genre in PALETTES if genre in genres), None)


def pick_palette(genre: str | None, rng: Random) -> Palette:
    """Return one of the palettes of a genre."""
    return rng.choice(PALETTES.get(genre or "", WITHOUT_GENRE))


def brightest(palette: Palette) -> Colour:
    """Return the colour, of the two strong ones, that stands out on the ground."""
    return max(palette.middle, palette.accent, key=sum)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour that lies `share` (0 … 1) of the way from the first to the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue
