"""The biases of the star model between two trainings."""

from __future__ import annotations

import numpy as np

from recommender.star_increments import laid_out_for, move_biases, residual_sums
from recommender.star_model import StarModel
from tests.recommender.worlds import ratings, trained


def star_model() -> StarModel:
    model = trained().star_model
    assert model is not None
    return model


def test_without_anybody_changed_the_model_stays() -> None:
    nothing = residual_sums(star_model(), ratings().restrict_to_users([]))
    counts = np.bincount(ratings().item_rows, minlength=ratings().n_items)

    np.testing.assert_array_equal(
        move_biases(star_model(), nothing, counts).item_biases, star_model().item_biases
    )


def test_a_film_moves_by_what_is_left_over_of_its_ratings() -> None:
    one = ratings().restrict_to_users([3])
    left = one.stars - star_model().fold_in(one.item_rows, one.stars).scores_of(one.item_rows)
    counts = np.full(ratings().n_items, 15)

    moved = move_biases(star_model(), residual_sums(star_model(), one), counts)

    moves = np.zeros(ratings().n_items)
    moves[one.item_rows] = left / (15 + 5)
    np.testing.assert_allclose(moved.item_biases - star_model().item_biases, moves, atol=1e-6)


def test_what_was_added_is_subtracted_exactly() -> None:
    some, others = (ratings().restrict_to_users(rows) for rows in (range(20), range(12)))

    both = residual_sums(star_model(), some)
    alone = residual_sums(star_model(), ratings().restrict_to_users(range(12, 20)))

    np.testing.assert_array_equal(both - residual_sums(star_model(), others), alone)


def test_new_films_join_without_bias_and_factors() -> None:
    movie_ids = ratings().movie_ids
    wanted = np.sort(np.append(movie_ids, [movie_ids.max() + 5, movie_ids.min() + 1])).astype(np.int32)

    laid_out = laid_out_for(star_model(), movie_ids, wanted)

    is_new = ~np.isin(wanted, movie_ids)
    assert not laid_out.item_biases[is_new].any()
    assert not laid_out.item_factors[is_new].any()
    np.testing.assert_array_equal(laid_out.item_factors[~is_new], star_model().item_factors)
