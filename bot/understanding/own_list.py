"""A wish for films that somebody keeps for later: "a comedy from my watchlist"."""

from __future__ import annotations

from bot.understanding.lexicon import Lexicon
from bot.understanding.requests import CommandRequest
from bot.understanding.surroundings import is_all
from bot.understanding.words import Words, split


def read_own_list(words: Words, lexicon: Lexicon) -> CommandRequest | None:
    """Return /watchlist with the rest of the wish behind it; without one where nothing else is said."""
    for place in range(len(words)):
        if size := words.match(place, lexicon.on_watchlist):
            start, end = words.words[place].start, words.words[place + size - 1].end
            rest = split(f"{words.text[:start]} {words.text[end:]}")
            says_more = not is_all(rest, 0, len(rest), lexicon.requests, lexicon.list_words, lexicon.fillers)
            return CommandRequest("watchlist", rest.text if says_more else "")
    return None
