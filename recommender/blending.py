"""How star model and ranking model become one score: the only place that weighs them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.star_model import UserVector

FAME_WEIGHT = 0.25


@dataclass(frozen=True, eq=False)
class Person:
    """One person: known item rows int64[n] ascending, stars float64[n], the fold-in if there is one."""

    model: TrainedModel
    item_rows: NDArray[np.int64]
    stars: NDArray[np.float64]
    vector: UserVector | None

    @cached_property
    def predicted(self) -> NDArray[np.float32]:
        """Unclipped predicted stars of every item, float32[n_items]; zeros without a star model."""
        if self.vector is None:
            return np.zeros(len(self.model.catalogue.movie_ids), dtype=np.float32)
        return self.vector.scores()

    @cached_property
    def scores(self) -> NDArray[np.float32]:
        """The ranking score of every item: float32[n_items].

        With a ranking model: its scores + its star_weight × predicted stars. Without: predicted stars +
        0.25 × ln(1 + how many people rated the film), so that a newcomer meets films that are known.
        """
        scores = np.zeros(len(self.model.catalogue.movie_ids), dtype=np.float32)
        if self._star_weight > 0:
            scores += np.float32(self._star_weight) * self.predicted
        if self.model.ranking_model is None:
            scores += np.float32(FAME_WEIGHT) * np.log1p(self.model.popularity.counts, dtype=np.float32)
        else:
            scores += self.model.ranking_model.scores(self.item_rows, self.stars)
        return scores

    def contributions(self, item_rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """The share of each rating in scores[item_rows]: float64[m, n].

        With the rest, which is the same for everybody, each row sums to its score exactly.
        """
        total = np.zeros((len(item_rows), len(self.item_rows)))
        if self.vector is not None:
            total += self._star_weight * self.vector.contributions(item_rows)
        if self.model.ranking_model is not None:
            total += self.model.ranking_model.contributions(self.item_rows, self.stars, item_rows)
        return total

    @property
    def _star_weight(self) -> float:
        return 1.0 if self.model.ranking_model is None else self.model.ranking_model.star_weight


def meet(model: TrainedModel, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> Person:
    """The person who gave these stars to these item rows."""
    vector = None if model.star_model is None else model.star_model.fold_in(item_rows, stars)
    return Person(model, item_rows, stars, vector)
