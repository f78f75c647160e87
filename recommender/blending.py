"""How star model and ranking model become one score: the only place that weighs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.cold_films import ColdFilms
from recommender.star_model import UserVector

FAME_WEIGHT = 0.25


@dataclass(frozen=True, eq=False)
class FoldedInPerson:
    """One person: known item rows int64[n] ascending, stars float64[n], the fold-in if there is one.

    With cold_films, these films are scored too; without, they have hardly any score. watched_rows int64[w]
    are films that the person has seen and gave no stars: for the ranking they count as if they had got
    everybody's mean, of the person's stars they say nothing.
    """

    model: TrainedModel
    item_rows: NDArray[np.int64]
    stars: NDArray[np.float64]
    vector: UserVector | None
    cold_films: ColdFilms | None = None
    watched_rows: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @cached_property
    def heard_rows(self) -> NDArray[np.int64]:
        """Return all that the person told of: the rated rows, then the watched ones, int64[n + w]."""
        return np.concatenate([self.item_rows, self.watched_rows])

    @cached_property
    def heard_stars(self) -> NDArray[np.float64]:
        """Return the stars that each of these counts as: float64[n + w]."""
        return np.concatenate([self.stars, self.model.popularity.means[self.watched_rows]])

    @cached_property
    def scores(self) -> NDArray[np.float32]:
        """Return the ranking score of every item: float32[n_items].

        With a ranking model: its scores + its star_weight × predicted stars. Without: predicted stars +
        0.25 × ln(1 + how many people rated the film), so that a newcomer meets films that are known.
        """
        if self.vector is None:
            return self.scores_without_factors
        factors = self._star_weight * self.vector.factors
        scores: NDArray[np.float32] = self.vector.model.item_factors @ factors.astype(np.float32)
        return scores + self.scores_without_factors

    def scores_of_best(
        self, candidates: NDArray[np.bool_], n: int
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Return the scores of all that may be among the n best candidates, float32[n_items].

        Second comes which these are, bool[n_items].

        The others, False in a bool[n_items], have no full score: the factors' part, q_j·p, is at most
        |q_j||p| (Cauchy, Schwarz), so they are beaten whatever their factors say. Of a large model's factors
        most need not be looked at.
        """
        if self.vector is None:
            return self.scores, candidates
        among = candidates
        at_least = self._reach[0][candidates]
        if 0 < n < len(at_least):
            threshold = np.partition(at_least, len(at_least) - n)[len(at_least) - n]
            among = candidates & (self._reach[1] >= threshold)
        rows = np.flatnonzero(among)
        scores = self.scores_without_factors.copy()
        # Row by row, not by BLAS: the same film has the same score whoever else is in question.
        scores[rows] += np.einsum("ij,j->i", self.vector.model.item_factors[rows], self._factors)
        return scores, among

    @cached_property
    def _factors(self) -> NDArray[np.float32]:
        """Return the person's factors as they count in a ranking score; asked for with a vector only."""
        assert self.vector is not None  # noqa: S101 - whoever has none scores without factors
        return (self._star_weight * self.vector.factors).astype(np.float32)

    @cached_property
    def _reach(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the least and the most that each item's score may be, whatever its factors are."""
        assert self.vector is not None  # noqa: S101 - as above
        reach = np.linalg.norm(self._factors) * self.vector.model.factor_norms
        return self.scores_without_factors - reach, self.scores_without_factors + reach

    @cached_property
    def scores_without_factors(self) -> NDArray[np.float32]:
        """Return the scores without what the person's factors say."""
        if self.model.ranking_model is None:
            fame = np.log1p(self.model.popularity.counts, dtype=np.float32)
            scores = np.float32(FAME_WEIGHT) * fame
        else:
            scores = self.model.ranking_model.scores(self.heard_rows, self.heard_stars)
        if self.cold_films is not None:
            scores[self.cold_films.rows] = self.cold_films.scores(scores, self.heard_rows, self.heard_stars)
        if self.vector is not None:
            stars = self.vector.model.item_biases + np.float32(
                self.vector.model.global_mean + self.vector.bias
            )
            scores += np.float32(self._star_weight) * stars
        return scores

    def contributions(self, item_rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the share of each rated and then each watched film in scores[item_rows]: float64[m, n + w].

        With the rest, which is the same for everybody who told of as many films, each row sums to its score
        (exactly but for the float32 of scores).
        """
        heard = (self.heard_rows, self.heard_stars)
        total = np.zeros((len(item_rows), len(self.heard_rows)))
        if self.vector is not None:
            total[:, : len(self.item_rows)] += self._star_weight * self.vector.contributions(item_rows)
        if self.model.ranking_model is not None:
            total += self.model.ranking_model.contributions(*heard, item_rows)
        if self.cold_films is not None:
            for place in np.flatnonzero(np.isin(item_rows, self.cold_films.rows)):
                row = int(item_rows[place])
                total[place] += self.cold_films.contributions(*heard, row)
        return total

    @property
    def _star_weight(self) -> float:
        """Return how much of a predicted star joins a score; all of it without a ranking model."""
        return 1.0 if self.model.ranking_model is None else self.model.ranking_model.star_weight


def fold_in_person(
    model: TrainedModel,
    item_rows: NDArray[np.int64],
    stars: NDArray[np.float64],
    cold_films: ColdFilms | None = None,
    watched_rows: Sequence[int] | NDArray[np.int64] = (),
) -> FoldedInPerson:
    """Return the person who gave these stars to these item rows, and has seen others."""
    vector = None if model.star_model is None else model.star_model.fold_in(item_rows, stars)
    watched = np.asarray(watched_rows, dtype=np.int64)
    return FoldedInPerson(model, item_rows, stars, vector, cold_films, watched)
