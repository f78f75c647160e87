"""What is a film: series, episodes and games are left out."""

from __future__ import annotations

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
