"""What films that belong together are called: studios, comics, heroes; the same in every language."""

from __future__ import annotations

from collections.abc import Mapping

from bot.understanding.phrases import phrases

_WORDS = {
    "James Bond": "james bond, bond 007, 007, bond movies, bond films, bond film, bond movie, "
    "джеймс бонд, джеймса бонда",
    "Pixar": "pixar, disney pixar, пиксар",
    "Marvel": "marvel, marvel cinematic universe, mcu, марвел",
    "DC": "dc, dc comics, dc movies, dc films, dc filme, dc universe, dceu",
    "Studio Ghibli": "studio ghibli, ghibli, гибли, студия гибли",
}
_SERIES = {
    "Star Wars": "star wars, звездные войны, звёздные войны, звездных войн",
    "Harry Potter": "harry potter, гарри поттер, гарри поттера",
    "The Lord of the Rings": "lord of the rings, the lord of the rings, lotr, "
    "властелин колец, властелина колец",
}
"""Names that are titles by themselves: only with "films" beside them they are a list."""
_LISTS = (
    "{} movies, {} films, all {} movies, all {} films, {} filme, alle {} filme, {} filmleri, {} filmovi, "
    "films {}, films de {}, films du {}, películas de {}, pelis de {}, film di {}, filmes de {}, фильмы {}"
)
_LISTED = {
    name: ", ".join(_LISTS.replace("{}", each.strip()) for each in names.split(","))
    for name, names in _SERIES.items()
}
TITLES = phrases(", ".join(_SERIES.values()))
"""Names of these series as they are typed."""
COLLECTIONS: Mapping[str, str] = {
    phrase: name for name, text in {**_WORDS, **_LISTED}.items() for phrase in phrases(text)
}
"""The collection of each form in which it is typed."""
