"""What is summed up over people for each film alone, in whole numbers: exact, and taken back exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.ratings import LIKED, Ratings, row_blocks
from recommender.sum_terms import SIZES
from recommender.support_drawing import DRAWINGS, TrainingPeople, blocks

UNIT = 2.0**28
"""Weights and what they multiply are whole multiples of one over it: a block's sums stay below 2⁵³."""


class SumsDoNotFit(Exception):
    """What is kept cannot be the sums of these people; the message says why."""


@dataclass(frozen=True, eq=False)
class FilmSums:
    """Sums over people for every film: movie_ids int32[n] ascending, n_ratings, half_stars, likes int64[n].

    likes: Σ w y; residuals: what the star model left over (`star_increments`) of those who changed since it
    was trained. Of the m films that take part, for each of s support sizes, spread: Σ w π (1 − π) f², given:
    Σ w z, int64[s, m]. total: Σ w. likes, spread, given and total are in units of 2⁻²⁸.
    """

    movie_ids: NDArray[np.int32]
    n_ratings: NDArray[np.int64]
    half_stars: NDArray[np.int64]
    likes: NDArray[np.int64]
    residuals: NDArray[np.int64]
    spread: NDArray[np.int64]
    given: NDArray[np.int64]
    total: int
    n_people: int

    def plus(self, other: FilmSums) -> FilmSums:
        """Return the sums over the people of both."""
        return self._combined(other, 1)

    def minus(self, other: FilmSums) -> FilmSums:
        """Return the sums without these people; SumsDoNotFit when they are not among them."""
        left = self._combined(other, -1)
        if min(left.n_ratings.min(initial=0), left.likes.min(initial=0), left.total, left.n_people) < 0:
            raise SumsDoNotFit("more was to be taken away than is there")
        return left

    def _combined(self, other: FilmSums, sign: int) -> FilmSums:
        movie_ids = np.union1d(self.movie_ids, other.movie_ids).astype(np.int32)
        own, others = np.searchsorted(movie_ids, self.movie_ids), np.searchsorted(movie_ids, other.movie_ids)

        def joined(one: NDArray[np.int64], two: NDArray[np.int64]) -> NDArray[np.int64]:
            sums = np.zeros(len(movie_ids), dtype=np.int64)
            sums[own] = one
            sums[others] += sign * two
            return sums

        return FilmSums(
            movie_ids=movie_ids,
            n_ratings=joined(self.n_ratings, other.n_ratings),
            half_stars=joined(self.half_stars, other.half_stars),
            likes=joined(self.likes, other.likes),
            residuals=joined(self.residuals, other.residuals),
            spread=self.spread + sign * other.spread,
            given=self.given + sign * other.given,
            total=self.total + sign * other.total,
            n_people=self.n_people + sign * other.n_people,
        )


def sum_up_films(
    ratings: Ratings, people: TrainingPeople, residuals: NDArray[np.int64] | None = None
) -> FilmSums:
    """Return the sums over these people; people are the ratings as `people_under` gives them.

    Whom the star model was trained on leave nothing over: without residuals these are 0.
    """
    n, m = ratings.n_items, len(people.counts)
    weights = np.rint(people.weights.astype(np.float64) * UNIT).astype(np.int64)
    half_stars, likes = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    for block in row_blocks(ratings.n_ratings):
        rows, stars = ratings.item_rows[block], ratings.stars[block]
        half_stars += np.bincount(rows, 2 * stars, n).astype(np.int64)
        liked = stars >= LIKED
        np.add.at(likes, rows[liked], weights[ratings.user_rows[block][liked]])
    spread = np.zeros((len(SIZES), m), dtype=np.int64)
    given = np.zeros((len(SIZES), m), dtype=np.int64)
    for place, size in enumerate(SIZES):
        _add_drawn(people, size, spread[place], given[place])
    return FilmSums(
        movie_ids=ratings.movie_ids,
        n_ratings=np.bincount(ratings.item_rows, minlength=n).astype(np.int64),
        half_stars=half_stars,
        likes=likes,
        residuals=np.zeros(n, dtype=np.int64) if residuals is None else residuals,
        spread=spread,
        given=given,
        total=int(weights.sum()),
        n_people=ratings.n_users,
    )


def _add_drawn(
    people: TrainingPeople, size: float, spread: NDArray[np.int64], given: NDArray[np.int64]
) -> None:
    """Add Σ w π (1 − π) f² and Σ w z at one support size, in place."""
    for block in blocks(people):
        weights = people.weights.astype(np.float64)[block.rows]
        spreading, drawn = np.zeros(len(block.rows)), np.zeros(len(block.rows))
        for exponent, share in DRAWINGS:
            chances = block.chances(size, exponent)
            spreading += share * weights * chances * (1.0 - chances) * block.grades**2
            drawn += share * chances * block.grades
        # Of one block each sum stays below 2⁵³, up to where float64 counts one by one.
        spread += np.bincount(block.items, np.rint(spreading * UNIT), len(spread)).astype(np.int64)
        given += np.bincount(block.items, np.rint(weights * drawn * UNIT), len(given)).astype(np.int64)
