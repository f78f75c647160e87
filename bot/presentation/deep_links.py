"""Start payloads, the last part of a link like t.me/<bot>?start=film_318_700: built, shared and parsed."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from urllib.parse import urlencode

NIGHT = "night"  # to tell one's taste for a movie night; in a group, to begin one

_FILM = re.compile(r"film_([1-9][0-9]{0,9})(?:_([1-9][0-9]{0,15})(?:_([0-9a-f]{12}))?)?", re.ASCII)
_COMPARE = re.compile(r"compare_([1-9][0-9]{0,18})", re.ASCII)
_MAX_MOVIE_ID = 2**31 - 1
_MAX_LINK_ID = 2**60 - 1


@dataclass(frozen=True)
class FilmLink:
    """Opens the card of one film; sent_by is the chat user who shared it.

    Whoever opens it is told their name, if the seal says that the link was made for them: otherwise anybody
    could write a link with somebody's number in it and learn who talks to the bot, and what they are called.
    """

    movie_id: int
    sent_by: int | None = None
    seal: str = ""

    @classmethod
    def sealed(cls, movie_id: int, sent_by: int, key: str) -> FilmLink:
        """Return a link that names whoever sends it; the key is the bot's secret."""
        return cls(movie_id, sent_by, _seal(movie_id, sent_by, key))

    def sender(self, key: str) -> int | None:
        """Return who sent it; None where nobody did, or somebody else wrote their number."""
        if self.sent_by is None:
            return None
        is_ours = hmac.compare_digest(self.seal, _seal(self.movie_id, self.sent_by, key))
        return self.sent_by if is_ours else None


@dataclass(frozen=True)
class CompareLink:
    """Opens an offer to compare tastes."""

    link_id: int


DeepLink = FilmLink | CompareLink


def build(link: DeepLink) -> str:
    """Return the start payload of a link (at most 64 of A-Z, a-z, 0-9, _ and -)."""
    if isinstance(link, CompareLink):
        return f"compare_{link.link_id}"
    parts = ("film", link.movie_id, link.sent_by, link.seal)
    return "_".join(str(part) for part in parts if part)


def parse(payload: str) -> DeepLink | None:
    """Return what a start payload means; None when it means nothing to us."""
    compare = _COMPARE.fullmatch(payload)
    if compare is not None:
        return CompareLink(int(compare[1])) if int(compare[1]) <= _MAX_LINK_ID else None
    found = _FILM.fullmatch(payload)
    if found is None or int(found[1]) > _MAX_MOVIE_ID:
        return None
    return FilmLink(int(found[1]), int(found[2]) if found[2] else None, found[3] or "")


def _seal(movie_id: int, sent_by: int, key: str) -> str:
    sealed = hmac.new(key.encode(), f"film {movie_id} {sent_by}".encode(), "sha256")
    return sealed.hexdigest()[:12]


def start_url(bot_username: str, link: DeepLink) -> str:
    """Return the address that opens the bot with a link."""
    return f"https://t.me/{bot_username}?start={build(link)}"


def share_url(bot_username: str, link: DeepLink, words: str) -> str:
    """Return the address that lets a person choose a chat and sends the link there with a few words."""
    return f"https://t.me/share/url?{urlencode({'url': start_url(bot_username, link), 'text': words})}"
