"""What films that belong together are called: studios, comics, heroes and series by name; prizes in English.

What prizes are called in another language is a part of its lexicon.
"""

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
_PRIZES = {
    "Oscar Best Picture": """
        oscars, oscar winner, oscar winners, oscar-winner, oscar-winners, oscar winning, oscar-winning, won an
        oscar, won the oscar, with an oscar, oscar movie, oscar movies, oscar film, oscar films, best picture,
        best picture winner, best picture winners, won best picture, oscar best picture, academy award winner,
        academy award winners, academy award, academy awards""",
    "Palme d'Or": """
        palme d'or, palme d or, palme dor, golden palm, cannes winner, cannes winners, won cannes, won in
        cannes""",
}
_SERIES = {
    "Star Wars": "star wars, krieg der sterne, la guerre des étoiles, la guerra de las galaxias, "
    "guerra nas estrelas, guerre stellari, yıldız savaşları, ratovi zvijezda, звездные войны, звездных войн",
    "Harry Potter": "harry potter, гарри поттер, гарри поттера, гарри поттером",
    "The Lord of the Rings": "lord of the rings, the lord of the rings, lotr, herr der ringe, der herr der "
    "ringe, le seigneur des anneaux, el señor de los anillos, o senhor dos anéis, il signore degli anelli, "
    "yüzüklerin efendisi, gospodar prstenova, властелин колец, властелина колец",
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
SERIES: Mapping[str, str] = {phrase: name for name, text in _SERIES.items() for phrase in phrases(text)}
"""The series of each name that is also a title."""
COLLECTIONS: Mapping[str, str] = {
    phrase: name for name, text in {**_WORDS, **_PRIZES, **_LISTED}.items() for phrase in phrases(text)
}
"""The collection of each form in which it is typed, whatever language somebody has chosen."""
NAMESAKES = phrases(
    "oscar isaac, oskar isaac, oscar wilde, oscar nunez, oscar martinez, oscar jaenada, oscar sharp, oscar "
    "levant, oscar homolka, oskar werner, oskar homolka, oscar micheaux, oscarom isaacom, oskarom isaacom, "
    "оскар айзек, оскаром айзеком, оскар уайльд, оскаром уайльдом"
)
"""People who are called like a prize: films "mit Oscar Isaac" won none by that."""
