"""What is a film, and which one: series, episodes and games are left out."""

from __future__ import annotations

from collections.abc import Hashable

from bot.importing.columns import plain

_NOT_FILMS = (
    "series",
    "serie",
    "show",
    "episode",
    "season",
    "game",
    "podcast",
    "musicvideo",
    "anime",
    "person",
)
_STILL_FILMS = ("animefilm", "animemovie")
_EXACTLY = frozenset({"tv"})


def is_series(kind: object) -> bool:
    """Return whether a type ("TV Series", "tvEpisode", "Video Game", "show") is no film's."""
    name = plain(kind) if isinstance(kind, str) else ""
    if name in _EXACTLY:
        return True
    return any(word in name for word in _NOT_FILMS) and name not in _STILL_FILMS and name != "tvshort"


def key_of(title: str, year: int | None, imdb_id: str | None, tmdb_id: int | None) -> Hashable:
    """Return what two rows of one film have in common; None when a row names none."""
    return imdb_id or tmdb_id or ((title.casefold(), year) if title else None)
