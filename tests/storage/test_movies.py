"""The catalogue."""

from __future__ import annotations

import pytest

from storage.errors import UnknownMovie
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, MOVIES, NOON


def test_a_movie_comes_back_as_it_was_loaded(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        assert [work.movies.get(movie.movie_id) for movie in MOVIES] == list(MOVIES)


@pytest.mark.parametrize("movie_id", [0, -1, 99, 2**31, 2**80])
def test_an_unknown_movie_is_an_error_that_names_it(stocked: UnitOfWorkFactory, movie_id: int) -> None:
    with stocked() as work, pytest.raises(UnknownMovie, match=str(movie_id)):
        work.movies.get(movie_id)


def test_many_come_in_the_order_asked_for_without_the_unknown(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        assert list(work.movies.get_many([4, 99, 1, 4, *range(1000, 4000)])) == [4, 1]
        assert work.movies.get_many([]) == {}


def test_all_come_by_ascending_id(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        assert list(work.movies.all()) == list(MOVIES)
        assert work.movies.count() == 5


@pytest.mark.parametrize(
    ("text", "found"),
    [("STORY", [1]), ("amélie", [4]), ("%", [3]), ("_", []), ("t", [1, 2, 5]), ("\\", [])],
)
def test_search_finds_parts_of_titles_most_rated_first(
    stocked: UnitOfWorkFactory, text: str, found: list[int]
) -> None:
    with stocked() as work:
        assert [movie.movie_id for movie in work.movies.search(text, limit=10)] == found


def test_search_stops_at_the_limit(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        assert len(work.movies.search("e", limit=2)) == 2


def test_statistics_add_movielens_and_chat_ratings(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_ratings.rate(ANNA, 1, 3.0, NOON)
        work.chat_ratings.rate(BEN, 4, 2.5, NOON)
        statistics = work.movies.statistics()
    assert statistics.movie_ids.tolist() == [1, 2, 3, 4, 5]
    assert statistics.counts.tolist() == [3, 1, 0, 1, 0]  # 2 + 1 of Anna, 1, none, 1 of Ben, none
    assert statistics.star_sums.tolist() == [4.0 + 5.0 + 3.0, 0.5, 0.0, 2.5, 0.0]


def test_statistics_of_an_empty_catalogue_are_empty(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        assert work.movies.statistics().counts.tolist() == []


@pytest.mark.parametrize("words", ["\0", "\ud800", "x\0\udfff", "%", "_", "\\"])
def test_search_takes_any_words(stocked: UnitOfWorkFactory, words: str) -> None:
    with stocked() as work:
        assert len(work.movies.search(words, limit=10)) <= len(MOVIES)
