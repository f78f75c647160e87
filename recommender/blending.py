"""How star model and ranking model become one score: the only place that weighs them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.star_model import UserVector

STAR_WEIGHT = 0.4
POPULARITY_DAMPING = 0.25


@dataclass(frozen=True, eq=False)
class PersonalScores:
    """One person's ranking: scores float32[n_items], and how they split into the person's ratings."""

    model: TrainedModel
    person: UserVector | None
    item_rows: NDArray[np.int64]
    stars: NDArray[np.float64]
    scores: NDArray[np.float32]

    def contributions(self, item_row: int) -> NDArray[np.float64]:
        """The share of each rating in scores[item_row]: float64[n].

        With the rest, which is the same for everybody, they sum to it exactly.
        """
        total = np.zeros(len(self.item_rows))
        if self.person is not None:
            total += _star_weight(self.model) * self.person.contributions(item_row)
        if self.model.ranking_model is not None:
            total += self.model.ranking_model.contributions(self.item_rows, self.stars, item_row)
        return total


def blend(model: TrainedModel, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> PersonalScores:
    """Scores of all items for a person who gave these stars to these item rows.

    With a ranking model: its scores + 0.4 × the star model's. Without: predicted stars + the log of how many
    people rated the film, so that a newcomer meets films that are known.
    """
    person = None if model.star_model is None else model.star_model.fold_in(item_rows, stars)
    scores = np.zeros(len(model.catalogue.movie_ids), dtype=np.float32)
    if person is not None:
        scores += np.float32(_star_weight(model)) * person.scores()
    if model.ranking_model is None:
        scores += np.float32(POPULARITY_DAMPING) * np.log1p(model.popularity.counts).astype(np.float32)
    else:
        scores += model.ranking_model.scores(item_rows, stars)
    return PersonalScores(model, person, item_rows, stars, scores)


def _star_weight(model: TrainedModel) -> float:
    """How much a predicted star counts."""
    return 1.0 if model.ranking_model is None else STAR_WEIGHT
