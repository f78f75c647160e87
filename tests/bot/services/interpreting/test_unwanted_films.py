"""Titles behind a "no": their films are left out of lists, what else is named there is not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.services.interpreting.interpreting import Interpreting
from bot.services.interpreting.meanings import (
    Meaning,
    OpenFilm,
    OpenList,
    OpenSimilar,
    UnknownTitle,
    UnknownUnwanted,
)
from bot.services.title_search import FoundFilm
from bot.services.views import NO_FILTERS, Film, Filters
from bot.understanding.lexicons import lexicon_of
from tests.bot.services.interpreting.test_interpreting import HEAT, FakePeople
from tests.support.understood import understand

COMEDY, PACINO = frozenset({"Comedy"}), frozenset({"Al Pacino"})


def known(movie_id: int, title: str, year: int, score: float, *, is_exact: bool = True) -> FoundFilm:
    return FoundFilm(Film(movie_id, title, year, ("Comedy",), None), score, is_exact)


BILL = [known(80 + part, f"Kill Bill: Vol. {part}", 2002 + part, 0.9, is_exact=False) for part in (1, 2)]
CITY = [known(90 + part, f"Sex and the City {part}", 2007 + part, 0.9, is_exact=False) for part in (1, 2)]
LONG = known(99, "Hunter in the Dark", 1979, 0.96, is_exact=False)


class Titles:
    """Knows some titles, how well each is known, and two series."""

    def __init__(self) -> None:
        self.titles = {
            "heat": [FoundFilm(HEAT, 0.98, is_exact=True)],
            "hangover": [known(70, "Hangover, The", 2009, 0.97)],
            "robin hood": [known(71, "Robin Hood", 1973, 0.93), known(72, "Robin Hood", 2010, 0.92)],
            "bonnie and clyde": [known(73, "Bonnie and Clyde", 1967, 0.93)],
            "slow": [known(74, "Slow", 2011, 0.91)],
            "no time to die": [known(75, "No Time to Die", 2021, 0.95)],
            "hunter in dark": [LONG],
        }

    def find(self, text: str, n: int) -> tuple[FoundFilm, ...]:
        return tuple(self.titles.get(text.casefold().removeprefix("the "), ())[:n])

    def winner(self, found: Sequence[FoundFilm]) -> FoundFilm | None:
        return found[0] if found else None

    def by_year(self, title: str) -> tuple[FoundFilm, ...]:
        return tuple({"kill bill": BILL, "sex": CITY}.get(title.casefold(), ()))


def meaning_of(text: str, code: str = "en") -> Meaning:
    titles = Titles()
    interpreting = Interpreting(titles, FakePeople(), series=titles)
    return interpreting.interpret(understand(text, lexicon_of(code)))


def without(*names: str, genres: frozenset[str] = COMEDY, people: frozenset[str] = frozenset()) -> Filters:
    excluded = frozenset(names)
    return Filters(genres=genres, excluded_directors=people, excluded_actors=people, excluded_films=excluded)


HANGOVER, HEAT_NAME = "Hangover, The (2009)", "Heat (1995)"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "comedies except the hangover"),
        ("en", "something funny but not hangover"),
        ("en", "comedy, no hangover please"),
        ("de", "Komödien außer Hangover"),
        ("de", "was Lustiges, aber nicht Hangover"),
        ("fr", "comédies sauf hangover"),
        ("es", "comedias menos hangover"),
        ("es", "comedia que no sea hangover"),
        ("pt", "comédias exceto hangover"),
        ("it", "commedie tranne hangover"),
        ("tr", "komedi ama hangover olmasın"),
        ("bs", "komedije osim hangover"),
        ("ru", "комедии кроме hangover"),
    ],
)
def test_a_list_is_without_the_film_of_a_title_in_every_language(code: str, text: str) -> None:
    assert meaning_of(text, code) == OpenList(without(HANGOVER), None, is_popular=False)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("comedies except the hangover and heat", (HANGOVER, HEAT_NAME)),
        ("comedy without robin hood", ("Robin Hood (1973)", "Robin Hood (2010)")),
        ("comedy no bonnie and clyde", ("Bonnie and Clyde (1967)",)),
        ("comedies but not kill bill", ("Kill Bill: Vol. 1 (2003)", "Kill Bill: Vol. 2 (2004)")),
        ("comedies except hunter in dark", ("Hunter in the Dark (1979)",)),
    ],
)
def test_several_films_of_one_name_of_a_series_or_one_by_one_are_left_out(
    text: str, names: tuple[str, ...]
) -> None:
    assert meaning_of(text) == OpenList(without(*names), None, is_popular=False)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("comedy without pacino or heat", OpenList(without(HEAT_NAME, people=PACINO), None, False)),
        (
            "films by coen except heat",
            OpenList(Filters(directors=frozenset({"Joel Coen"}), excluded_films={HEAT_NAME}), None, False),
        ),
        ("like heat but not the hangover", OpenSimilar((HEAT,), Filters(excluded_films={HANGOVER}))),
        ("anything but the hangover", OpenList(Filters(excluded_films={HANGOVER}), None, False)),
        (
            "comedy without zorgblatt or heat",
            UnknownUnwanted(("zorgblatt",), OpenList(without(HEAT_NAME), None, False)),
        ),
        (
            "like heat but without hangover or zorgblatt",
            UnknownUnwanted(("zorgblatt",), OpenSimilar((HEAT,), Filters(excluded_films={HANGOVER}))),
        ),
    ],
)
def test_films_are_left_out_beside_people_and_of_films_alike(text: str, meaning: Meaning) -> None:
    assert meaning_of(text) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("comedy but nothing slow", UnknownUnwanted(("slow",), OpenList(without(), None, False))),
        ("comedy without sex", UnknownUnwanted(("sex",), OpenList(without(), None, False))),
        ("comedy but nothing about heat", UnknownUnwanted(("heat",), OpenList(without(), None, False))),
        ("no time to die", OpenFilm(Titles().titles["no time to die"][0].film)),
        ("not the hangover", UnknownTitle("not the hangover")),
        ("comedy", OpenList(Filters(genres=COMEDY), None, False)),
    ],
)
def test_no_film_is_left_out_by_a_word_of_a_title_by_a_theme_or_without_a_list(
    text: str, meaning: Meaning
) -> None:
    assert meaning_of(text) == meaning


def test_behind_a_command_films_are_left_out_too_unless_a_name_is_unknown() -> None:
    titles = Titles()
    interpreting = Interpreting(titles, FakePeople(), series=titles)
    english = lexicon_of("en")
    listed = interpreting.list_of_people(understand("comedy no hangover", english))
    assert listed is not None
    assert listed.filters == without(HANGOVER)
    for text in ("comedy no zorgblatt, no hangover", "comedy zorgblatt no hangover", "comedy"):
        assert interpreting.list_of_people(understand(text, english)) is None
    assert interpreting.unknown_names(understand("comedy no zorgblatt, no hangover", english)) == (
        "zorgblatt",
    )
    assert NO_FILTERS.excluded_films == frozenset()
