"""The ratings that came with MovieLens."""

from __future__ import annotations

import pytest

from storage.unit_of_work import UnitOfWorkFactory


def test_a_persons_ratings_are_found_by_id(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        assert work.movielens_ratings.of_user(10) == {1: 4.0, 2: 0.5}
        assert work.movielens_ratings.has_user(11)


@pytest.mark.parametrize("user_id", [12, 0, -10, 2**31, 2**80])
def test_an_unknown_or_impossible_person_rated_nothing(stocked: UnitOfWorkFactory, user_id: int) -> None:
    with stocked() as work:
        assert work.movielens_ratings.of_user(user_id) == {}
        assert not work.movielens_ratings.has_user(user_id)


def test_counts_are_those_of_the_loaded_data_set(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        data_set = work.movielens_ratings.data_set()
        assert data_set is not None
        assert (data_set.name, data_set.movie_count) == ("stock", 5)
        assert (work.movielens_ratings.count(), work.movielens_ratings.user_count()) == (3, 2)


def test_arrays_hold_every_rating_in_the_types_promised(stocked: UnitOfWorkFactory) -> None:
    with stocked() as work:
        user_ids, movie_ids, stars = work.movielens_ratings.as_arrays()
    assert sorted(zip(user_ids, movie_ids, stars, strict=True)) == [(10, 1, 4.0), (10, 2, 0.5), (11, 1, 5.0)]
    assert [array.dtype.name for array in (user_ids, movie_ids, stars)] == ["int64", "int32", "float32"]


def test_nothing_loaded_is_no_ratings_and_no_data_set(unit_of_work: UnitOfWorkFactory) -> None:
    with unit_of_work() as work:
        assert work.movielens_ratings.data_set() is None
        assert (work.movielens_ratings.count(), work.movielens_ratings.user_count()) == (0, 0)
        assert len(work.movielens_ratings.as_arrays().stars) == 0
