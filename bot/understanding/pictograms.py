"""Emoji: a mood, a genre, a thumb. The same in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.understanding.requests import Filters, ListRequest, SmallTalk, Talk

_GENRES = {
    "Horror": "🧟👻🧛🎃😱🔪🩸💀☠🕷🦇",
    "Sci-Fi": "🚀👽🤖🛸👾🌌🪐",
    "Western": "🤠🐎🌵",
    "Romance": "💕💏💑💘💞💓🌹💋",
    "Mystery": "🕵🔍🔎",
    "Action": "💥🔫🥷🥊🦸🏎",
    "Adventure": "🗺🏴🧭🏝🦖",
    "Fantasy": "🧙🐉🧚🦄🧝🔮",
    "Musical": "🎵🎶💃🕺🎤",
    "War": "⚔🪖💣🎖",
    "Children": "👶🧒🧸👪🐭",
    "Comedy": "😂🤣🤡😆",
    "Drama": "😢😭",
    "Crime": "🚓👮🕴",
}
_TALK: dict[Talk, str] = {
    "recommend": "🍿🎬🎥📽🎞📺🎲",
    "praise": "👍👌❤😍🥰👏🔥🎉🙌😘💖💯",
    "thanks": "🙏",
    "complaint": "👎😡🤬💩🖕😠",
    "greeting": "👋",
    "bye": "😴💤🌙",
}


def with_mood(text: str, wished: ListRequest) -> ListRequest:
    """Return a list narrowed to what the emoji beside its words say, if the words name no genre."""
    filters, said = wished.filters, read_pictograms(text)
    if not isinstance(said, ListRequest) or filters.genres | filters.any_genres | filters.excluded_genres:
        return wished
    return replace(wished, filters=replace(filters, genres=said.filters.genres))


def _by_mark(words: Mapping[str, str]) -> dict[str, str]:
    return {mark: meaning for meaning, marks in words.items() for mark in marks}


_GENRE_OF = _by_mark(_GENRES)
_TALK_OF: dict[str, Talk] = {mark: talk for talk, marks in _TALK.items() for mark in marks}


def read_pictograms(text: str) -> ListRequest | SmallTalk | None:
    """Return what the emoji of a text without words ask for; None when they say nothing."""
    genres = frozenset(_GENRE_OF[mark] for mark in text if mark in _GENRE_OF)
    if genres:
        return ListRequest(Filters(genres=genres))
    return next((SmallTalk(_TALK_OF[mark]) for mark in text if mark in _TALK_OF), None)
