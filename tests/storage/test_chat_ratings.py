"""What people rated in the chat."""

from __future__ import annotations

import pytest

from storage.errors import UnknownChatUser, UnknownMovie
from storage.records.people import Rating
from storage.unit_of_work import UnitOfWorkFactory
from tests.storage.conftest import ANNA, BEN, NOON, at


def test_a_second_rating_takes_the_place_of_the_first(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_ratings.rate(ANNA, 1, 4.0, NOON)
        work.chat_ratings.rate(ANNA, 1, 4.5, at(1))
        assert work.chat_ratings.get(ANNA, 1) == Rating(1, 4.5, at(1))
        assert work.chat_ratings.of(BEN) == {}


def test_rating_a_film_takes_its_pass_back(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.dismissals.add(ANNA, 1, "not_interested", NOON)
        work.dismissals.add(ANNA, 2, "not_interested", NOON)
        work.dismissals.add(BEN, 1, "not_interested", NOON)
        work.chat_ratings.rate(ANNA, 1, 4.0, NOON)
        assert list(work.dismissals.of(ANNA)) == [2]
        assert list(work.dismissals.of(BEN)) == [1]


@pytest.mark.parametrize("movie_id", [99, -1, 2**31, 2**80])
def test_an_unknown_movie_cannot_be_rated(stocked: UnitOfWorkFactory, movie_id: int) -> None:
    with stocked() as work, pytest.raises(UnknownMovie):
        work.chat_ratings.rate(ANNA, movie_id, 4.0, NOON)


def test_somebody_unknown_cannot_rate(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work, pytest.raises(UnknownChatUser):
        work.chat_ratings.rate(1, 1, 4.0, NOON)


@pytest.mark.parametrize("stars", [0.0, 0.25, 5.5, -1.0, float("nan"), float("inf")])
def test_impossible_stars_are_refused(stocked: UnitOfWorkFactory, stars: float) -> None:
    with stocked() as work, pytest.raises(ValueError, match="halves"):
        work.chat_ratings.rate(ANNA, 1, stars, NOON)


def test_removing_answers_what_was_there(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_ratings.rate(ANNA, 1, 4.0, NOON)
        assert work.chat_ratings.remove(ANNA, 1) == Rating(1, 4.0, NOON)
        assert work.chat_ratings.remove(ANNA, 1) is None
        assert work.chat_ratings.get(ANNA, 1) is None


def test_pages_go_from_the_newest_to_the_oldest(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        for minutes, movie_id in enumerate((3, 1, 4)):
            work.chat_ratings.rate(ANNA, movie_id, 3.0, at(minutes))
        work.chat_ratings.rate(ANNA, 5, 3.0, at(1))  # as late as film 1: the larger id first
        pages = [work.chat_ratings.page(ANNA, offset, 2) for offset in (0, 2, 4)]
        assert [[rating.movie_id for rating in page] for page in pages] == [[4, 5], [1, 3], []]
        assert work.chat_ratings.latest(ANNA) == Rating(4, 3.0, at(2))
        assert work.chat_ratings.latest(BEN) is None


def test_counts_are_by_person_and_of_all(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_ratings.rate(ANNA, 1, 4.0, NOON)
        work.chat_ratings.rate(ANNA, 2, 4.0, NOON)
        work.chat_ratings.rate(BEN, 1, 4.0, NOON)
        assert (work.chat_ratings.count(ANNA), work.chat_ratings.count(BEN)) == (2, 1)
        assert work.chat_ratings.total() == 3


def test_arrays_keep_large_telegram_ids(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        work.chat_ratings.rate(BEN, 1, 0.5, NOON)
        work.chat_ratings.rate(ANNA, 2, 4.5, NOON)
        user_ids, movie_ids, stars = work.chat_ratings.as_arrays()
    assert sorted(zip(user_ids, movie_ids, stars, strict=True)) == [(ANNA, 2, 4.5), (BEN, 1, 0.5)]
