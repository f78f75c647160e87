from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.ratings import InvalidRatings, build_ratings, is_valid_star_count

halves = st.integers(1, 10).map(lambda half: half / 2)
rows = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 12), halves), min_size=1, max_size=40)


@given(rows, st.randoms())
def test_the_same_ratings_in_any_order_are_the_same_ratings(given_rows, random):
    unique = list({(user, movie): (user, movie, stars) for user, movie, stars in given_rows}.values())
    shuffled = list(unique)
    random.shuffle(shuffled)
    one, other = (build_ratings(*zip(*some, strict=True)) for some in (unique, shuffled))
    for name in ("user_rows", "item_rows", "stars", "movie_ids"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    assert one.n_users == other.n_users


@given(rows)
def test_of_a_repeated_pair_the_last_stars_count(given_rows):
    built = build_ratings(*zip(*given_rows, strict=True))
    users = np.unique([user for user, _, _ in given_rows])
    expected = {(user, movie): stars for user, movie, stars in given_rows}
    found = {
        (int(users[user]), int(built.movie_ids[item])): float(stars)
        for user, item, stars in zip(built.user_rows, built.item_rows, built.stars, strict=True)
    }
    assert found == expected


def test_ratings_are_sorted_by_person_and_movie_in_compact_types():
    built = build_ratings([9, 2, 2], [30, 20, 10], [1.0, 2.0, 3.0])
    assert built.user_rows.tolist() == [0, 0, 1]
    assert built.item_rows.tolist() == [0, 1, 2]
    assert built.stars.tolist() == [3.0, 2.0, 1.0]
    assert (built.user_rows.dtype, built.item_rows.dtype, built.stars.dtype) == (
        np.int32,
        np.int32,
        np.float32,
    )
    assert (built.n_users, built.n_items, built.n_ratings) == (2, 3, 3)


def test_movies_named_beforehand_get_rows_even_without_ratings():
    built = build_ratings([1], [20], [4.0], item_ids=[30, 10, 20])
    assert built.movie_ids.tolist() == [10, 20, 30]
    assert built.item_rows.tolist() == [1]
    assert built.item_rows_of([30, 11, 10, 2**40]).tolist() == [2, -1, 0, -1]


def test_a_rating_of_a_movie_outside_the_list_is_refused_by_name():
    with pytest.raises(InvalidRatings, match="1 ratings are of unknown movies, first movie 99"):
        build_ratings([1, 1], [20, 99], [4.0, 4.0], item_ids=[20])
    with pytest.raises(InvalidRatings, match="unknown movies"):
        build_ratings([1], [20], [4.0], item_ids=[])


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), 0.0, 5.5, 3.3, -1.0])
def test_stars_that_are_none_are_refused_with_their_place(bad):
    with pytest.raises(InvalidRatings, match="rating 1 has"):
        build_ratings([1, 1], [1, 2], [4.0, bad])
    assert not is_valid_star_count(bad)


def test_columns_of_different_length_are_refused():
    with pytest.raises(InvalidRatings, match="2 user ids, 1 movie ids"):
        build_ratings([1, 2], [1], [4.0])


def test_no_ratings_at_all_are_still_ratings():
    empty = build_ratings([], [], [], item_ids=[3, 1])
    assert (empty.n_ratings, empty.n_users, empty.n_items) == (0, 0, 2)


def test_some_people_of_many_keep_their_movies_and_get_new_rows():
    built = build_ratings([1, 2, 3], [10, 20, 30], [1.0, 2.0, 3.0]).restrict_to_users([2, 0])
    assert built.n_users == 2
    assert built.user_rows.tolist() == [0, 1]
    assert built.item_rows.tolist() == [0, 2]
    assert built.movie_ids.tolist() == [10, 20, 30]
