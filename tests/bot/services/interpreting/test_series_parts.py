"""Parts of series by their number, where no title carries it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from bot.models.live_model import ModelHolder
from bot.search.title_index import TitleIndex, TitleMatch, clear_winner
from bot.search.titles import IndexedTitle
from bot.services.interpreting.interpreting import Interpreting
from bot.services.interpreting.meanings import (
    ActOnFilm,
    ChooseFilm,
    Meaning,
    OpenFilm,
    OpenList,
    OpenSimilar,
    SaveStars,
    UnknownTitle,
)
from bot.services.interpreting.series_parts import TitlesAndParts
from bot.services.people_search import FoundPerson
from bot.services.title_search import FoundFilm
from bot.services.views import NO_FILTERS, Film, Filters
from bot.understanding.lexicons import lexicon_of
from bot.understanding.requests import Role
from recommender.catalogue import build_catalogue
from tests.support.understood import understand

FILMS = [
    ("Harry Potter and the Sorcerer's Stone", 2001, 90),
    ("Harry Potter and the Chamber of Secrets", 2002, 80),
    ("Harry Potter and the Prisoner of Azkaban", 2004, 85),
    ("Lord of the Rings, The", 1978, 20),
    ("Lord of the Rings: The Fellowship of the Ring, The", 2001, 100),
    ("Lord of the Rings: The Two Towers, The", 2002, 95),
    ("Lord of the Rings: The Return of the King, The", 2003, 96),
    ("Star Wars: Episode IV - A New Hope", 1977, 120),
    ("Star Wars: Episode V - The Empire Strikes Back", 1980, 110),
    ("Star Wars: Episode VI - Return of the Jedi", 1983, 105),
    ("The Matrix", 1999, 130),
    ("The Matrix Reloaded", 2003, 60),
    ("The Matrix Revolutions", 2003, 50),
    ("Toy Story", 1995, 100),
    ("Toy Story 2", 1999, 80),
    ("Heat", 1995, 60),
    ("Heat", 1986, 2),
    ("Henry V", 1989, 15),
    ("Apollo 13", 1995, 70),
    ("Titanic", 1997, 70),
    ("Star Wars: Episode I - The Phantom Menace", 1999, 90),
    ("Total Recall", 1990, 70),
    ("Total Recall", 2012, 60),
    ("Western", 1997, 2),
    ("Western", 2017, 1),
    ("The Twilight Saga: New Moon", 2009, 40),
    ("Moon", 2009, 80),
    ("Karate Kid, The", 1984, 12),
    ("Karate Kid, The", 2010, 5),
]
IDS = {f"{title} {year}": number for number, (title, year, _) in enumerate(FILMS, start=1)}


class Titles:
    """Searches an index of these films."""

    index = TitleIndex.build(IndexedTitle(number, *film) for number, film in enumerate(FILMS, start=1))

    def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
        matches = [match for match in self.index.search(text, n=n) if match.score >= 0.6]
        return tuple(FoundFilm(self.film(each.movie_id), each.score, each.is_exact) for each in matches)

    def winner(self, found: Sequence[FoundFilm]) -> FoundFilm | None:
        matches = [TitleMatch(each.film.movie_id, each.score, each.is_exact) for each in found]
        best = clear_winner(matches)
        return None if best is None else found[matches.index(best)]

    def film(self, movie_id: int) -> Film:
        title, year, _ = FILMS[movie_id - 1]
        return Film(movie_id, title, year, ("Adventure",), None)


class Nobody:
    """Knows no names."""

    def find(self, names: Sequence[str], role: Role | None = None) -> tuple[FoundPerson, ...]:
        return ()


class Holder:
    """Holds a model that knows these films and how many rated them."""

    def current(self) -> Any:
        films = ((number, title, year, ("Adventure",)) for number, (title, year, _) in enumerate(FILMS, 1))
        counts = np.array([count for _, _, count in FILMS])
        model = SimpleNamespace(catalogue=build_catalogue(films), popularity=SimpleNamespace(counts=counts))
        return SimpleNamespace(recommender=SimpleNamespace(model=model))


def meaning_of(text: str, code: str = "en") -> Meaning:
    titles = TitlesAndParts(Titles(), cast(ModelHolder, Holder()))
    return Interpreting(titles, Nobody(), series=titles).interpret(understand(text, lexicon_of(code)))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("harry potter 3", "Harry Potter and the Prisoner of Azkaban 2004"),
        ("Harry Potter III", "Harry Potter and the Prisoner of Azkaban 2004"),
        ("harry potter part 2", "Harry Potter and the Chamber of Secrets 2002"),
        ("hp 1", "Harry Potter and the Sorcerer's Stone 2001"),
        ("lord of the rings 2", "Lord of the Rings: The Two Towers, The 2002"),
        ("lotr 3", "Lord of the Rings: The Return of the King, The 2003"),
        ("star wars 5", "Star Wars: Episode V - The Empire Strikes Back 1980"),
        ("matrix 2", "The Matrix Reloaded 2003"),
        ("toy story 2", "Toy Story 2 1999"),
        ("rate harry potter 3", "Harry Potter and the Prisoner of Azkaban 2004"),
        ("apollo 13", "Apollo 13 1995"),
    ],
)
def test_a_number_behind_a_series_is_its_part(text: str, title: str) -> None:
    meaning = meaning_of(text)
    assert isinstance(meaning, OpenFilm)
    assert meaning.film.movie_id == IDS[title]


@pytest.mark.parametrize(
    ("text", "title", "stars"),
    [
        ("heat 5", "Heat 1995", 5.0),
        ("titanic 4", "Titanic 1997", 4.0),
        ("rate matrix 3", "The Matrix 1999", 3.0),
        ("apollo 13 5", "Apollo 13 1995", 5.0),
    ],
)
def test_a_number_that_no_film_has_is_stars(text: str, title: str, stars: float) -> None:
    assert meaning_of(text) == SaveStars(Titles().film(IDS[title]), stars)


@pytest.mark.parametrize(
    ("text", "title"), [("titanic 2", "Titanic 1997"), ("toy story 5", "Toy Story 1995")]
)
def test_a_number_that_may_be_a_sequels_is_asked_about(text: str, title: str) -> None:
    film, stars = Titles().film(IDS[title]), float(text[-1])
    assert meaning_of(text) == ChooseFilm(text, (film,), stars, is_doubtful=True, is_number=True)


@pytest.mark.parametrize("text", ["harry potter 9", "harry potter 0", "qqzz 3", "3"])
def test_there_is_no_part_beyond_the_last(text: str) -> None:
    assert not isinstance(meaning_of(text), OpenFilm | SaveStars)


@pytest.mark.parametrize(
    ("code", "text", "titles"),
    [
        (
            "en",
            "the first star wars",
            ["Star Wars: Episode IV - A New Hope 1977", "Star Wars: Episode I - The Phantom Menace 1999"],
        ),
        ("en", "last harry potter", ["Harry Potter and the Prisoner of Azkaban 2004"]),
        ("en", "the newest Harry Potter movie", ["Harry Potter and the Prisoner of Azkaban 2004"]),
        ("en", "the first harry potter film please", ["Harry Potter and the Sorcerer's Stone 2001"]),
        ("en", "second lord of the rings", ["Lord of the Rings: The Two Towers, The 2002"]),
        ("en", "the original total recall", ["Total Recall 1990"]),
        ("en", "the old total recall", ["Total Recall 1990"]),
        ("en", "total recall remake", ["Total Recall 2012"]),
        ("en", "heat the new one", ["Heat 1995"]),
        ("en", "the original titanic", ["Titanic 1997"]),
        ("en", "new moon", ["The Twilight Saga: New Moon 2009"]),
        ("de", "der letzte Teil von Harry Potter", ["Harry Potter and the Prisoner of Azkaban 2004"]),
        ("de", "den neuen total recall", ["Total Recall 2012"]),
        ("de", "total recall der neue", ["Total Recall 2012"]),
        ("fr", "le premier des Harry Potter", ["Harry Potter and the Sorcerer's Stone 2001"]),
        ("it", "il secondo dei Harry Potter", ["Harry Potter and the Chamber of Secrets 2002"]),
        ("en", "the new karate kid", ["Karate Kid, The 2010", "Karate Kid, The 1984"]),  # no list
        ("en", "the original karate kid", ["Karate Kid, The 1984"]),
        ("fr", "le dernier Harry Potter", ["Harry Potter and the Prisoner of Azkaban 2004"]),
        ("es", "la segunda de Harry Potter", ["Harry Potter and the Chamber of Secrets 2002"]),
        ("it", "l'ultimo Harry Potter", ["Harry Potter and the Prisoner of Azkaban 2004"]),
        ("pt", "o primeiro Harry Potter", ["Harry Potter and the Sorcerer's Stone 2001"]),
        ("tr", "ilk Harry Potter filmi", ["Harry Potter and the Sorcerer's Stone 2001"]),
        ("bs", "zadnji Harry Potter", ["Harry Potter and the Prisoner of Azkaban 2004"]),
        ("ru", "последний Harry Potter", ["Harry Potter and the Prisoner of Azkaban 2004"]),
    ],
)
def test_a_film_is_named_by_its_place_in_a_series(code: str, text: str, titles: list[str]) -> None:
    meaning = meaning_of(text, code)
    films = meaning.films if isinstance(meaning, ChooseFilm) else ()
    films = (meaning.film,) if isinstance(meaning, OpenFilm) and meaning.doubted is None else films
    assert [film.movie_id for film in films] == [IDS[title] for title in titles]


@pytest.mark.parametrize("text", ["new films", "new westerns", "the new western", "old movies", "first date"])
def test_words_of_a_list_with_an_age_before_them_stay_a_list(text: str) -> None:
    assert isinstance(meaning_of(text), OpenList)


def test_a_number_behind_what_another_country_calls_a_series_is_its_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The films found have no local titles here but those that this says."""
    called = {"tt1": ("El señor de los anillos: La comunidad del anillo", "O Senhor dos Anéis: A Irmandade")}
    monkeypatch.setattr(
        "bot.services.interpreting.series_parts.local_titles", lambda imdb_id: called.get(imdb_id, ())
    )
    first = IDS["Lord of the Rings: The Fellowship of the Ring, The 2001"]

    class FoundElsewhere(Titles):
        def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
            return (FoundFilm(replace(self.film(first), imdb_id="tt1"), 0.9, False),)

    titles = TitlesAndParts(FoundElsewhere(), cast(ModelHolder, Holder()))
    second, third = (titles.find(text, 5)[0] for text in ("el señor de los anillos 2", "senhor dos aneis 3"))
    assert (second.is_part, third.is_part) == (True, True)
    assert second.film.movie_id == IDS["Lord of the Rings: The Two Towers, The 2002"]
    assert third.film.movie_id == IDS["Lord of the Rings: The Return of the King, The 2003"]
    assert not titles.find("de los anillos 2", 5)[0].is_part  # its name begins otherwise


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "the matrix trilogy"),
        ("en", "matrix trilogy"),
        ("de", "die Matrix-Trilogie"),
        ("fr", "la trilogie Matrix"),
        ("ru", "трилогия matrix"),
    ],
)
def test_a_series_that_is_asked_for_as_a_whole_is_offered_by_year(code: str, text: str) -> None:
    meaning = meaning_of(text, code)
    assert isinstance(meaning, ChooseFilm)
    assert [film.title for film in meaning.films] == [
        "The Matrix",
        "The Matrix Reloaded",
        "The Matrix Revolutions",
    ]


def test_what_is_said_of_a_film_named_by_its_place_is_done_with_it() -> None:
    films = {title: Titles().film(number) for title, number in IDS.items()}
    new, last = films["Total Recall 2012"], films["Harry Potter and the Prisoner of Azkaban 2004"]
    assert meaning_of("rate the new total recall 4") == SaveStars(new, 4.0)
    assert meaning_of("add the last harry potter to my watchlist") == ActOnFilm(last, "keep")
    seen = meaning_of("seen the first star wars")
    assert isinstance(seen, ChooseFilm)
    assert (seen.act, len(seen.films)) == ("seen", 2)
    stars = meaning_of("the first star wars 4/5")
    assert isinstance(stars, ChooseFilm)
    assert (stars.stars, len(stars.films)) == (4.0, 2)
    assert meaning_of("films like the new total recall") == OpenSimilar((new,), NO_FILTERS)
    comedies = OpenSimilar((last,), Filters(genres=frozenset({"Comedy"})))
    assert meaning_of("a comedy like the last harry potter") == comedies
    like = meaning_of("something like the first star wars")
    assert isinstance(like, ChooseFilm)
    assert (like.is_like, len(like.films)) == (True, 2)
    assert isinstance(meaning_of("something like the first qwertz"), UnknownTitle)


def test_of_a_film_in_parts_no_others_are_offered_for_an_act_either() -> None:
    seen = meaning_of("seen lord of the rings")
    assert isinstance(seen, ChooseFilm)
    assert all("Lord of the Rings" in film.title for film in seen.films)
