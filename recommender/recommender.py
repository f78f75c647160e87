"""The recommender as the rest of the house sees it: movie ids and stars in, movie ids and reasons out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.blending import PersonalScores, blend
from recommender.filtering import Filters, allowed, without
from recommender.onboarding import Onboarding
from recommender.ordering import best_rows, limit_franchises
from recommender.star_model import displayed

__all__ = ["Filters", "Reason", "Recommendation", "Recommendations", "Recommender"]

Confidence = Literal["sure", "fair", "unsure"]
SPARE_CANDIDATES = 200


@dataclass(frozen=True)
class Recommendation:
    """One film and its score; for a warm person also predicted stars (0.5 … 5.0) and how sure they are."""

    movie_id: int
    score: float
    predicted_stars: float | None
    confidence: Confidence | None


@dataclass(frozen=True)
class Recommendations:
    """A list, best first; unknown_movie_ids are the rated ones the model does not know."""

    source: Literal["model", "popular"]
    items: tuple[Recommendation, ...]
    unknown_movie_ids: tuple[int, ...]


@dataclass(frozen=True)
class Reason:
    """One of the person's own ratings and its exact share in a score; negative speaks against."""

    movie_id: int
    stars: float
    contribution: float


class Recommender:
    """Serves one trained model; holds no state about people."""

    def __init__(self, model: TrainedModel) -> None:
        self._model = model
        self._catalogue = model.catalogue
        self._has_ratings = model.popularity.counts > 0
        self._onboarding = Onboarding(model)

    def is_cold(self, ratings: Mapping[int, float]) -> bool:
        """Whether nothing personal can be said: no star model, or no rated film that it knows."""
        return self._model.star_model is None or len(self._known(ratings)[0]) == 0

    def recommend(
        self,
        ratings: Mapping[int, float],
        *,
        n: int,
        exclude: Collection[int] = (),
        filters: Filters | None = None,
        boldness: float = 0.0,
        day: date | None = None,
    ) -> Recommendations:
        """The n best films this person has not rated; the popular list for a cold person."""
        unknown = self._unknown(ratings)
        if self.is_cold(ratings):
            popular = self.popular(n=n, exclude={*exclude, *ratings}, filters=filters)
            return Recommendations("popular", popular.items, unknown)
        personal = self._personal(ratings)
        candidates = self._candidates({*exclude, *ratings}, filters)
        rows = self._pick(personal.scores, candidates, n)
        return Recommendations("model", tuple(self._recommendation(personal, row) for row in rows), unknown)

    def popular(
        self, *, n: int, exclude: Collection[int] = (), filters: Filters | None = None
    ) -> Recommendations:
        """The n best loved well-known films."""
        scores = self._model.popularity.scores
        rows = self._pick(scores, self._candidates(exclude, filters), n)
        items = tuple(Recommendation(self._movie_id(row), float(scores[row]), None, None) for row in rows)
        return Recommendations("popular", items, ())

    def judge(self, ratings: Mapping[int, float], movie_id: int) -> Recommendation | None:
        """What this person would give one film; None when the film is unknown or the person cold."""
        row = int(self._catalogue.item_rows_of([movie_id])[0])
        if row < 0 or not self._has_ratings[row] or self.is_cold(ratings):
            return None
        return self._recommendation(self._personal(ratings), row)

    def explain(self, ratings: Mapping[int, float], movie_id: int, *, n: int = 3) -> tuple[Reason, ...]:
        """The ratings that moved this film's score most, strongest first, without those that hardly did."""
        row = int(self._catalogue.item_rows_of([movie_id])[0])
        if row < 0 or self.is_cold(ratings):
            return ()
        rows, stars = self._known(ratings)
        shares = self._personal(ratings).contributions(row)
        order = np.argsort(-np.abs(shares), kind="stable")[:n]
        return tuple(
            Reason(self._movie_id(rows[i]), float(stars[i]), float(shares[i]))
            for i in order
            if shares[i] != 0
        )

    def next_question(
        self, ratings: Mapping[int, float], *, passed: Collection[int] = (), last: int | None = None
    ) -> int | None:
        """Which film to ask about next; None when there is nothing left to ask."""
        return self._onboarding.next_question({*ratings, *passed}, last)

    def similar(self, movie_id: int, *, n: int) -> tuple[tuple[int, float], ...]:
        """The n films most like this one, with their similarity; empty when the model cannot tell."""
        row = int(self._catalogue.item_rows_of([movie_id])[0])
        if row < 0 or self._model.ranking_model is None:
            return ()
        rows, scores = self._model.ranking_model.similar(row, n)
        return tuple((self._movie_id(row), float(score)) for row, score in zip(rows, scores, strict=True))

    def scores(self, ratings: Mapping[int, float]) -> NDArray[np.float32]:
        """The ranking score of every item before anything is masked: float32[n_items], in catalogue order."""
        if self.is_cold(ratings):
            return self._model.popularity.scores
        return self._personal(ratings).scores

    def _personal(self, ratings: Mapping[int, float]) -> PersonalScores:
        return blend(self._model, *self._known(ratings))

    def _known(self, ratings: Mapping[int, float]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Item rows, ascending, and stars of the rated films the model knows."""
        movie_ids = sorted(ratings)
        rows = self._catalogue.item_rows_of(movie_ids).astype(np.int64)
        stars = np.array([ratings[movie_id] for movie_id in movie_ids], dtype=np.float64)
        known = rows >= 0
        known[known] = self._has_ratings[rows[known]]
        return rows[known], stars[known]

    def _unknown(self, ratings: Mapping[int, float]) -> tuple[int, ...]:
        movie_ids = sorted(ratings)
        rows = self._catalogue.item_rows_of(movie_ids)
        return tuple(movie_id for movie_id, row in zip(movie_ids, rows, strict=True) if row < 0)

    def _candidates(self, exclude: Collection[int], filters: Filters | None) -> NDArray[np.bool_]:
        """Films that may be shown: somebody rated them, they pass the filters, they are not excluded."""
        mask = allowed(self._catalogue, filters or Filters()) & self._has_ratings
        return without(mask, self._catalogue, exclude)

    def _pick(self, scores: NDArray[np.float32], candidates: NDArray[np.bool_], n: int) -> list[int]:
        rows = best_rows(scores, candidates, n + SPARE_CANDIDATES)
        return limit_franchises(rows.tolist(), self._catalogue.franchises, n)

    def _recommendation(self, personal: PersonalScores, row: int) -> Recommendation:
        person = personal.person
        stars = None if person is None else displayed(person.score(row))
        return Recommendation(
            self._movie_id(row), float(personal.scores[row]), stars, None if person is None else "fair"
        )

    def _movie_id(self, row: int) -> int:
        return int(self._catalogue.movie_ids[row])
