"""Which film to ask about next: the one expected to teach most about this person.

The value of a question is what its answer would teach × the chance that there is an answer:

- what it teaches: with A = XᵀX + λI of the films rated so far (star_model.py), a rating of film j lowers the
  posterior variance of the predictions of all films, weighed by how often they are rated, by
  x_jᵀA⁻¹ C A⁻¹x_j / (1 + x_jᵀA⁻¹x_j), where C is the weighed sum of x_i x_iᵀ (Sherman, Morrison 1950);
- the chance that they know it: how many people rated it, times how much more or less of its genres and decade
  this person knew than of all films asked about so far, each compared with what people know on average.
"""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.genres import GENRES

_POOL = 400
_WEIGHED_FILMS = 2_000
_BEST_KNOWN_TO = 0.55  # in every MovieLens set about that share of all people rated the best known film
_FIRST_DECADE, _DECADES = 1900, 20
_IMAGINED = 3.0  # as many imagined answers as expected keep the first few from deciding
_GENRE_MARK = 0.5


class Onboarding:
    """Chooses questions; holds what is the same for everybody."""

    def __init__(self, model: TrainedModel) -> None:
        counts = model.popularity.counts.astype(np.int64)
        by_fame = np.argsort(-counts, kind="stable")
        by_fame = by_fame[counts[by_fame] > 0][:_WEIGHED_FILMS]
        self._catalogue = model.catalogue
        self._star_model = model.star_model
        self._is_known = counts > 0
        self._pool = by_fame[:_POOL]
        self._chances = _BEST_KNOWN_TO * counts / max(int(counts.max(initial=0)), 1)
        if self._star_model is not None:
            self._designs = self._star_model.design(self._pool)
            self._weighed = _second_moment(self._star_model.design(by_fame), counts[by_fame])

    def next_question(
        self, ratings: Mapping[int, float], passed: Collection[int], last: int | None
    ) -> int | None:
        """The movie to ask about next, of another franchise than the last one; None when nothing is left.

        passed are films asked about without an answer. The same arguments give the same question.
        """
        rated, unanswered = self._rows(ratings), self._rows(passed)
        values = self._information(rated) * self._chance(rated, unanswered)
        values[np.isin(self._pool, np.concatenate([rated, unanswered]))] = 0.0
        if last is not None:
            values[self._catalogue.franchises[self._pool] == self._franchise(last)] = 0.0
        best = int(np.argmax(values)) if len(values) else 0
        return int(self._catalogue.movie_ids[self._pool[best]]) if len(values) and values[best] > 0 else None

    def _information(self, rated: NDArray[np.int64]) -> NDArray[np.float64]:
        """What a rating of each film of the pool would teach: float64[pool]; equal without a star model."""
        if self._star_model is None:
            return np.ones(len(self._pool))
        design = self._star_model.design(rated)
        precision = design.T @ design + self._star_model.ridge * np.eye(design.shape[1])
        pulled = self._designs @ np.linalg.inv(precision)
        lowered = np.einsum("ij,ij->i", pulled @ self._weighed, pulled)
        information: NDArray[np.float64] = lowered / (1.0 + np.einsum("ij,ij->i", pulled, self._designs))
        return information

    def _chance(self, rated: NDArray[np.int64], unanswered: NDArray[np.int64]) -> NDArray[np.float64]:
        """The chance that this person knows each film of the pool: float64[pool]."""
        asked = np.concatenate([rated, unanswered])
        kinds = self._kinds(asked)
        answered = np.arange(len(asked)) < len(rated)
        expected = self._chances[asked]
        ratios = (kinds.T @ answered + _IMAGINED) / (kinds.T @ expected + _IMAGINED)
        ratios /= (answered.sum() + _IMAGINED) / (expected.sum() + _IMAGINED)
        chances: NDArray[np.float64] = self._chances[self._pool] * np.exp(
            self._kinds(self._pool) @ np.log(ratios)
        )
        return np.minimum(chances, 1.0)

    def _kinds(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Half a mark a genre, one for the decade: float64[n, kinds]; an unknown year has no decade."""
        bits = self._catalogue.genre_bits[rows].astype(np.int64)
        genres = (bits[:, None] >> np.arange(len(GENRES))) & 1
        decades = (self._catalogue.years[rows].astype(np.int64) - _FIRST_DECADE) // 10
        return np.hstack([_GENRE_MARK * genres, decades[:, None] == np.arange(_DECADES)])

    def _rows(self, movie_ids: Collection[int]) -> NDArray[np.int64]:
        """Rows of the movies that somebody rated, ascending."""
        rows = self._catalogue.item_rows_of(sorted(movie_ids)).astype(np.int64)
        rows = rows[rows >= 0]
        return rows[self._is_known[rows]]

    def _franchise(self, movie_id: int) -> int:
        """The franchise of a movie, −1 for an unknown one."""
        row = int(self._catalogue.item_rows_of([movie_id])[0])
        return int(self._catalogue.franchises[row]) if row >= 0 else -1


def _second_moment(design: NDArray[np.float64], counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """C = Σ count_i x_i x_iᵀ / Σ count_i: float64[f + 1, f + 1]."""
    weights = counts / max(int(counts.sum()), 1)
    moment: NDArray[np.float64] = (design * weights[:, None]).T @ design
    return moment
