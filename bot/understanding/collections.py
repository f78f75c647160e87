"""What films that belong together are called: studios, comics, heroes; the same in every language."""

from __future__ import annotations

from collections.abc import Mapping

from bot.understanding.phrases import phrases

_WORDS = {
    "James Bond": "james bond, bond 007, 007, bond movies, bond films, bond film, bond movie, "
    "джеймс бонд, джеймса бонда",
    "Pixar": "pixar, disney pixar, пиксар",
    "Marvel": "marvel, marvel cinematic universe, mcu, марвел",
    "DC": "dc comics, dc movies, dc films, dc filme, dc universe, dceu",
    "Studio Ghibli": "studio ghibli, ghibli, гибли, студия гибли",
}
COLLECTIONS: Mapping[str, str] = {phrase: name for name, text in _WORDS.items() for phrase in phrases(text)}
"""The collection of each form in which it is typed."""
