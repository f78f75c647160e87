"""Which films a person's list holds: the best, leaning and calibrated, franchises limited, one recent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.blending import FoldedInPerson
from recommender.boldness import StarPredictor, adjust_for_popularity, pool_for, set_half_aside
from recommender.calibration import WantedKinds, calibrate, find_kinds, wanted_kinds
from recommender.ordering import best_rows, limit_franchises
from recommender.ratings import LIKED
from recommender.recent import TAKE_TURNS, place_recent, recent_films, recent_slot


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

    def __init__(self, model: TrainedModel) -> None:
        self._model = model
        self._catalogue = model.catalogue
        self._is_recent = recent_films(model.catalogue.years)
        self._kinds = find_kinds(model.catalogue, model.popularity.counts)

    def choose(
        self,
        person: FoldedInPerson,
        candidates: NDArray[np.bool_],
        n: int,
        boldness: float,
        day: date | None,
    ) -> tuple[NDArray[np.float32], list[int]]:
        """Return scores, float32[n_items], and the rows of the list; candidates are bool[n_items].

        Scores are complete for the rows of the list; see Recommender.recommend for boldness and day.
        """
        # A recent film may stand in both lists.
        has_recent = day is not None and recent_slot(day) is not None
        scores, rows = self._best(person, candidates, n, boldness, n // 2 - has_recent)
        return (scores, rows) if day is None else self._with_recent(person, candidates, day, scores, rows)

    def _best(
        self, person: FoldedInPerson, candidates: NDArray[np.bool_], n: int, boldness: float, kept: int
    ) -> tuple[NDArray[np.float32], list[int]]:
        """Return scores, as they are without leaning, and the rows of the list.

        The rows are chosen out of a few of the best, which franchises hardly ever use up.
        """
        wanted = wanted_kinds(self._kinds, _liked(person))
        for pool in (pool_for(n), len(candidates)):
            scores, among = person.scores_of_best(candidates, pool)
            further = self._best_of_kinds(person, candidates, wanted, n, scores)
            stars = None if person.vector is None else person.vector.scores_of
            rows = self._rows(_Choice(scores, among, pool, further, wanted, stars), n, boldness, kept)
            if len(rows) == n:
                break
        return scores, rows

    def _rows(self, choice: _Choice, n: int, boldness: float, kept: int) -> list[int]:
        """Return the rows of a list of n; at most `kept` of the balanced one are in a bolder one."""
        balanced = self._rows(choice, n, 0.0, kept) if boldness > 0.0 else []
        ordered = self._ordered(choice, n, boldness, balanced, kept)
        return limit_franchises(ordered.tolist(), self._catalogue.franchises, n)

    def _ordered(
        self, choice: _Choice, n: int, boldness: float, balanced: Sequence[int], kept: int
    ) -> NDArray[np.int64]:
        """Return the rows that a list of n is made of, in order: int64[]."""
        counts = self._model.popularity.counts
        leaning, among = adjust_for_popularity(
            choice.scores, choice.among, counts, boldness, n, predict_stars=choice.predict_stars
        )
        best = best_rows(leaning, among, choice.pool)
        further = choice.further[~np.isin(choice.further, best)]
        left, aside = set_half_aside(np.concatenate([best, further]), balanced, kept)
        if choice.wanted:
            worth = np.where(among, leaning, choice.scores)
            n_best = int(np.isin(left, best).sum())
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

    def _with_recent(
        self,
        person: FoldedInPerson,
        candidates: NDArray[np.bool_],
        day: date,
        scores: NDArray[np.float32],
        rows: list[int],
    ) -> tuple[NDArray[np.float32], list[int]]:
        """Return scores and rows with the recent film that has its turn on this day.

        They stay as they are when there is none, or when its franchise stands there twice already.
        """
        turn = recent_slot(day)
        if turn is None:
            return scores, rows
        of_recent, among = person.scores_of_best(candidates & self._is_recent, TAKE_TURNS)
        best = best_rows(of_recent, among, TAKE_TURNS)
        if len(best) == 0:
            return scores, rows
        row = int(best[turn % len(best)])
        placed = place_recent(rows, row)
        if limit_franchises(placed, self._catalogue.franchises, len(placed)) != placed:
            return scores, rows
        scores[row] = of_recent[row]
        return scores, placed


def _liked(person: FoldedInPerson) -> NDArray[np.int64]:
    """Return the rows of the films that a person liked: four stars or more, or not below their own mean."""
    liked: NDArray[np.int64] = person.item_rows[person.stars >= min(LIKED, float(person.stars.mean()))]
    return liked
