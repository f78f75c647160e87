"""Compact ratings: two int32 rows and one float32 of stars each, sorted, without duplicates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

LOWEST_STARS = 0.5
HIGHEST_STARS = 5.0
LIKED = 4.0  # stars from which on a film counts as liked
STAR_BITS = 4  # half stars are 1 … 10
ROWS_A_BLOCK = 2**20


class InvalidRatings(ValueError):
    """The ratings cannot be used; the message says which one and why."""


@dataclass(frozen=True, eq=False)
class Ratings:
    """All ratings of a training or evaluation, sorted by (user row, item row), one a pair.

    user_rows, item_rows: int32[n_ratings]; stars: float32[n_ratings] in 0.5 … 5.0 by halves;
    movie_ids: int32[n_items] ascending, the movie of each item row; n_users: user rows are 0 … n_users − 1.
    """

    user_rows: NDArray[np.int32]
    item_rows: NDArray[np.int32]
    stars: NDArray[np.float32]
    movie_ids: NDArray[np.int32]
    n_users: int

    @property
    def n_items(self) -> int:
        """Return how many movies there are, rated or not."""
        return len(self.movie_ids)

    @property
    def n_ratings(self) -> int:
        """Return how many ratings there are."""
        return len(self.stars)

    def item_rows_of(self, movie_ids: Iterable[int]) -> NDArray[np.int32]:
        """Return the item row of each movie, −1 where the movie is unknown."""
        return rows_of(self.movie_ids, movie_ids)

    def restrict_to_users(self, user_rows: ArrayLike) -> Ratings:
        """Return only these people's ratings, people renumbered 0 … n−1 in the old order; the movies stay."""
        kept = np.zeros(self.n_users, dtype=bool)
        kept[np.asarray(user_rows, dtype=np.int64)] = True
        renumbered = (np.cumsum(kept) - 1).astype(np.int32)
        mask = kept[self.user_rows]
        return Ratings(
            user_rows=renumbered[self.user_rows[mask]],
            item_rows=self.item_rows[mask],
            stars=self.stars[mask],
            movie_ids=self.movie_ids,
            n_users=int(kept.sum()),
        )


def rows_of(sorted_movie_ids: NDArray[np.int32], movie_ids: Iterable[int]) -> NDArray[np.int32]:
    """Return the position of each movie id in an ascending int32 array, −1 where it is absent."""
    wanted = np.fromiter(movie_ids, dtype=np.int64)
    if len(sorted_movie_ids) == 0:
        return np.full(len(wanted), -1, dtype=np.int32)
    # Of one type, or all the sorted ids would be converted for the search.
    sought = np.clip(wanted, -1, np.iinfo(np.int32).max).astype(np.int32)
    positions = np.minimum(np.searchsorted(sorted_movie_ids, sought), len(sorted_movie_ids) - 1)
    return np.where(sorted_movie_ids[positions] == wanted, positions, -1).astype(np.int32)


def build_ratings(
    user_ids: ArrayLike, movie_ids: ArrayLike, stars: ArrayLike, *, item_ids: ArrayLike | None = None
) -> Ratings:
    """Return validated, compact ratings from parallel arrays.

    The same ratings in any order give the same result.

    A pair that appears twice keeps its last stars. item_ids names the movies that get an item row (all rated
    ones by default); a rating of any other movie raises InvalidRatings, as do NaN and stars that are not
    0.5 … 5.0 by halves.
    """
    users, movies, given = np.asarray(user_ids), np.asarray(movie_ids), np.asarray(stars, dtype=np.float32)
    if not len(users) == len(movies) == len(given):
        raise InvalidRatings(
            f"{len(users)} user ids, {len(movies)} movie ids and {len(given)} stars do not pair up"
        )
    check_stars(given)
    known_users = _distinct(users)
    known_movies = np.unique(movies if item_ids is None else np.asarray(item_ids)).astype(np.int32)

    def keys_of(block: slice) -> NDArray[np.int64]:
        rows = np.searchsorted(known_users, users[block])
        return _keys(rows, _item_rows(known_movies, movies[block]), given[block], len(known_movies))

    keys = np.empty(len(given), dtype=np.int64)
    for block in row_blocks(len(given)):
        keys[block] = keys_of(block)
    keys.sort()
    if _has_repeated(keys):
        keys = _without_repeated(keys, keys_of)
    return _unpack(keys, known_movies, len(known_users))


def are_valid_stars(stars: NDArray[np.floating[Any]]) -> NDArray[np.bool_]:
    """Return which values are 0.5 … 5.0 by halves (NaN is not)."""
    with np.errstate(invalid="ignore"):
        in_range = (stars >= LOWEST_STARS) & (stars <= HIGHEST_STARS)
        valid: NDArray[np.bool_] = in_range & (stars * 2 == np.rint(stars * 2))
    return valid


def is_valid_star_count(value: float) -> bool:
    """Return whether one value is 0.5 … 5.0 by halves (NaN is not)."""
    return LOWEST_STARS <= value <= HIGHEST_STARS and (value * 2).is_integer()


def check_stars(stars: NDArray[np.floating[Any]]) -> None:
    """Raise InvalidRatings naming the first value that is not 0.5 … 5.0 by halves."""
    for block in row_blocks(len(stars)):
        valid = are_valid_stars(stars[block])
        if not valid.all():
            position = block.start + int(np.argmin(valid))
            raise InvalidRatings(
                f"rating {position} has {stars[position]} stars; allowed are 0.5 to 5.0 by halves"
            )


def _item_rows(known_movies: NDArray[np.int32], movies: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return item rows of the rated movies; InvalidRatings when one has no row."""
    rows = np.searchsorted(known_movies, movies).astype(np.int32)
    rows[rows == len(known_movies)] = 0
    unknown = known_movies[rows] != movies if len(known_movies) else np.ones(len(movies), dtype=bool)
    if unknown.any():
        raise InvalidRatings(
            f"{int(unknown.sum())} ratings are of unknown movies, first movie {movies[unknown][0]}"
        )
    return rows


def row_blocks(n_rows: int) -> Iterator[slice]:
    """Yield slices of a million rows, so that nothing of all ratings is held in a wider type."""
    for first in range(0, n_rows, ROWS_A_BLOCK):
        yield slice(first, min(first + ROWS_A_BLOCK, n_rows))


def count_stars(ratings: Ratings) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return how often each item was rated, int64[n_items], and the sum of its stars, float64[n_items]."""
    counts = np.bincount(ratings.item_rows, minlength=ratings.n_items)
    sums = np.zeros(ratings.n_items)
    for block in row_blocks(ratings.n_ratings):
        sums += np.bincount(ratings.item_rows[block], ratings.stars[block], ratings.n_items)
    return counts, sums


def _distinct(users: NDArray[Any]) -> NDArray[Any]:
    """Return the distinct ids ascending; where they are in order already, without sorting a copy."""
    if len(users) and (users[1:] >= users[:-1]).all():
        return users[np.concatenate(([True], users[1:] != users[:-1]))]
    return np.unique(users)


def _keys(
    user_rows: NDArray[np.int64], item_rows: NDArray[np.int32], stars: NDArray[np.float32], n_items: int
) -> NDArray[np.int64]:
    """Return user row, item row and half stars of each rating in one number, which is sorted in place."""
    pairs = user_rows.astype(np.int64) * max(n_items, 1) + item_rows
    return (pairs << STAR_BITS) | np.rint(stars * 2).astype(np.int64)


def _has_repeated(keys: NDArray[np.int64]) -> bool:
    """Return whether any pair is there twice in sorted keys."""
    return any(
        bool((np.diff(keys[block.start : block.stop + 1] >> STAR_BITS) == 0).any())
        for block in row_blocks(len(keys))
    )


def _without_repeated(
    keys: NDArray[np.int64], keys_of: Callable[[slice], NDArray[np.int64]]
) -> NDArray[np.int64]:
    """Return sorted keys with each pair once, with the stars that came last.

    keys_of gives the keys of a block of ratings as they came.
    """
    n_ratings, pairs = len(keys), keys >> STAR_BITS
    is_last = np.concatenate((pairs[1:] != pairs[:-1], [True]))
    repeated = np.unique(pairs[~is_last])
    last = np.empty(len(repeated), dtype=np.int64)
    for block in row_blocks(n_ratings):
        found = keys_of(block)
        found = found[np.isin(found >> STAR_BITS, repeated)]
        last[np.searchsorted(repeated, found >> STAR_BITS)] = found  # of equal positions the last one stays
    keys, pairs = keys[is_last], pairs[is_last]
    keys[np.searchsorted(pairs, repeated)] = last
    return keys


def _unpack(keys: NDArray[np.int64], known_movies: NDArray[np.int32], n_users: int) -> Ratings:
    """Return the ratings of sorted keys."""
    user_rows, item_rows = np.empty(len(keys), dtype=np.int32), np.empty(len(keys), dtype=np.int32)
    stars = np.empty(len(keys), dtype=np.float32)
    for block in row_blocks(len(keys)):
        stars[block] = (keys[block] & (2**STAR_BITS - 1)) / 2
        user_rows[block], item_rows[block] = np.divmod(keys[block] >> STAR_BITS, max(len(known_movies), 1))
    return Ratings(user_rows, item_rows, stars, known_movies, n_users)
