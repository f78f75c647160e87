"""The search for titles: an index in the background, the database until it is there."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from bot.search.matching import Ambiguous, Matched
from bot.search.title_index import TitleIndex, TitleMatch
from bot.services.films import as_film
from bot.services.interpreting.interpreting import Interpreting
from bot.services.interpreting.judging import is_part_of
from bot.services.interpreting.meanings import OpenList, OpenSimilar
from bot.services.people_search import FoundPerson
from bot.services.title_search import FoundFilm, TitleSearch
from bot.services.views import NO_FILTERS, Film
from bot.understanding.lexicons import lexicon_of
from storage.errors import DatabaseUnavailable
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tests.support.small_world import SmallWorld
from tests.support.understood import understand


class Nobody:
    """Knows no names."""

    def find(self, names: object, role: object = None) -> tuple[FoundPerson, ...]:
        return ()


@pytest.fixture
def later() -> list[Callable[[], object]]:
    """Return what was put off into the background."""
    return []


@pytest.fixture
def search(
    stocked: UnitOfWorkFactory, later: list[Callable[[], object]], monkeypatch: pytest.MonkeyPatch
) -> TitleSearch:
    """Return a search of the small world; its titles are read in several pages."""
    monkeypatch.setattr("bot.services.title_search.TITLES_A_PAGE", 50)
    return TitleSearch(stocked, later.append)


def titles(found: tuple[FoundFilm, ...]) -> list[str]:
    return [each.film.title for each in found]


def test_a_typo_still_finds_the_film(search: TitleSearch) -> None:
    assert search.refresh()
    found = search.find("Peper Dragn", 5)
    assert found[0].film.title == "Paper Dragon"
    assert not found[0].is_exact


def test_an_exact_title_wins_over_its_sequels(search: TitleSearch) -> None:
    search.refresh()
    winner = search.winner(search.find("letters to amelie", 5))
    assert winner is not None
    assert (winner.film.title, winner.is_exact) == ("Letters to Amélie", True)


def test_every_title_of_every_page_is_found(search: TitleSearch, world: SmallWorld) -> None:
    search.refresh()
    for movie in world.movies:
        assert movie.title in titles(search.find(movie.title, 3))


def test_nothing_found_has_no_winner(search: TitleSearch) -> None:
    search.refresh()
    assert search.find("qqqqzzzz xxxx", 5) == ()
    assert search.winner(()) is None


def test_the_database_answers_until_the_index_is_built(
    search: TitleSearch, later: list[Callable[[], object]]
) -> None:
    assert "Paper Dragon" in titles(search.find("aper drag", 10))
    winner = search.winner(search.find("paper dragon", 10))
    assert winner is not None
    assert winner.is_exact
    assert search.find("Peper Dragn", 5) == ()
    later[0]()
    assert titles(search.find("Peper Dragn", 1)) == ["Paper Dragon"]
    asked = len(later)
    search.find("Paper Dragon", 1)
    assert len(later) == asked


def test_the_index_is_built_anew_only_when_films_came(
    search: TitleSearch, stocked: UnitOfWorkFactory
) -> None:
    assert [search.refresh(), search.refresh()] == [True, False]
    with stocked() as work:
        work.movies.add("Zanzibar Express", 2024, ("Drama",), "tt99999999")
        work.commit()
    assert search.find("zanzibar expres", 1) == ()
    assert search.refresh()
    assert titles(search.find("zanzibar expres", 1)) == ["Zanzibar Express"]


def test_a_database_that_is_away_leaves_the_search_as_it_was(stocked: UnitOfWorkFactory) -> None:
    is_away = False

    def begin() -> UnitOfWork:
        if is_away:
            raise DatabaseUnavailable("away")
        return stocked()

    search = TitleSearch(begin, lambda work: None)
    search.refresh()
    is_away = True
    assert not search.refresh()
    is_away = False
    assert search.find("Peper Dragn", 1)


def test_who_comes_while_it_is_built_does_not_wait(stocked: UnitOfWorkFactory) -> None:
    answers: list[bool] = []

    def begin() -> UnitOfWork:
        if not answers:
            other = threading.Thread(target=lambda: answers.append(search.refresh()))
            other.start()
            other.join()
        return stocked()

    search = TitleSearch(begin, lambda work: None)
    assert search.refresh()
    assert answers == [False]


def test_odd_texts_are_answered(search: TitleSearch) -> None:
    for text in ("", "\0", " " * 500, "x" * 4096, "🎬", "\ud800"):
        search.find(text, 3)
    search.refresh()
    for text in ("", "\0", " " * 500, "x" * 4096, "🎬", "\ud800"):
        assert search.winner(search.find(text, 3)) is None


def test_films_that_are_as_likely_leave_the_choice(search: TitleSearch) -> None:
    film = Film(1, "Heat", 1995, (), None)
    other = Film(2, "Heat", 1986, (), None)
    assert search.winner((FoundFilm(film, 0.9, True), FoundFilm(other, 0.9, True))) is None


def test_a_search_that_was_stopped_reads_no_titles(search: TitleSearch) -> None:
    search.stop()
    assert not search.refresh()


def test_files_are_matched_in_the_index_only_while_it_has_every_film(
    search: TitleSearch, stocked: UnitOfWorkFactory, world: SmallWorld
) -> None:
    film = world.movies[0]
    assert search.titles() is None
    search.refresh()
    indexed = search.titles()
    assert indexed is not None
    assert indexed.match(film.title, film.year) == Matched(film.movie_id)
    with stocked() as work:
        work.movies.add(film.title, film.year, film.genres, "tt7777777")
        work.commit()
    assert search.titles() is None
    search.refresh()
    indexed = search.titles()
    assert indexed is not None
    assert isinstance(indexed.match(film.title, film.year), Ambiguous)


def test_new_films_are_measured_by_what_the_catalogue_has(search: TitleSearch, world: SmallWorld) -> None:
    assert search.newest_year() is None  # before there is an index
    search.refresh()
    years = sorted(movie.year for movie in world.movies if movie.year)
    assert search.newest_year() in years[-3:]


@pytest.fixture
def godfather(search: TitleSearch, stocked: UnitOfWorkFactory) -> Film:
    """Return a film that the table of titles of other countries knows."""
    with stocked() as work:
        added = as_film(work.movies.add("The Godfather", 1972, ("Crime",), "tt0068646"))
        work.movies.add("The Shawshank Redemption", 1994, ("Drama",), "tt0111161")
        work.commit()
    search.refresh()
    return added


@pytest.mark.parametrize(
    ("text", "called", "is_exact"),
    [
        ("el padrino", "El padrino", True),
        ("der pate", "Der Pate", True),
        ("baba", "Baba", True),
        ("o poderoso chefao", "O Poderoso Chefão", True),
        ("крёстного отца", "Крёстный отец", False),
        ("poderoso chefaao", "O Poderoso Chefão", False),
        ("the godfather", None, True),
    ],
)
def test_a_film_says_by_which_title_of_another_country_it_was_found(
    search: TitleSearch, godfather: Film, text: str, called: str | None, is_exact: bool
) -> None:
    found = search.find(text, 5)[0]
    assert (found.film, found.is_exact) == (godfather, is_exact)
    assert found.film.called == called


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "como el padrino"),
        ("de", "wie der pate"),
        ("de", "Filme wie Der Pate"),
        ("fr", "comme Le Parrain"),
        ("it", "qualcosa come il padrino"),
        ("pt", "como o poderoso chefão"),
        ("tr", "baba gibi"),
        ("bs", "nešto kao kum"),
        ("ru", "вроде крёстного отца"),
        ("ru", "как крёстный отец"),
    ],
)
def test_films_like_one_are_asked_for_by_its_title_of_another_country(
    search: TitleSearch, godfather: Film, code: str, text: str
) -> None:
    interpreting = Interpreting(search, Nobody())
    assert interpreting.interpret(understand(text, lexicon_of(code))) == OpenSimilar((godfather,), NO_FILTERS)


@pytest.mark.parametrize(
    ("code", "text"),
    [("es", "comedia"), ("es", "nuevo"), ("tr", "aşk"), ("fr", "dragons")],
)
def test_words_for_lists_keep_their_meaning(
    search: TitleSearch, stocked: UnitOfWorkFactory, code: str, text: str
) -> None:
    with stocked() as work:
        work.movies.add("Her", 2013, ("Drama",), "tt1798709")  # "Aşk"
        work.movies.add("How to Train Your Dragon", 2010, ("Children",), "tt0892769")  # "Dragons"
        work.commit()
    search.refresh()
    meaning = Interpreting(search, Nobody()).interpret(understand(text, lexicon_of(code)))
    assert isinstance(meaning, OpenList)


def test_a_title_of_another_country_that_ends_like_a_place_in_a_series_is_a_title(
    search: TitleSearch, stocked: UnitOfWorkFactory
) -> None:
    with stocked() as work:
        film = as_film(work.movies.add("Terminator 2: Judgment Day", 1991, ("Action",), "tt0103064"))
        work.movies.add("Terminator Genisys", 2015, ("Action",), "tt1340138")
        work.commit()
    search.refresh()
    found = search.find("terminator 2: el juicio final", 5)
    assert found[0].film == film
    assert is_part_of(found, "terminator 2: el juicio final")
    assert not is_part_of(found, "la última de terminator")
    assert not is_part_of((), "terminator")


def test_a_text_that_is_asked_for_again_is_looked_up_once(
    search: TitleSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    search.refresh()
    looked_up: list[str] = []
    whole = TitleIndex.search

    def counting(index: TitleIndex, text: str, *, n: int) -> tuple[TitleMatch, ...]:
        looked_up.append(text)
        return whole(index, text, n=n)

    monkeypatch.setattr(TitleIndex, "search", counting)
    found = [search.find(text, n) for text, n in (("orbit", 3), ("orbit", 3), ("biscuit", 3), ("orbit", 1))]
    assert looked_up == ["orbit", "biscuit", "orbit"]
    assert found[0] == found[1]
    assert found[3] == found[0][:1]


def test_what_is_remembered_of_an_index_ends_with_it(search: TitleSearch, stocked: UnitOfWorkFactory) -> None:
    search.refresh()
    assert not any(each.is_exact for each in search.find("Quite Another Film", 3))
    with stocked() as work:
        work.movies.add("Quite Another Film", 2026, ("Drama",), "tt88888888")
        work.commit()
    assert search.refresh()
    assert search.find("Quite Another Film", 3)[0].is_exact
