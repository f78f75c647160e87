"""The sums of a ranking model, taken where the ratings lie and added up in a tree.

Each task goes through its blocks with the project's own functions (`block_sums`) and hands on one matrix.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.block_sums import (
    Everybody,
    add_crosses,
    add_grams,
    people_of,
    sum_of_crosses,
    sum_of_grams,
    sum_of_items,
    sum_of_spreads,
)
from recommender.cross_sums import CrossMatrix
from recommender.item_sums import item_sums
from recommender.people_sums import Spread
from recommender.spark.packing import PackedPeople
from recommender.spark.reading import PeopleOnSpark
from recommender.spark.session import told_in_short
from recommender.support_drawing import TrainingPeople
from recommender.support_sums import Moments, take_means_out_of_cross, take_means_out_of_gram

Blocks = Iterable[TrainingPeople]


class SumsOnSpark:
    """The sums over people whose ratings Spark holds, to people's covariances those of attributes added."""

    def __init__(
        self, people: PeopleOnSpark, taking_part: NDArray[np.int32], attributes: TrainingPeople
    ) -> None:
        """Tell every machine who takes part and how often each item was rated."""
        totals = people.totals
        self.counts = totals.counts[taking_part].astype(np.float32)
        self.likes = totals.weighted_likes()
        self.mean_size = totals.mean_size
        self._attributes = attributes
        self._movie_ids = people.movie_ids
        context = people.packed.context
        self._everybody = context.broadcast(Everybody(taking_part, self.counts, self.mean_size))
        # A task a core: each hands on one sum, however many partitions it goes through.
        self._packed = people.packed.coalesce(context.defaultParallelism)

    def moments(self, support_size: float, on_share: Callable[[float], None] = lambda _: None) -> Moments:
        """Return the covariances at one support size, in any order of sizes."""
        m = len(self.counts)
        of_attributes = item_sums(self._attributes, support_size)
        of_people = self._add_up(lambda blocks: sum_of_items(blocks, m, support_size))
        gram = self._add_up(lambda blocks: sum_of_grams(blocks, m, support_size))
        add_grams(gram, self._attributes, support_size)
        on_share(0.5)
        cross = self._add_up(lambda blocks: sum_of_crosses(blocks, m, support_size))
        add_crosses(cross, self._attributes, support_size)
        for sums in (of_attributes, of_people):
            gram = take_means_out_of_gram(gram, sums)
            cross = take_means_out_of_cross(cross, sums)
        on_share(1.0)
        spread = of_attributes.spread + of_people.spread
        return Moments(gram, CrossMatrix(cross), spread, of_people.given, of_people.liked, of_people.total)

    def spread(self, support_size: float) -> Spread:
        """Return what sends directions to every machine and adds up the products."""

        def product(directions: NDArray[np.float32]) -> NDArray[np.float32]:
            sent = self._packed.context.broadcast(directions)
            try:
                found: NDArray[np.float32] = self._add_up(
                    lambda blocks: sum_of_spreads(blocks, sent.value, support_size)
                )
            finally:
                sent.unpersist()
            return found

        return product

    def _add_up(self, sum_up: Callable[[Blocks], Any]) -> Any:
        """Return the sum over everybody of what is summed up over the blocks of each task."""
        everybody, movie_ids = self._everybody, self._movie_ids

        def of_task(packed: Iterator[PackedPeople]) -> Iterator[Any]:
            yield sum_up(people_of(some.ratings(movie_ids), everybody.value) for some in packed)

        with told_in_short():
            return self._packed.mapPartitions(of_task).treeReduce(operator.iadd)
