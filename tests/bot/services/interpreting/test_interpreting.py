"""What a typed text asks for, on a small world of films."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

import pytest

from bot.services.interpreting.interpreting import Interpreting
from bot.services.interpreting.judging import is_rather_no_title
from bot.services.interpreting.meanings import (
    ActOnFilm,
    ChooseBetween,
    ChooseFilm,
    OpenFilm,
    OpenList,
    OpenSimilar,
    SaveStars,
    UnknownMakers,
    UnknownTitle,
    UnknownUnwanted,
)
from bot.services.people_search import FoundPerson
from bot.services.title_search import FoundFilm
from bot.services.views import Film, Filters
from bot.understanding.english import ENGLISH
from bot.understanding.requests import (
    CommandRequest,
    FilmRequest,
    NotUnderstood,
    RatingRequest,
    Role,
    SimilarRequest,
    SmallTalk,
    StepRequest,
)
from tests.support.understood import understand

HEAT = Film(6, "Heat", 1995, ("Action", "Crime"), "tt0113277")
OLD_HEAT = Film(7, "Heat", 1986, ("Drama",), "tt0093164")
CASINO = Film(16, "Casino", 1995, ("Crime",), "tt0112641")


CLUB, DANCE, ALIEN, HITCHCOCK = (
    Film(number, title, 1999, ("Drama",), None)
    for number, title in enumerate(("Fight Club", "Save the Last Dance", "Alien 3", "Hitchcock"), start=20)
)
CONTACT, SCARY, NOW, FAMILY, MOOD, HALLOWEEN, HORROR = (
    Film(number, title, 1999, ("Drama",), None)
    for number, title in enumerate(
        (
            "Contact",
            "Scary Movie",
            "Apocalypse Now",
            "Family Movie",
            "In the Mood for Love",
            "Halloween",
            "Horror",
        ),
        start=30,
    )
)


NO_WAY, WITHOUT = (
    Film(number, title, 1999, ("Drama",), None)
    for number, title in enumerate(("No Bacon Way", "Casino Without Heat"), start=70)
)
OPEN_WATER, WATER, BACON = (
    Film(number, title, 1999, ("Drama",), None)
    for number, title in enumerate(("Open Water", "Water", "Canadian Bacon"), start=60)
)
ORWELL, SPACE, CARDS = (
    Film(number, title, 1999, ("Drama",), None)
    for number, title in enumerate(("1984", "2001: A Space Odyssey", "21"), start=50)
)


SPY_KIDS, THE_WESTERN, ROMANTIC, WESTERNS, STRIPS, THE_COEN, NIRO, CHESS = (
    Film(number, title, 1999, ("Drama",), None)
    for number, title in enumerate(
        (
            "Spy Kids",
            "The Western",
            "Romantic Comedy",
            "Western Movie",
            "Bacon Strips",
            "The Coen",
            "Niro",
            "Chess",
        ),
        start=70,
    )
)


def of_year(year: int) -> OpenList:
    """Return the list of a year's films."""
    return OpenList(Filters(first_year=year, last_year=year), None, is_popular=False)


def about(theme: str) -> OpenList:
    """Return the list of films about something."""
    return OpenList(Filters(themes=frozenset({theme})), None, is_popular=False)


def listed(genres: str = "", directors: str = "", actors: str = "", themes: str = "") -> OpenList:
    """Return a list narrowed to films of these people."""
    names = (frozenset(each.split(",")) if each else frozenset() for each in (directors, actors))
    by, with_actors = names
    kinds, about = frozenset(genres.split()), frozenset(themes.split())
    filters = Filters(genres=kinds, directors=by, actors=with_actors, themes=about)
    return OpenList(filters, None, is_popular=False)


def without(*names: str, genres: str = "", **more: frozenset[str]) -> Filters:
    """Return filters without films of these people."""
    people = frozenset(names)
    genre = frozenset(genres.split())
    return Filters(genres=genre, excluded_directors=people, excluded_actors=people, **more)


class FakePeople:
    """Knows a few people by their last names, and one with an error in it."""

    known: ClassVar[dict[str, tuple[str, Role]]] = {
        "coen": ("Joel Coen", "director"),
        "pacino": ("Al Pacino", "actor"),
        "niro": ("Robert De Niro", "actor"),
        "hitchcock": ("Alfred Hitchcock", "director"),
        "pacinno": ("Al Pacino", "actor"),
        "nirro": ("Robert De Niro", "actor"),
        "bacon": ("Kevin Bacon", "actor"),
    }

    def find(self, names: Sequence[str], role: Role | None = None) -> tuple[FoundPerson, ...]:
        lasts = [name.lower().split()[-1] for name in names]
        if not all(last in self.known for last in lasts):
            return ()
        return tuple(
            FoundPerson(
                *self.known[last], 5, is_exact=last not in {"pacinno", "nirro"}, is_whole=" " in name.strip()
            )
            for name, last in zip(names, lasts, strict=True)
        )


class FakeTitles:
    """Knows a few titles by heart."""

    known: ClassVar = {
        "heat": (HEAT,),
        "casino": (CASINO,),
        "heats": (HEAT, OLD_HEAT),
        "fight club": (CLUB,),
        "save the last dance": (DANCE,),
        "alien 3": (ALIEN,),
        "hitchcock": (HITCHCOCK,),
        "nearly": (HEAT,),
        "nearlies": (HEAT, OLD_HEAT),
        "why is it nearlies": (HEAT, OLD_HEAT),
        "contact": (CONTACT,),
        "scary movie": (SCARY,),
        "apocalypse now": (NOW,),
        "family movie": (FAMILY,),
        "in the mood for love": (MOOD,),
        "halloween": (HALLOWEEN,),
        "horror": (HORROR,),
        "1984": (ORWELL,),
        "2001": (SPACE,),
        "21": (CARDS,),
        "open water": (OPEN_WATER,),
        "water": (WATER,),
        "canadian bacon": (BACON,),
        "spy kids": (SPY_KIDS,),
        "the western": (THE_WESTERN,),
        "western": (THE_WESTERN,),
        "romantic comedy": (ROMANTIC,),
        "western movie": (WESTERNS,),
        "bacon strips": (STRIPS,),
        "the coen": (THE_COEN,),
        "niro": (NIRO,),
        "chess": (CHESS,),
        "samurai": (NIRO, CHESS),
        "nirro": (HEAT, OLD_HEAT),
        "no bacon way": (NO_WAY,),
        "casino without heat": (WITHOUT,),
    }
    scores: ClassVar = (
        dict.fromkeys(("contact", "scary movie", "apocalypse now"), 0.98)
        | dict.fromkeys(("halloween", "horror", "niro"), 0.97)
        | dict.fromkeys(
            ("spy kids", "the western", "western", "romantic comedy", "western movie", "chess"), 0.955
        )
    )

    def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
        title = text.lower().strip(" ★⭐")  # as an index compares titles, marks do not count
        score = 0.7 if "nearl" in title else self.scores.get(title, 0.9)
        return tuple(FoundFilm(film, score, True) for film in self.known.get(title, ())[:n])

    def winner(self, found: Sequence[FoundFilm]) -> FoundFilm | None:
        return found[0] if len(found) == 1 else None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Heat", OpenFilm(HEAT)),
        ("Contact", OpenFilm(CONTACT)),
        ("scary movie", OpenFilm(SCARY)),
        ("Apocalypse Now", OpenFilm(NOW)),
        ("in the mood for love", OpenFilm(MOOD)),
        ("family movie", listed("Children")),  # that few know by this name
        ("halloween", ChooseFilm("halloween", (HALLOWEEN,), listed=listed("Horror"))),
        ("halloween films", listed("Horror")),
        ("horror", listed("Horror")),  # although a film is called so
        ("1984", ChooseFilm("1984", (ORWELL,), listed=of_year(1984))),
        ("1984?", ChooseFilm("1984?", (ORWELL,), listed=of_year(1984))),
        ("2001", ChooseFilm("2001", (SPACE,), listed=of_year(2001))),
        ("21", ChooseFilm("21", (CARDS,), listed=OpenList(Filters(), 21, is_popular=False))),
        ("spy kids", ChooseFilm("spy kids", (SPY_KIDS,), listed=listed("Children", themes="spies"))),
        ("the western", ChooseFilm("the western", (THE_WESTERN,), listed=listed("Western"))),
        ("western", listed("Western")),
        ("samurai", about("samurai")),  # two films are called nearly so
        ("chess", ChooseFilm("chess", (CHESS,), listed=about("chess"))),
        ("romantic comedy", listed("Comedy Romance")),  # one usual phrase for a wish
        ("western movie", listed("Western")),
        ("bacon strips", OpenFilm(STRIPS)),
        ("the coen", OpenFilm(THE_COEN)),
        ("niro", ChooseFilm("niro", (NIRO,), listed=listed(actors="Robert De Niro"))),
        ("1994", OpenList(Filters(first_year=1994, last_year=1994), None, is_popular=False)),
        ("films from 1984", OpenList(Filters(first_year=1984, last_year=1984), None, is_popular=False)),
        ("21 films", OpenList(Filters(), 21, is_popular=False)),
        ("12", OpenList(Filters(), 12, is_popular=False)),
        ("heat 5", SaveStars(HEAT, 5.0)),
        ("contact ★★★★★", SaveStars(CONTACT, 5.0)),
        ("contact ⭐⭐⭐⭐", SaveStars(CONTACT, 4.0)),
        ("heats 5", ChooseFilm("heats", (HEAT, OLD_HEAT), 5.0)),
        ("heat series", OpenFilm(HEAT)),
        ("breaking bad series", UnknownTitle("breaking bad", act="series")),
        ("tv shows", SmallTalk("series")),
        ("rate nothing known 5", UnknownTitle("nothing known", stars=5.0)),
        ("like nearly", ChooseFilm("nearly", (HEAT,), is_like=True, is_doubtful=True)),
        ("add nearly to my watchlist", ChooseFilm("nearly", (HEAT,), act="keep", is_doubtful=True)),
        ("heats", ChooseFilm("heats", (HEAT, OLD_HEAT))),
        ("heat 4.5", SaveStars(HEAT, 4.5)),
        ("heats 4.5", ChooseFilm("heats", (HEAT, OLD_HEAT), 4.5)),
        ("comedy", OpenList(Filters(genres=frozenset({"Comedy"})), None, is_popular=False)),
        ("like heat", OpenSimilar((HEAT,), Filters())),
        ("something like Heat and Casino", OpenSimilar((HEAT, CASINO), Filters())),
        ("like heats", ChooseFilm("heats", (HEAT, OLD_HEAT), is_like=True)),
        (
            "like heats but funnier",
            ChooseFilm(
                "heats", (HEAT, OLD_HEAT), is_like=True, filters=Filters(genres=frozenset({"Comedy"}))
            ),
        ),
        (
            "like nearly but without pacino",
            ChooseFilm("nearly", (HEAT,), is_like=True, is_doubtful=True, filters=without("Al Pacino")),
        ),
        ("like nothing known", UnknownTitle("nothing known", is_like=True)),
        ("Dune Part Two", UnknownTitle("Dune Part Two")),
        ("hi", SmallTalk("greeting")),
        ("😀", NotUnderstood()),
        ("I have seen heat", ActOnFilm(HEAT, "seen")),
        ("add heats to my watchlist", ChooseFilm("heats", (HEAT, OLD_HEAT), act="keep")),
        ("who directed Heat?", OpenFilm(HEAT)),
        ("I have seen nothing known", UnknownTitle("nothing known", act="seen")),
        ("seen it", FilmRequest("seen")),
        ("4 stars", RatingRequest("", 4.0)),
        ("my watchlist", CommandRequest("watchlist")),
        ("next", StepRequest(1)),
        ("fight club movie", OpenFilm(CLUB)),
        ("save the last dance", OpenFilm(DANCE)),
        ("alien 3", OpenFilm(ALIEN)),
        ("films by Coen", listed(directors="Joel Coen")),
        ("comedies by joel coen", listed("Comedy", directors="Joel Coen")),
        ("5 films with pacino", OpenList(listed(actors="Al Pacino").filters, 5, is_popular=False)),
        ("al pacino and robert de niro", listed(actors="Al Pacino,Robert De Niro")),
        ("I love Pacino", listed(actors="Al Pacino")),
        ("pacinno", listed(actors="Al Pacino")),
        ("movies like pacino", listed(actors="Al Pacino")),
        ("casino", OpenFilm(CASINO)),
        ("films by Kurosawa", UnknownMakers(("Kurosawa",))),
        ("the one with pacino and the boat", replace(listed(actors="Al Pacino"), left_out="the boat")),
        ("films with sharks and storms", UnknownMakers(("sharks", "storms"))),
        ("films about mountains", UnknownMakers(("mountains",))),
        ("films about hitchcock", UnknownMakers(("hitchcock",))),
        ("films like those of pacino", listed(actors="Al Pacino")),
        ("like pacino movies", listed(actors="Al Pacino")),
        ("like kurosawa's films", UnknownMakers(("kurosawa",))),
        ("in the style of hitchcock", listed(directors="Alfred Hitchcock")),
        ("5 stars casino", SaveStars(CASINO, 5.0)),
        ("4/5 casino", SaveStars(CASINO, 4.0)),
        ("casino ****", SaveStars(CASINO, 4.0)),
        ("Kurosawa", UnknownTitle("Kurosawa")),
        ("Heat or Casino?", ChooseBetween((HEAT, CASINO))),
        ("should I watch Heat or Casino", ChooseBetween((HEAT, CASINO))),
        ("heat or nothing known", UnknownTitle("heat or nothing known")),
        ("can my girlfriend use this too", UnknownTitle("can my girlfriend use this too", is_sentence=True)),
        ("like heat but funnier", OpenSimilar((HEAT,), Filters(genres=frozenset({"Comedy"})))),
        ("nearly", OpenFilm(HEAT, "nearly")),
        ("nearly 4.5", ChooseFilm("nearly", (HEAT,), 4.5, is_doubtful=True)),
        ("nearlies", ChooseFilm("nearlies", (HEAT, OLD_HEAT), is_doubtful=True)),
        ("why is it nearlies", UnknownTitle("why is it nearlies", is_sentence=True)),
        ("hitchcock", listed(directors="Alfred Hitchcock")),
        ("open water", OpenFilm(OPEN_WATER)),
        ("water", OpenFilm(WATER)),
        ("canadian bacon", OpenFilm(BACON)),  # no list of Canadian films with Kevin Bacon
        ("bacon", listed(actors="Kevin Bacon")),
        ("nirro", ChooseFilm("nirro", (HEAT, OLD_HEAT))),  # two films are called just so
    ],
)
def test_a_text_is_understood_as_meant(text: str, meaning: object) -> None:
    interpreting = Interpreting(FakeTitles(), FakePeople())
    assert interpreting.interpret(understand(text, ENGLISH)) == meaning


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("no pacino", without("Al Pacino")),
        ("anything but al pacino", without("Al Pacino")),
        ("comedy without kevin bacon", without("Kevin Bacon", genres="Comedy")),
        ("comedy without pacinno", without("Al Pacino", genres="Comedy")),
        ("not by coen", Filters(excluded_directors=frozenset({"Joel Coen"}))),
        ("no hitchcock", without("Alfred Hitchcock")),  # although a film is called so
        ("i hate bacon", without("Kevin Bacon")),
        ("no pacino, no bacon", without("Al Pacino", "Kevin Bacon")),
        ("films by coen without pacino", without("Al Pacino", directors=frozenset({"Joel Coen"}))),
    ],
)
def test_people_are_left_out_of_lists(text: str, filters: Filters) -> None:
    meaning = Interpreting(FakeTitles(), FakePeople()).interpret(understand(text, ENGLISH))
    assert meaning == OpenList(filters, None, is_popular=False)


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("something fanciful without kevin bacon", without("Kevin Bacon")),
        ("fanciful comedy without bacon", without("Kevin Bacon", genres="Comedy")),
        ("fanciful comedy but no al pacino", without("Al Pacino", genres="Comedy")),
    ],
)
def test_of_what_is_not_known_besides_it_is_only_said_what_was_wanted(text: str, filters: Filters) -> None:
    meaning = Interpreting(FakeTitles(), FakePeople()).interpret(understand(text, ENGLISH))
    assert meaning == OpenList(filters, None, is_popular=False, left_out="fanciful")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("no bacon way", OpenFilm(NO_WAY)),
        ("i hate heat", ActOnFilm(HEAT, "stars")),
        ("hide hitchcock", ActOnFilm(HITCHCOCK, "hide")),  # the film
        ("like casino without heat", OpenSimilar((WITHOUT,), Filters())),
        ("like heat without pacino", OpenSimilar((HEAT,), without("Al Pacino"))),
        ("like heat but no pacino", OpenSimilar((HEAT,), without("Al Pacino"))),
        ("like this without pacino", SimilarRequest((), without("Al Pacino"))),
        (
            "like coen but without pacino",
            OpenList(without("Al Pacino", directors=frozenset({"Joel Coen"})), None, False),
        ),
        ("heat but without al pacino", OpenSimilar((HEAT,), without("Al Pacino"))),
        ("heat without al pacino", OpenSimilar((HEAT,), without("Al Pacino"))),
        ("heat without pacino", OpenSimilar((HEAT,), without("Al Pacino"))),
        ("heat comedy without pacino", OpenSimilar((HEAT,), without("Al Pacino", genres="Comedy"))),
        ("no zorgblatt", UnknownTitle("no zorgblatt", unwanted=("zorgblatt",))),
        ("nothing by zorgblatt", UnknownUnwanted(("zorgblatt",))),
        ("nothing about bacon", UnknownUnwanted(("bacon",))),
        ("comedy without zorgblatt", UnknownUnwanted(("zorgblatt",), listed("Comedy"))),
        (
            "comedy without pacino or zorgblatt",
            UnknownUnwanted(("zorgblatt",), OpenList(without("Al Pacino", genres="Comedy"), None, False)),
        ),
        (
            "no pacino, no zorgblatt",
            UnknownUnwanted(("zorgblatt",), OpenList(without("Al Pacino"), None, False)),
        ),
        ("2 zorgblatts, no zorgblatt", UnknownTitle("2 zorgblatts, no zorgblatt")),
        (
            "films by coen except zorgblatt",
            UnknownUnwanted(("zorgblatt",), listed(directors="Joel Coen")),
        ),
        ("al pacino but not zorgblatt", UnknownUnwanted(("zorgblatt",), listed(actors="Al Pacino"))),
        (
            "comedies by coen without pacino or zorgblatt",
            UnknownUnwanted(
                ("zorgblatt",),
                OpenList(
                    without("Al Pacino", genres="Comedy", directors=frozenset({"Joel Coen"})), None, False
                ),
            ),
        ),
        ("no one will zorgblatt you", UnknownTitle("no one will zorgblatt you", unwanted=("zorgblatt",))),
        (
            "best comedies without zorgblatt",
            UnknownUnwanted(("zorgblatt",), OpenList(Filters(genres=frozenset({"Comedy"})), None, True)),
        ),
        ("like heat without zorgblatt", UnknownUnwanted(("zorgblatt",), OpenSimilar((HEAT,), Filters()))),
        ("like this but without zorgblatt", UnknownUnwanted(("zorgblatt",))),
        (
            "like heats but without zorgblatt",
            UnknownUnwanted(("zorgblatt",), OpenSimilar((HEAT, OLD_HEAT), Filters())),
        ),
        ("rate nothing known 5", UnknownTitle("nothing known", stars=5.0)),
        ("hide Dune: Part Two", UnknownTitle("Dune: Part Two", act="hide")),
    ],
)
def test_a_title_with_a_no_in_it_stays_one_and_unknown_names_are_told(text: str, meaning: object) -> None:
    assert Interpreting(FakeTitles(), FakePeople()).interpret(understand(text, ENGLISH)) == meaning


@pytest.mark.parametrize(("score", "is_film"), [(0.93, True), (0.85, False)])
def test_a_title_may_lack_a_small_word_although_a_list_is_read_in_it(score: float, is_film: bool) -> None:
    class NearlySo(FakeTitles):
        def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
            is_asked = text == "2001 space odyssey"
            return (FoundFilm(SPACE, score, is_exact=False),) if is_asked else super().find(text, n)

    meaning = Interpreting(NearlySo(), FakePeople()).interpret(understand("2001 space odyssey", ENGLISH))
    assert (meaning == OpenFilm(SPACE)) == is_film


@pytest.mark.parametrize(("score", "is_marked"), [(0.95, True), (0.7, False)])
def test_only_a_film_beyond_doubt_is_put_on_a_shelf(score: float, is_marked: bool) -> None:
    class Doubtful(FakeTitles):
        def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
            return tuple(replace(each, score=score, is_exact=False) for each in super().find(text, n))

    meaning = Interpreting(Doubtful(), FakePeople()).interpret(understand("seen heat", ENGLISH))
    assert isinstance(meaning, ActOnFilm) == is_marked
    assert isinstance(meaning, ChooseFilm) != is_marked


@pytest.mark.parametrize(("score", "called", "is_meant"), [(0.96, "Леон", False), (0.96, None, True)])
def test_a_well_known_films_title_of_another_country_is_no_name(
    score: float, called: str | None, is_meant: bool
) -> None:
    leon = FoundFilm(replace(HEAT, called=called), score, is_exact=True)
    leone = FoundPerson("Sergio Leone", "director", 6, is_exact=True)
    assert is_rather_no_title((leone,), leon) == is_meant
