"""Which films a person's list holds: the best, leaning and calibrated, franchises and cold films limited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.blending import FoldedInPerson
from recommender.boldness import StarPredictor, adjust_for_popularity, pool_for, set_half_aside
from recommender.calibration import WantedKinds, calibrate, find_kinds, wanted_kinds
from recommender.cold_films import ColdFilms
from recommender.ordering import best_rows, limit_cold_films, limit_franchises
from recommender.ratings import LIKED


@dataclass(frozen=True, eq=False)
class _Choice:
    """What a list is chosen from: scores float32[n_items], the candidates bool[n_items], and how many of the
    best of them; of the kinds that a person wants their share of, the best rows int64[].
    """

    scores: NDArray[np.float32]
    among: NDArray[np.bool_]
    pool: int
    further: NDArray[np.int64]
    wanted: WantedKinds
    predict_stars: StarPredictor | None


class ListChooser:
    """Chooses lists from one trained model; holds what is the same for everybody."""

    def __init__(self, model: TrainedModel, cold_films: ColdFilms | None = None) -> None:
        self._catalogue = model.catalogue
        self._is_cold = np.zeros(len(model.catalogue.movie_ids), dtype=bool)
        self._fame = model.popularity.counts
        if cold_films is not None:
            self._is_cold[cold_films.rows] = True
            self._fame = self._fame.copy()
            self._fame[cold_films.rows] = cold_films.expected_counts(self._fame)
        self._kinds = find_kinds(model.catalogue, self._fame)

    def choose(
        self, person: FoldedInPerson, candidates: NDArray[np.bool_], n: int, boldness: float
    ) -> tuple[NDArray[np.float32], list[int]]:
        """Return scores, float32[n_items], and the rows of the list; candidates are bool[n_items].

        Scores are complete for the rows of the list, as they are without leaning. The rows are chosen out of
        a few of the best, which franchises hardly ever use up.
        """
        wanted = wanted_kinds(self._kinds, _liked(person))
        for pool in (pool_for(n), len(candidates)):
            scores, among = person.scores_of_best(candidates, pool)
            further = self._best_of_kinds(person, candidates, wanted, n, scores)
            stars = None if person.vector is None else person.vector.scores_of
            rows = self._rows(_Choice(scores, among, pool, further, wanted, stars), n, boldness)
            if len(rows) == n:
                break
        return scores, rows

    def _rows(self, choice: _Choice, n: int, boldness: float) -> list[int]:
        """Return the rows of a list of n; at most half of the balanced one are in a bolder one."""
        balanced = self._rows(choice, n, 0.0) if boldness > 0.0 else []
        ordered = self._ordered(choice, n, boldness, balanced)
        n_cold = int(self._is_cold[ordered].sum())  # as many others may come before them
        spread = limit_franchises(ordered.tolist(), self._catalogue.franchises, n + n_cold)
        return limit_cold_films(spread, self._is_cold)[:n]

    def _ordered(
        self, choice: _Choice, n: int, boldness: float, balanced: Sequence[int]
    ) -> NDArray[np.int64]:
        """Return the rows that a list of n is made of, in order: int64[]."""
        leaning, among = adjust_for_popularity(
            choice.scores, choice.among, self._fame, boldness, n, predict_stars=choice.predict_stars
        )
        best = best_rows(leaning, among, choice.pool)
        if not choice.wanted and not balanced:  # as for most people
            return best
        is_best = np.zeros(len(choice.scores), dtype=bool)
        is_best[best] = True
        further = choice.further[~is_best[choice.further]]
        left, aside = set_half_aside(np.concatenate([best, further]), balanced, n // 2)
        if choice.wanted:
            worth = np.where(among, leaning, choice.scores)
            n_best = int(is_best[left].sum())
            left = calibrate(worth, left[:n_best], left[n_best:], choice.wanted, n)
        return np.concatenate([left, aside])

    def _best_of_kinds(
        self,
        person: FoldedInPerson,
        candidates: NDArray[np.bool_],
        wanted: WantedKinds,
        n: int,
        scores: NDArray[np.float32],
    ) -> NDArray[np.int64]:
        """Return the best rows of each kind that a person wants their share of, and note their scores."""
        found = [np.zeros(0, dtype=np.int64)]
        for flags in wanted.flags:
            of_kind, among = person.scores_of_best(candidates & flags, n)
            rows = best_rows(of_kind, among, n)
            scores[rows] = of_kind[rows]
            found.append(rows)
        return np.concatenate(found)


def _liked(person: FoldedInPerson) -> NDArray[np.int64]:
    """Return the rows of the films that a person liked: four stars or more, or not below their own mean.

    What they watched without giving stars counts as liked: they chose it.
    """
    if len(person.stars) == 0:
        return person.watched_rows
    liked: NDArray[np.int64] = person.item_rows[person.stars >= min(LIKED, float(person.stars.mean()))]
    return np.concatenate([liked, person.watched_rows])
