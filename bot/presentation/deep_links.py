"""Start payloads, the last part of a link like t.me/<bot>?start=film_318: built and parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FILM = re.compile(r"film_([1-9][0-9]{0,8})", re.ASCII)


@dataclass(frozen=True)
class FilmLink:
    """Opens the card of one film."""

    movie_id: int


def build(link: FilmLink) -> str:
    """Return the start payload of a link (at most 64 of A-Z, a-z, 0-9, _ and -)."""
    return f"film_{link.movie_id}"


def parse(payload: str) -> FilmLink | None:
    """Return what a start payload means; None when it means nothing to us."""
    found = _FILM.fullmatch(payload)
    return FilmLink(int(found.group(1))) if found else None
