"""Start payloads, the last part of a link like t.me/<bot>?start=film_318_700: built, shared and parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

NIGHT = "night"  # to tell one's taste for a movie night; in a group, to begin one

_FILM = re.compile(r"film_([1-9][0-9]{0,9})(?:_([1-9][0-9]{0,15}))?", re.ASCII)
_COMPARE = re.compile(r"compare_([1-9][0-9]{0,18})", re.ASCII)
_MAX_MOVIE_ID = 2**31 - 1
_MAX_LINK_ID = 2**60 - 1


@dataclass(frozen=True)
class FilmLink:
    """Opens the card of one film; sent_by is the chat user who shared it."""

    movie_id: int
    sent_by: int | None = None


@dataclass(frozen=True)
class CompareLink:
    """Opens an offer to compare tastes."""

    link_id: int


DeepLink = FilmLink | CompareLink


def build(link: DeepLink) -> str:
    """Return the start payload of a link (at most 64 of A-Z, a-z, 0-9, _ and -)."""
    if isinstance(link, CompareLink):
        return f"compare_{link.link_id}"
    sender = "" if link.sent_by is None else f"_{link.sent_by}"
    return f"film_{link.movie_id}{sender}"


def parse(payload: str) -> DeepLink | None:
    """Return what a start payload means; None when it means nothing to us."""
    compare = _COMPARE.fullmatch(payload)
    if compare is not None:
        return CompareLink(int(compare[1])) if int(compare[1]) <= _MAX_LINK_ID else None
    found = _FILM.fullmatch(payload)
    if found is None or int(found[1]) > _MAX_MOVIE_ID:
        return None
    return FilmLink(int(found[1]), int(found[2]) if found[2] else None)


def start_url(bot_username: str, link: DeepLink) -> str:
    """Return the address that opens the bot with a link."""
    return f"https://t.me/{bot_username}?start={build(link)}"


def share_url(bot_username: str, link: DeepLink, words: str) -> str:
    """Return the address that lets a person choose a chat and sends the link there with a few words."""
    return f"https://t.me/share/url?{urlencode({'url': start_url(bot_username, link), 'text': words})}"
