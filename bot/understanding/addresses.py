"""Films named by the address of a page about them, as people send them from other apps."""

from __future__ import annotations

import re
from urllib.parse import unquote

_FILM_PAGE = re.compile(
    r"(?:https?://)?(?:[a-z]{1,3}\.)?(?:"
    r"letterboxd\.com/(?:[\w-]+/)?film/|trakt\.tv/movies/|rottentomatoes\.com/m/(?:\d{5,}-)?|"
    r"themoviedb\.org/movie/\d+-|justwatch\.com/[a-z]{2}/[^/\s]+/|(?P<wiki>[a-z.]*wikipedia\.org/wiki/)"
    r")(?P<name>[^/?#\s]+)\S*",
    re.IGNORECASE,
)
_TMDB_ID = re.compile(r"themoviedb\.org/movie/(\d{1,9})(?![\w-])", re.IGNORECASE)
_WIKI_FILM = re.compile(r"\((\d{4} )?(?:[^()]* )?film\)", re.IGNORECASE)  # "Heat (1995 film)"


def with_titles(text: str) -> str:
    """Return a text with the titles of films in place of the addresses of their pages."""
    return _FILM_PAGE.sub(_title, text)


def tmdb_id_in(text: str) -> int | None:
    """Return the id in a TMDB address that has no title behind it; it may lack its https."""
    found = _TMDB_ID.search(text)
    return None if found is None else int(found[1])


def _title(found: re.Match[str]) -> str:
    name = unquote(found["name"]).replace("_", " ")
    return _WIKI_FILM.sub(r"\1", name).strip() if found["wiki"] else name.replace("-", " ")
