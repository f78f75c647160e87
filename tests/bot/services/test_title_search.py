"""The search for titles: an index in the background, the database until it is there."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from bot.search.matching import Ambiguous, Matched
from bot.services.title_search import FoundFilm, TitleSearch
from bot.services.views import Film
from storage.errors import DatabaseUnavailable
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tests.support.small_world import SmallWorld


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
