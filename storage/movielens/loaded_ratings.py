"""The ratings of a data set, checked and in order, ready to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storage.errors import LoadFailed

ROWS_A_PIECE = 50_000

Progress = Callable[[int, int], None]  # how many ratings are written, of how many


@dataclass(frozen=True, eq=False)
class LoadedRatings:
    """Four arrays of one length, sorted by user and movie, no pair twice."""

    user_ids: NDArray[np.int32]
    movie_ids: NDArray[np.int32]
    stars: NDArray[np.float32]
    rated_at: NDArray[np.int64]

    def count_users(self) -> int:
        """Return how many people rated."""
        return int(np.count_nonzero(np.diff(self.user_ids)) + (len(self.user_ids) > 0))

    def pieces(self, first: int, behind: int) -> Iterator[slice]:
        """Go through these rows in pieces of a size that is held in memory once more."""
        for start in range(first, behind, ROWS_A_PIECE):
            yield slice(start, min(start + ROWS_A_PIECE, behind))

    def totals(self, movie_ids: Sequence[int]) -> tuple[list[int], list[float]]:
        """Return how often each of these movies (ascending, all rated) was rated, and its sum of stars."""
        rows = np.searchsorted(np.asarray(movie_ids, np.int32), self.movie_ids)
        counts = np.bincount(rows, minlength=len(movie_ids))
        star_sums = np.bincount(rows, weights=self.stars, minlength=len(movie_ids))
        return counts.tolist(), star_sums.tolist()


def check_ratings(
    known_movie_ids: Sequence[int],
    user_ids: NDArray[Any],
    movie_ids: NDArray[Any],
    stars: NDArray[Any],
    rated_at: NDArray[Any],
) -> LoadedRatings:
    """Return the ratings in order, of equal pairs the last; LoadFailed names the first impossible one."""
    if not len(user_ids) == len(movie_ids) == len(stars) == len(rated_at):
        raise LoadFailed("The columns of the ratings differ in length.")
    _refuse(
        "has an impossible user or movie id",
        ~(_is_possible(user_ids) & _is_possible(movie_ids)),
        user_ids,
        movie_ids,
    )
    is_rating = (stars >= 0.5) & (stars <= 5.0) & (stars * 2 == np.floor(stars * 2))
    _refuse("has stars that are not 0.5 to 5.0 in halves", ~is_rating, user_ids, movie_ids)
    _refuse("is of an unknown movie", ~np.isin(movie_ids, known_movie_ids), user_ids, movie_ids)
    ratings = LoadedRatings(
        np.ascontiguousarray(user_ids, np.int32),
        np.ascontiguousarray(movie_ids, np.int32),
        np.ascontiguousarray(stars, np.float32),
        np.ascontiguousarray(rated_at, np.int64),
    )
    return _in_order(ratings)


def _is_possible(ids: NDArray[Any]) -> NDArray[np.bool_]:
    return np.asarray((ids >= 0) & (ids < 2**31))


def _refuse(
    reason: str, is_wrong: NDArray[np.bool_], user_ids: NDArray[Any], movie_ids: NDArray[Any]
) -> None:
    if is_wrong.any():
        first = int(np.argmax(is_wrong))
        raise LoadFailed(f"The rating of movie {movie_ids[first]} by user {user_ids[first]} {reason}.")


def _in_order(ratings: LoadedRatings) -> LoadedRatings:
    keys = (ratings.user_ids.astype(np.int64) << 32) | ratings.movie_ids
    if (np.diff(keys) > 0).all():
        return ratings
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    is_last = np.append(keys[1:] != keys[:-1], True)[: len(keys)]
    order = order[is_last]
    return LoadedRatings(
        ratings.user_ids[order], ratings.movie_ids[order], ratings.stars[order], ratings.rated_at[order]
    )
