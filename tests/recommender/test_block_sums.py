"""Sums over blocks of people, added up, against sums over all of them at once."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.block_sums import (
    Everybody,
    count_totals,
    people_of,
    sum_of_crosses,
    sum_of_grams,
    sum_of_items,
    sum_of_spreads,
)
from recommender.item_sums import item_sums
from recommender.people_sums import PeopleAtHand
from recommender.popularity import Popularity
from recommender.ranking_training import count_likes, gather, gather_attributes, participants
from recommender.ratings import Ratings, count_stars
from tests.recommender.worlds import ratings

SIZE = 5.0
CUTS = st.lists(st.integers(1, 149), max_size=5, unique=True).map(sorted)


def everybody() -> Everybody:
    taking_part = participants(ratings(), None)
    totals = count_totals(ratings())
    return Everybody(taking_part, totals.counts[taking_part].astype(np.float32), totals.mean_size)


def cut(places: list[int]) -> list[Ratings]:
    bounds = [0, *places, ratings().n_users]
    return [ratings().restrict_to_users(np.arange(first, last)) for first, last in pairwise(bounds)]


@settings(max_examples=20, deadline=None)
@given(CUTS)
def test_counts_of_blocks_add_up_to_those_of_everybody(places: list[int]) -> None:
    whole = count_totals(ratings())
    parts = [count_totals(block) for block in cut(places)]
    total = sum(parts[1:], parts[0])

    assert (total.n_people, total.n_ratings) == (ratings().n_users, ratings().n_ratings)
    np.testing.assert_array_equal(total.counts, whole.counts)
    np.testing.assert_allclose(total.star_sums, whole.star_sums)
    np.testing.assert_allclose(total.weighted_likes(), whole.weighted_likes())


def test_counts_are_what_one_machine_counts() -> None:
    totals, people = count_totals(ratings()), gather(ratings(), participants(ratings(), None))

    np.testing.assert_allclose(
        totals.weighted_likes(), count_likes(ratings(), people.weights), rtol=1e-6, atol=1e-9
    )
    of_ratings = Popularity.from_aggregates(*count_stars(ratings()))
    of_totals = Popularity.from_aggregates(totals.counts, totals.star_sums)
    np.testing.assert_array_equal(of_totals.scores, of_ratings.scores)


def test_people_of_a_block_weigh_and_draw_as_among_everybody() -> None:
    whole = gather(ratings(), participants(ratings(), None))
    blocks = [people_of(block, everybody()) for block in cut([40, 90])]

    np.testing.assert_allclose(np.concatenate([each.weights for each in blocks]), whole.weights, rtol=1e-6)
    assert all((each.counts == whole.counts).all() for each in blocks)


@settings(max_examples=10, deadline=None)
@given(CUTS)
def test_sums_of_blocks_added_up_are_the_sums_at_once(places: list[int]) -> None:
    whole = people_of(ratings(), everybody())
    m = len(whole.counts)
    directions = np.random.default_rng(0).normal(size=(m, 3)).astype(np.float32)
    blocks = [people_of(block, everybody()) for block in cut(places)]

    for sum_up in (sum_of_grams, sum_of_crosses):
        at_once = sum_up([whole], m, SIZE)
        one_by_one = sum(sum_up([block], m, SIZE) for block in blocks)
        np.testing.assert_allclose(one_by_one, at_once, rtol=1e-4, atol=1e-6 * np.abs(at_once).max())
        np.testing.assert_allclose(sum_up(blocks, m, SIZE), at_once, rtol=1e-4, atol=1e-5)
    items = sum_of_items(blocks, m, SIZE)
    for name in ("spread", "given", "liked", "total"):
        np.testing.assert_allclose(getattr(items, name), getattr(item_sums(whole, SIZE), name), rtol=1e-9)
    np.testing.assert_allclose(
        sum_of_spreads(blocks, directions, SIZE),
        sum_of_spreads([whole], directions, SIZE),
        rtol=1e-3,
        atol=1e-3,
    )


@pytest.mark.parametrize("size", [2.0, 75.0])
def test_the_spread_of_blocks_is_the_one_at_hand(size: float) -> None:
    people = gather(ratings(), participants(ratings(), None))
    nothing = gather_attributes([], participants(ratings(), None), people.counts, 1.0)
    at_hand = PeopleAtHand(people, nothing, count_likes(ratings(), people.weights))
    directions = np.eye(len(people.counts), 4, dtype=np.float32)
    blocks = [people_of(block, everybody()) for block in cut([10, 75])]

    np.testing.assert_allclose(
        sum_of_spreads(blocks, directions, size), at_hand.spread(size)(directions), rtol=1e-4, atol=1e-5
    )
