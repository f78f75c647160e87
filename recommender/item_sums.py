"""What is summed up over people for each item alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.support_drawing import DRAWINGS, TrainingPeople, blocks


@dataclass(eq=False)
class ItemSums:
    """Sums over one group: spread Σ w π (1 − π) f², given Σ w z, liked Σ w y (m); total: Σ w."""

    spread: NDArray[np.float64]
    given: NDArray[np.float64]
    liked: NDArray[np.float64]
    total: float

    @classmethod
    def nothing(cls, m: int) -> ItemSums:
        """Return the sums over nobody."""
        return cls(np.zeros(m), np.zeros(m), np.zeros(m), 0.0)

    def __add__(self, other: ItemSums) -> ItemSums:
        """Return the sums over both groups."""
        return ItemSums(
            self.spread + other.spread,
            self.given + other.given,
            self.liked + other.liked,
            self.total + other.total,
        )


def item_sums(people: TrainingPeople, support_size: float) -> ItemSums:
    """Return what is summed up for each item alone."""
    m = len(people.counts)
    sums = ItemSums(np.zeros(m), np.zeros(m), np.zeros(m), float(people.weights.sum(dtype=np.float64)))
    for block in blocks(people):
        weights = people.weights.astype(np.float64)[block.rows]
        drawn = np.zeros(len(block.rows))
        for exponent, share in DRAWINGS:
            chances = block.chances(support_size, exponent)
            spread = share * weights * chances * (1.0 - chances) * block.grades**2
            sums.spread += np.bincount(block.items, spread, m)
            drawn += share * chances * block.grades
        sums.given += np.bincount(block.items, weights * drawn, m)
        sums.liked += np.bincount(block.items, weights * people.likes[block.part], m)
    return sums
