"""The star model trained by scikit-surprise's SVD, fed from arrays; the only file that imports surprise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from surprise import SVD, Trainset

from recommender.ratings import HIGHEST_STARS, LOWEST_STARS, Ratings, row_blocks
from recommender.star_model import DEFAULT_RIDGE, StarModel

ROWS_A_CHUNK = 16_384


@dataclass(frozen=True)
class SvdParameters:
    """Surprise's own defaults, and the ridge of the fold-in."""

    n_factors: int = 100
    n_epochs: int = 20
    learning_rate: float = 0.005
    regularization: float = 0.02
    initial_deviation: float = 0.1
    ridge: float = DEFAULT_RIDGE


class ArrayTrainset(Trainset):  # type: ignore[misc]  # surprise has no types
    """A trainset that yields its ratings from arrays: order, numbering and factors of the stock one.

    Surprise numbers people and items by first appearance, and SVD draws their first factors by that number;
    so does this class. SVD walks through all_ratings() once an epoch, which is where on_epoch is told.
    """

    def __init__(self, ratings: Ratings, on_epoch: Callable[[int], None]) -> None:
        first_seen = np.full(ratings.n_items, ratings.n_ratings, dtype=np.int64)
        for block in reversed(list(row_blocks(ratings.n_ratings))):  # what is written last is the first one
            first_seen[ratings.item_rows[block][::-1]] = np.arange(block.start, block.stop)[::-1]
        by_appearance = np.argsort(first_seen, kind="stable")
        n_rated = int((first_seen < ratings.n_ratings).sum())
        self.item_row_of_inner: NDArray[np.int64] = by_appearance[:n_rated]
        inner_of_item_row = np.empty(ratings.n_items, dtype=np.int32)
        inner_of_item_row[by_appearance] = np.arange(ratings.n_items, dtype=np.int32)
        self._users = ratings.user_rows
        self._items = inner_of_item_row[ratings.item_rows]
        self._halves = np.empty(ratings.n_ratings, dtype=np.int8)
        for block in row_blocks(ratings.n_ratings):
            self._halves[block] = ratings.stars[block] * 2
        # Every number that can occur, once: looking an object up costs less than making it in each epoch.
        self._whole_numbers = np.arange(max(ratings.n_users, ratings.n_items)).astype(object)
        self._half_numbers = (np.arange(2 * HIGHEST_STARS + 1) / 2).astype(object)
        self._on_epoch = on_epoch
        self._epochs_done = 0
        scale = (LOWEST_STARS, HIGHEST_STARS)
        super().__init__({}, {}, ratings.n_users, n_rated, ratings.n_ratings, scale, {}, {})
        self._global_mean = float(np.mean(ratings.stars, dtype=np.float64))

    def all_ratings(self) -> Iterator[tuple[int, int, float]]:
        """Yield every rating as plain numbers; call on_epoch when the walk is over."""
        return chain.from_iterable(self._chunks())  # no step of Python's between two ratings

    def _chunks(self) -> Iterator[Iterator[tuple[int, int, float]]]:
        for start in range(0, self.n_ratings, ROWS_A_CHUNK):
            chunk = slice(start, start + ROWS_A_CHUNK)
            yield zip(
                self._whole_numbers[self._users[chunk]].tolist(),
                self._whole_numbers[self._items[chunk]].tolist(),
                self._half_numbers[self._halves[chunk]].tolist(),
                strict=True,
            )
        self._epochs_done += 1
        self._on_epoch(self._epochs_done)


def train_star_model(
    ratings: Ratings,
    parameters: SvdParameters | None = None,
    *,
    seed: int,
    on_epoch: Callable[[int], None] = lambda _: None,
) -> StarModel:
    """Return Surprise's SVD on all ratings; an item without ratings gets bias 0 and factors 0.

    on_epoch(n) is called after each epoch, n = 1 … n_epochs. Raises ValueError without any rating.
    """
    if ratings.n_ratings == 0:
        raise ValueError("no ratings to train on")
    chosen = parameters or SvdParameters()
    trainset = ArrayTrainset(ratings, on_epoch)
    svd = SVD(
        n_factors=chosen.n_factors,
        n_epochs=chosen.n_epochs,
        lr_all=chosen.learning_rate,
        reg_all=chosen.regularization,
        init_std_dev=chosen.initial_deviation,
        random_state=seed,
    ).fit(trainset)
    biases = np.zeros(ratings.n_items, dtype=np.float32)
    factors = np.zeros((ratings.n_items, chosen.n_factors), dtype=np.float32)
    biases[trainset.item_row_of_inner] = svd.bi
    factors[trainset.item_row_of_inner] = svd.qi
    return StarModel(float(trainset.global_mean), biases, factors, chosen.ridge)
