"""Who is compared: anything that scores all items for a person it was not trained on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.catalogue import Catalogue
from recommender.ratings import Ratings
from recommender.recommender import Recommender
from recommender.training import train

SHOWN = 100


class Contender(Protocol):
    """A trained ranker. Item rows are int64[n] ascending, stars float64[n]."""

    def scores(self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]) -> NDArray[np.floating]:
        """Return a score for every item, float[n_items]; −inf for items it would never show."""
        ...

    def predicted_stars(
        self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]
    ) -> NDArray[np.floating] | None:
        """Return predicted stars of every item, float[n_items], or None when it predicts none."""
        ...


@dataclass(frozen=True)
class Entry:
    """A contender's name and how to train it: train(training ratings, seed)."""

    name: str
    train: Callable[[Ratings, int], Contender]


@dataclass(frozen=True, eq=False)
class ServedScores:
    """The product: the ranking scores of the recommender, before filters and franchise limits."""

    model: TrainedModel
    recommender: Recommender

    def scores(
        self,
        item_rows: NDArray[np.int64],
        stars: NDArray[np.float64],
        watched_rows: Sequence[int] | NDArray[np.int64] = (),
    ) -> NDArray[np.floating]:
        """Return the recommender's scores; films that nobody rated are never shown.

        Item rows int64[w] of films watched without stars may be given, too.
        """
        catalogue = self.model.catalogue
        watched = [int(catalogue.movie_ids[row]) for row in watched_rows]
        scores = self.recommender.scores(_as_mapping(catalogue, item_rows, stars), watched)
        return np.where(self.model.popularity.counts > 0, scores, -np.inf)

    def predicted_stars(
        self, item_rows: NDArray[np.int64], stars: NDArray[np.float64]
    ) -> NDArray[np.floating] | None:
        """Return the star model's predictions, clipped as on a card."""
        if self.model.star_model is None:
            return None
        known = self.model.popularity.counts[item_rows] > 0
        return np.clip(self.model.star_model.fold_in(item_rows[known], stars[known]).scores(), 0.5, 5.0)


@dataclass(frozen=True, eq=False)
class ServedList(ServedScores):
    """The product's list with franchise limits and, if wanted, cold films: its first n films."""

    n: int = SHOWN
    with_cold: bool = False

    def scores(
        self,
        item_rows: NDArray[np.int64],
        stars: NDArray[np.float64],
        watched_rows: Sequence[int] | NDArray[np.int64] = (),
    ) -> NDArray[np.floating]:
        """Return minus the rank for the films shown, −inf for the others."""
        catalogue = self.model.catalogue
        ratings = _as_mapping(catalogue, item_rows, stars)
        watched = [int(catalogue.movie_ids[row]) for row in watched_rows]
        shown = self.recommender.recommend(ratings, n=self.n, watched=watched, with_cold=self.with_cold).items
        scores = np.full(len(catalogue.movie_ids), -np.inf)
        rows = catalogue.item_rows_of([item.movie_id for item in shown])
        scores[rows] = -np.arange(1.0, len(rows) + 1)
        return scores


def served(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return the product as scores, as lists with and without cold films; it is trained once a split."""
    trained: dict[tuple[int, int], TrainedModel] = {}

    def model(ratings: Ratings, seed: int) -> TrainedModel:
        key = (id(ratings), seed)
        if key not in trained:
            trained.clear()
            trained[key] = train(ratings, catalogue, seed=seed)
        return trained[key]

    def scores(ratings: Ratings, seed: int) -> Contender:
        return ServedScores(model(ratings, seed), Recommender(model(ratings, seed)))

    return (
        Entry("Matinee", scores),
        Entry("Matinee, list as shown", _listing(model, with_cold=True)),
        Entry("Matinee, no cold film", _listing(model)),
    )


def _listing(
    model: Callable[[Ratings, int], TrainedModel], *, with_cold: bool = False
) -> Callable[[Ratings, int], Contender]:
    """Return how to train a contender that serves the product's list."""

    def train_list(ratings: Ratings, seed: int) -> Contender:
        trained = model(ratings, seed)
        return ServedList(trained, Recommender(trained), with_cold=with_cold)

    return train_list


def _as_mapping(
    catalogue: Catalogue, item_rows: NDArray[np.int64], stars: NDArray[np.float64]
) -> dict[int, float]:
    return dict(zip(catalogue.movie_ids[item_rows].tolist(), stars.tolist(), strict=True))
