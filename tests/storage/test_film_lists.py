"""Watchlists, and films watched without stars."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest

from storage.errors import UnknownMovie
from storage.film_lists import PersonalFilmList
from storage.records.people import ListedFilm
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON, at

Which = Literal["watchlist", "seen_films"]


@pytest.fixture(params=["watchlist", "seen_films"])
def which(request: pytest.FixtureRequest) -> Which:
    chosen: Which = request.param
    return chosen


def _list(work: UnitOfWork, which: Which) -> PersonalFilmList:
    chosen: PersonalFilmList = getattr(work, which)
    return chosen


def test_a_list_is_read_newest_first(stocked: UnitOfWorkFactory, which: Which) -> None:
    with stocked() as work:
        films = _list(work, which)
        for minute, movie_id in enumerate((2, 1, 4)):
            assert films.add(ANNA, movie_id, at(minute))
        films.add(BEN, 3, NOON)
        assert [film.movie_id for film in films.page(ANNA, offset=0, limit=2)] == [4, 1]
        assert films.page(ANNA, offset=2, limit=2) == [ListedFilm(2, NOON)]
        assert films.of(ANNA) == {1, 2, 4}
        assert (films.count(ANNA), films.count(BEN)) == (3, 1)


def test_a_film_is_on_a_list_once_and_keeps_its_time(stocked: UnitOfWorkFactory, which: Which) -> None:
    with stocked() as work:
        assert _list(work, which).add(ANNA, 1, NOON)
        assert not _list(work, which).add(ANNA, 1, at(5))
        assert _list(work, which).page(ANNA, 0, 10) == [ListedFilm(1, NOON)]


def _rate(work: UnitOfWork, minute: int) -> None:
    work.chat_ratings.rate(ANNA, 1, 4.0, at(minute))


def _see(work: UnitOfWork, minute: int) -> None:
    work.seen_films.add(ANNA, 1, at(minute))


def _hide(work: UnitOfWork, minute: int) -> None:
    work.dismissals.add(ANNA, 1, "not_interested", at(minute))


UNDO: dict[Callable[[UnitOfWork, int], None], Callable[[UnitOfWork], object]] = {
    _rate: lambda work: work.chat_ratings.remove(ANNA, 1),
    _see: lambda work: work.seen_films.remove(ANNA, 1),
    _hide: lambda work: work.dismissals.remove(ANNA, 1),
}


@pytest.mark.parametrize("outweigh", UNDO)
def test_what_is_said_later_outweighs_the_watchlist_until_it_is_taken_back(
    stocked: UnitOfWorkFactory, outweigh: Callable[[UnitOfWork, int], None]
) -> None:
    with stocked() as work:
        work.watchlist.add(ANNA, 1, at(1))
        outweigh(work, 2)
        assert (work.watchlist.of(ANNA), work.watchlist.page(ANNA, 0, 9)) == (set(), [])
        assert work.watchlist.count(ANNA) == 0
        UNDO[outweigh](work)
        assert work.watchlist.page(ANNA, 0, 9) == [ListedFilm(1, at(1))]


@pytest.mark.parametrize("outweigh", UNDO)
def test_a_film_kept_again_is_on_the_watchlist_again(
    stocked: UnitOfWorkFactory, outweigh: Callable[[UnitOfWork, int], None]
) -> None:
    with stocked() as work:
        work.watchlist.add(ANNA, 1, at(1))
        outweigh(work, 2)
        assert work.watchlist.add(ANNA, 1, at(3))
        assert work.watchlist.page(ANNA, 0, 9) == [ListedFilm(1, at(3))]


def test_not_having_seen_a_film_leaves_it_on_the_watchlist(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.watchlist.add(ANNA, 1, at(1))
        work.dismissals.add(ANNA, 1, "not_seen", at(2))
        assert work.watchlist.of(ANNA) == {1}


def test_taking_a_film_off_says_what_was_there(stocked: UnitOfWorkFactory, which: Which) -> None:
    with stocked() as work:
        _list(work, which).add(ANNA, 1, NOON)
        assert _list(work, which).remove(ANNA, 1) == ListedFilm(1, NOON)
        assert _list(work, which).remove(ANNA, 1) is None


@pytest.mark.parametrize("movie_id", [99, -1, 2**40])
def test_an_unknown_film_is_refused(stocked: UnitOfWorkFactory, which: Which, movie_id: int) -> None:
    with pytest.raises(UnknownMovie), stocked() as work:
        _list(work, which).add(ANNA, movie_id, NOON)


def test_a_forgotten_person_has_no_list(stocked: UnitOfWorkFactory, which: Which) -> None:
    with stocked() as work:
        _list(work, which).add(ANNA, 1, NOON)
        _list(work, which).add(BEN, 1, NOON)
        work.chat_users.delete(ANNA)
        assert _list(work, which).of(ANNA) == set()
        assert _list(work, which).of(BEN) == {1}
