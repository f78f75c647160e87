"""Which words a language has, made when somebody first speaks it."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from bot.understanding.english import ENGLISH
from bot.understanding.lexicon import Lexicon

_MODULES = {
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "tr": "turkish",
    "bs": "bosnian",
    "ru": "russian",
}
SPOKEN = frozenset({"en", *_MODULES})
"""The languages that can be spoken with the bot."""


@cache
def lexicon_of(code: str) -> Lexicon:
    """Return the words of a language; English for one without a list."""
    name = _MODULES.get(code.partition("_")[0])
    if name is None:
        return ENGLISH
    lexicon: Lexicon = import_module(f"bot.understanding.{name}").LEXICON
    return lexicon
