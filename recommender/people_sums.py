"""What a ranking model needs of its training people: sums, wherever their ratings lie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recommender.support_drawing import TrainingPeople, expected_supports
from recommender.support_sums import Moments, SupportSums

Spread = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""Σ w E[x̃] E[x̃]ᵀ D of some directions D float32[m, d]: float32[m, d]."""


class PeopleSums(Protocol):
    """Sums over the training people.

    counts: float32[m], how many people rated each item that takes part; likes: float64[n_items], Σ w y of
    every item; mean_size: how many items a person rated on the mean.
    """

    counts: NDArray[np.float32]
    likes: NDArray[np.float64]
    mean_size: float

    def moments(self, support_size: float, on_share: Callable[[float], None]) -> Moments:
        """Return the covariances at one support size, which falls from call to call."""

    def spread(self, support_size: float) -> Spread:
        """Return what tells how people's expected supports spread in some directions."""


class PeopleAtHand:
    """The sums over people whose ratings this process holds."""

    def __init__(
        self,
        people: TrainingPeople,
        attributes: TrainingPeople,
        likes: NDArray[np.float64],
        *,
        threads: int = 1,
    ) -> None:
        """Threads bounds what sparse sums use; likes as `count_likes` gives them."""
        self.counts, self.likes = people.counts, likes
        self.mean_size = float(people.sizes.mean())
        self._people = people
        self._sums = SupportSums(people, attributes, threads=threads)

    def moments(self, support_size: float, on_share: Callable[[float], None] = lambda _: None) -> Moments:
        """Return the covariances, in one matrix that the next size's overwrite."""
        return self._sums.moments(support_size, on_share)

    def spread(self, support_size: float) -> Spread:
        """Return the product with the expected supports, which are held as long as it is."""
        supports = expected_supports(self._people, support_size)
        return lambda directions: supports.T @ (supports @ directions)
