"""What films that belong together are called: studios, comics, heroes, prizes; in all languages at once."""

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
        academy award winners, academy award, academy awards,
        oscarfilm, oscarfilme, oscar-film, oscar-filme, oscar filme, oscar gewinner, oscar-gewinner,
        oscargewinner, oscarpreisträger, einen oscar gewonnen, einen oscar gewonnen hat, den oscar gewonnen,
        den oscar gewonnen hat, einen oscar bekommen, einen oscar bekommen hat, oscarprämiert,
        oscarprämierte, oscarprämierten, mit oscar, mit oscars, mit einem oscar,
        film oscarisé, films oscarisés, oscar du meilleur film, avec un oscar, a gagné un oscar,
        a gagné l'oscar, a eu un oscar, ont gagné un oscar, a reçu un oscar,
        ganadora del oscar, ganadoras del oscar, ganadora de un oscar, oscar a la mejor película,
        con un oscar, ganó el oscar, ganó un oscar, ganaron el oscar, ganaron un oscar, ganado el oscar,
        ganado un oscar, ganadoras de un oscar, oscarizada, oscarizadas,
        vencedor do oscar, vencedores do oscar, ganhador do oscar, ganhadores do oscar, filmes do oscar,
        ganhou o oscar, ganhou um oscar, ganhou oscar, ganharam o oscar, ganharam oscar, vencedor de oscar,
        vencedores de oscar, levou o oscar, com oscar, com um oscar,
        premio oscar, premi oscar, da oscar, vincitore dell'oscar, vincitori dell'oscar, vincitore di oscar,
        vincitori di oscar, ha vinto l'oscar, ha vinto un oscar, hanno vinto l'oscar, hanno vinto un oscar,
        vinto l'oscar, vinto un oscar, oscar al miglior film,
        oscar ödüllü, oscar alan, oscar kazanan, oscar kazanmış, oscar almış, oscarlı,
        dobitnik oscara, dobitnici oscara, dobitnik oskara, dobitnici oskara, oscarom nagrađeni,
        s oscarom, sa oscarom,
        s oskarom, sa oskarom, osvojio oscara, osvojio oskara, osvojili oscara, osvojili oskara, dobio oscara,
        dobio oskara, dobili oscara, dobili oskara, nagrađeni oscarom, nagrađeni oskarom,
        оскар, оскары, с оскаром, оскароносный, оскароносные, получившие оскар, получивший оскар,
        получил оскар,
        получили оскар, взял оскар, взяли оскар, оскароносное, оскароносных, лауреат оскара,
        лауреаты оскара""",
    "Palme d'Or": """
        palme d'or, palme d or, palme dor, golden palm, cannes winner, cannes winners, won cannes, won in
        cannes, goldene palme, palma de oro, palma de ouro, palma d'oro, altın palmiye, zlatna palma,
        золотая пальмовая ветвь, золотую пальмовую ветвь, золотой пальмовой ветвью""",
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
"""The collection of each form in which it is typed."""
NAMESAKES = phrases(
    "oscar isaac, oskar isaac, oscar wilde, oscar nunez, oscar martinez, oscar jaenada, oscar sharp, oscar "
    "levant, oscar homolka, oskar werner, oskar homolka, oscar micheaux, oscarom isaacom, oskarom isaacom, "
    "оскар айзек, оскаром айзеком, оскар уайльд, оскаром уайльдом"
)
"""People who are called like a prize: films "mit Oscar Isaac" won none by that."""
