"""What films are about, as people of nine languages type it; a bare word may be a title."""

from __future__ import annotations

import pytest

from bot.understanding.collections import COLLECTIONS
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import Filters, ListRequest, TitleRequest
from bot.understanding.themes import named_themes, phrases_of_themes
from recommender.facts.themes import THEMES, shipped_themes
from tests.support.understood import understand

ABOUT = {
    "en": {
        "movies about boxing": "boxing",
        "alien movies": "aliens",
        "a film about robbing a bank": "heists",
        "time travel": "time travel",
        "films about a serial killer": "serial killers",
        "ww2 films": "the Second World War",
        "movies set in vietnam": "the Vietnam War",
        "I want to watch something about ghosts tonight": "ghosts",
        "christmas movies": "Christmas",
    },
    "de": {
        "filme über zeitreisen": "time travel",
        "etwas mit vampiren": "vampires",
        "film nach einer wahren geschichte": "true stories",
        "filme über den zweiten weltkrieg": "the Second World War",
        "weihnachtsfilme": "Christmas",
        "superheldenfilme": "superheroes",
        "etwas mit hunden": "dogs",
        "filme über fußball": "sports",
    },
    "fr": {
        "films sur les voyages dans le temps": "time travel",
        "quelque chose avec des vampires": "vampires",
        "un film sur la boxe": "boxing",
        "film de noël": "Christmas",
        "un film d'espions": "spies",
    },
    "es": {
        "películas sobre viajes en el tiempo": "time travel",
        "algo con vampiros": "vampires",
        "películas de zombis": "zombies",
        "basada en hechos reales": "true stories",
    },
    "it": {
        "film sui viaggi nel tempo": "time travel",
        "qualcosa con i vampiri": "vampires",
        "film tratto da una storia vera": "true stories",
        "film di supereroi": "superheroes",
    },
    "pt": {
        "filmes sobre viagem no tempo": "time travel",
        "algo com vampiros": "vampires",
        "filmes de zumbis": "zombies",
        "baseado em fatos reais": "true stories",
    },
    "ru": {
        "фильмы о путешествиях во времени": "time travel",
        "что-нибудь про вампиров": "vampires",
        "основано на реальных событиях": "true stories",
        "про собак": "dogs",
        "фильм про футбол": "sports",
    },
    "tr": {
        "zaman yolculuğu filmi": "time travel",
        "vampir filmi": "vampires",
        "robotlar hakkında bir film": "robots",
        "süper kahraman filmleri": "superheroes",
    },
    "bs": {
        "filmovi o putovanju kroz vrijeme": "time travel",
        "nešto s vampirima": "vampires",
        "film o boksu": "boxing",
        "božićni film": "Christmas",
    },
}
CASES = [(code, text, theme) for code, texts in ABOUT.items() for text, theme in texts.items()]


@pytest.mark.parametrize(("code", "text", "theme"), CASES)
def test_what_a_film_is_to_be_about_is_understood(code: str, text: str, theme: str) -> None:
    request = understand(text, lexicon_of(code))
    assert request.best == ListRequest(Filters(themes=frozenset({theme})))
    assert request.uncovered == ""


ONE_OF_TWO = {
    "en": ("horror or time travel", "films about vampires or zombies"),
    "de": ("horror oder zeitreisen", "filme über vampire oder zombies"),
    "fr": ("horreur ou voyage dans le temps", "films sur les vampires ou les zombies"),
    "es": ("terror o viajes en el tiempo", "películas de vampiros o zombis"),
    "it": ("horror o viaggi nel tempo", "film sui vampiri o gli zombie"),
    "pt": ("terror ou viagem no tempo", "filmes de vampiros ou zumbis"),
    "ru": ("ужасы или путешествия во времени", "фильмы про вампиров или зомби"),
    "tr": ("korku veya zaman yolculuğu", "vampir veya zombi filmi"),
    "bs": ("horor ili putovanje kroz vrijeme", "film o vampirima ili zombijima"),
}


@pytest.mark.parametrize("code", ONE_OF_TWO)
def test_or_beside_a_theme_means_any_of_them(code: str) -> None:
    beside_a_genre, beside_another = (understand(text, lexicon_of(code)) for text in ONE_OF_TWO[code])
    assert beside_a_genre.best == ListRequest(Filters(any_genres=frozenset({"Horror", "time travel"})))
    assert beside_another.best == ListRequest(Filters(any_genres=frozenset({"vampires", "zombies"})))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("time travel or robots", "time travel,robots"),
        ("robots or time travel", "time travel,robots"),
        ("a comedy or something about dogs", "Comedy,dogs"),
        ("heists or spies or horror", "heists,spies,Horror"),
        ("ww2 or vietnam movies", "the Second World War,the Vietnam War"),
    ],
)
def test_themes_and_genres_can_be_chosen_from_in_any_order(text: str, names: str) -> None:
    best = understand(text, lexicon_of("en")).best
    assert best == ListRequest(Filters(any_genres=frozenset(names.split(","))))


def test_themes_with_and_are_all_meant() -> None:
    best = understand("films about vampires and zombies", lexicon_of("en")).best
    assert best == ListRequest(Filters(themes=frozenset({"vampires", "zombies"})))


@pytest.mark.parametrize("code", ABOUT)
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("james bond", "James Bond"),
        ("pixar", "Pixar"),
        ("marvel", "Marvel"),
        ("Studio Ghibli", "Studio Ghibli"),
        ("mcu", "Marvel"),
    ],
)
def test_studios_comics_and_heroes_are_lists_in_every_language(code: str, text: str, names: str) -> None:
    assert understand(text, lexicon_of(code)).best == ListRequest(Filters(themes=frozenset({names})))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "oscar winners"),
        ("en", "give me an oscar winning movie"),
        ("en", "best picture winners"),
        ("en", "movies that won an Oscar"),
        ("de", "Oscar-Gewinner"),
        ("de", "Filme mit Oscar"),
        ("fr", "un film oscarisé"),
        ("es", "películas ganadoras del Óscar"),
        ("pt", "vencedores do Oscar"),
        ("it", "film premio oscar"),
        ("tr", "Oscar ödüllü filmler"),
        ("bs", "dobitnici Oskara"),
        ("ru", "фильмы с «Оскаром»"),
    ],
)
def test_who_won_the_oscar_is_a_list(code: str, text: str) -> None:
    best = understand(text, lexicon_of(code)).best
    assert best == ListRequest(Filters(themes=frozenset({"Oscar Best Picture"})))


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("de", "Filme mit Oscar Isaac", "oscar isaac"),
        ("pt", "filmes com oscar isaac", "oscar isaac"),
        ("ru", "фильмы с Оскаром Айзеком", "оскаром айзеком"),
        ("bs", "filmovi s Oscarom Isaacom", "oscarom isaacom"),
    ],
)
def test_who_is_called_oscar_is_no_prize(code: str, text: str, name: str) -> None:
    request = understand(text, lexicon_of(code))
    assert isinstance(request.best, TitleRequest)
    assert request.people is not None
    assert [each.lower() for each in request.people.names] == [name]


@pytest.mark.parametrize("text", ["Oscar", "the oscar", "Oscar and Lucinda", "My Name Is Oscar"])
def test_an_oscar_alone_is_no_prize(text: str) -> None:
    assert isinstance(understand(text, lexicon_of("en")).best, TitleRequest)


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("a pixar movie please", Filters(themes=frozenset({"Pixar"}))),
        ("something from marvel", Filters(themes=frozenset({"Marvel"}))),
        ("bond movies", Filters(themes=frozenset({"James Bond"}))),
        ("pixar or ghibli", Filters(any_genres=frozenset({"Pixar", "Studio Ghibli"}))),
        ("marvel or dc", Filters(any_genres=frozenset({"Marvel", "DC"}))),
        ("star wars movies", Filters(themes=frozenset({"Star Wars"}))),
        ("all harry potter films", Filters(themes=frozenset({"Harry Potter"}))),
        ("marvel comedy", Filters(genres=frozenset({"Comedy"}), themes=frozenset({"Marvel"}))),
        ("palme d’or of the 90s", Filters(first_year=1990, last_year=1999, themes=frozenset({"Palme d'Or"}))),
        (
            "oscar winners but no war",
            Filters(excluded_genres=frozenset({"War"}), themes=frozenset({"Oscar Best Picture"})),
        ),
        ("films about chess", Filters(themes=frozenset({"chess"}))),
    ],
)
def test_collections_stand_beside_other_words(text: str, filters: Filters) -> None:
    assert understand(text, lexicon_of("en")).best == ListRequest(filters)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "alle Star Wars Filme"),
        ("fr", "les films Star Wars"),
        ("es", "películas de Star Wars"),
        ("it", "film di Star Wars"),
        ("pt", "filmes de Star Wars"),
        ("tr", "Star Wars filmleri"),
        ("bs", "Star Wars filmovi"),
        ("ru", "фильмы Звёздные войны"),
    ],
)
def test_a_series_that_is_a_title_is_a_list_beside_films(code: str, text: str) -> None:
    assert understand(text, lexicon_of(code)).best == ListRequest(Filters(themes=frozenset({"Star Wars"})))
    assert not isinstance(understand("Star Wars", lexicon_of(code)).best, ListRequest)


def test_every_collection_has_films_and_every_theme_of_the_file_is_known() -> None:
    assert set(COLLECTIONS.values()) <= shipped_themes().keys()
    assert shipped_themes().keys() <= {*COLLECTIONS.values(), *THEMES}
    assert len(shipped_themes()["James Bond"]) > 20


@pytest.mark.parametrize("text", ["About Time", "About a Boy", "Ghost Stories"])
def test_titles_with_such_words_stay_titles(text: str) -> None:
    assert understand(text, lexicon_of("en")).best == TitleRequest(text)


@pytest.mark.parametrize("text", ["robots", "aliens", "ghost"])
def test_a_bare_word_asks_for_no_theme(text: str) -> None:
    readings = understand(text, lexicon_of("en")).readings
    assert TitleRequest(text) in readings
    assert not any(isinstance(each, ListRequest) and each.filters.themes for each in readings)


@pytest.mark.parametrize("code", ABOUT)
def test_every_language_names_every_theme(code: str) -> None:
    lexicon = lexicon_of(code)
    assert lexicon.theme_names.keys() == THEMES.keys()
    assert set(lexicon.themes.values()) == THEMES.keys()


def test_the_first_word_is_the_name_and_every_form_means_the_theme() -> None:
    words = {"Christmas": "Noël, film de Noël"}
    assert named_themes(words) == {"Christmas": "Noël"}
    assert phrases_of_themes(words) == {"noel": "Christmas", "film de noel": "Christmas"}
