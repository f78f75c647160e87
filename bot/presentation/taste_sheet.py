"""What a picture of somebody's taste says and shows, every word of it translated: ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class PictureTheme(IntEnum):
    """Whether a picture is light or dark."""

    LIGHT = 1
    DARK = 2


@dataclass(frozen=True)
class SheetBar:
    """A bar to the right (value > 0) or to the left, 1 at most, and what it stands for."""

    label: str
    value: float
    number: str


@dataclass(frozen=True)
class SheetColumn:
    """Two shares side by side, 1 at most: one's own and everybody's."""

    label: str
    own: float
    usual: float


@dataclass(frozen=True)
class SheetGauge:
    """A scale from 0 to 1 with a mark, or a bar filled up to it; known to ± spread."""

    title: str
    words: str
    value: float
    spread: float = 0.0
    ends: tuple[str, str] | None = None  # without ends it is a bar


@dataclass(frozen=True)
class SheetFilm:
    """A film and what is said of it; `tag` stands above its title."""

    title: str
    catalogue_title: str
    year: int | None
    genres: tuple[str, ...]
    words: str
    tag: str = ""


@dataclass(frozen=True)
class TasteSheet:
    """One person's taste, laid out from the top of the picture to its foot."""

    title: str
    subtitle: str
    bars_title: str
    bars_note: str
    bars: tuple[SheetBar, ...]
    columns_title: str
    own_label: str
    usual_label: str
    columns: tuple[SheetColumn, ...]
    gauges: tuple[SheetGauge, ...]
    films_title: str
    films: tuple[SheetFilm, ...]
