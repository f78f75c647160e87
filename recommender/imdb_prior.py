"""What IMDb's voters say of a film before anybody here rated it: how often it is picked and liked, and stars.

Both are straight lines through the films that have votes as well as ratings, by least squares:

    √base = a + b · ln(1 + votes)            bias = b' · (rating − its mean)

base being the ranking model's for its smallest support. IMDb's rating stays out of the first: among films of
a time, the most voted are picked, not the best rated (docs/research.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.artifact import TrainedModel
from recommender.catalogue import Catalogue

MIN_FILMS_TO_LEARN_FROM = 20
LOWEST_BASE = 1e-4


@dataclass(frozen=True, eq=False)
class ImdbNumbers:
    """One entry a film: ratings float64[n] of 1 … 10, NaN where there is none, and votes float64[n]."""

    ratings: NDArray[np.float64]
    votes: NDArray[np.float64]


def imdb_numbers(catalogue: Catalogue) -> ImdbNumbers:
    """Return what is known of the films of a catalogue; without a rating no votes count."""
    ratings, votes = np.full(len(catalogue.movie_ids), np.nan), np.zeros(len(catalogue.movie_ids))
    movie_ids = sorted(catalogue.details)
    for movie_id, row in zip(movie_ids, catalogue.item_rows_of(movie_ids).tolist(), strict=True):
        facts = catalogue.details[movie_id]
        if row >= 0 and facts.imdb_rating is not None and facts.imdb_votes > 0:
            ratings[row], votes[row] = facts.imdb_rating, facts.imdb_votes
    return ImdbNumbers(ratings, votes)


def expected_bases(model: TrainedModel, numbers: ImdbNumbers) -> NDArray[np.float64] | None:
    """Return how often each film would be picked and liked by its votes: float64[n_items], 0 without votes.

    None where fewer than twenty films have votes and take part in the ranking model.
    """
    ranking = model.ranking_model
    if ranking is None:
        return None
    known = ranking.item_rows[numbers.votes[ranking.item_rows] > 0]
    if len(known) < MIN_FILMS_TO_LEARN_FROM:
        return None
    fame = np.log1p(numbers.votes)
    roots = np.sqrt(np.maximum(ranking.bases[0, known].astype(np.float64), LOWEST_BASE))
    slope, intercept = _line(fame[known], roots)
    # No further than the best known film: a line through thousands of votes says nothing of ten millions.
    expected = np.clip(intercept + slope * fame, 0.0, float(roots.max())) ** 2
    return np.where(numbers.votes > 0, expected, 0.0)


def with_expected_stars(model: TrainedModel, numbers: ImdbNumbers) -> TrainedModel:
    """Return the model with the bias that IMDb's rating lets expect for films that nobody here rated."""
    star_model, counts = model.star_model, model.popularity.counts
    has_rating = ~np.isnan(numbers.ratings)
    known, unrated = np.flatnonzero(has_rating & (counts > 0)), np.flatnonzero(has_rating & (counts == 0))
    if star_model is None or len(known) < MIN_FILMS_TO_LEARN_FROM or len(unrated) == 0:
        return model
    slope, intercept = _line(numbers.ratings[known], star_model.item_biases[known].astype(np.float64))
    biases = star_model.item_biases.copy()
    biases[unrated] = (intercept + slope * numbers.ratings[unrated]).astype(np.float32)
    return replace(model, star_model=replace(star_model, item_biases=biases))


def _line(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    """Return slope and intercept by least squares, the slope not below 0; 0 where all x are one."""
    spread = x - x.mean()
    slope = max(float(spread @ y) / max(float(spread @ spread), 1e-12), 0.0)
    return slope, float(y.mean()) - slope * float(x.mean())
