"""What is said of a film in a list: predicted stars, how sure they are, and which ratings speak for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.attributes import shared_director
from recommender.blending import FoldedInPerson
from recommender.confidence import Confidence, confidence_label, stars_deviation
from recommender.explaining import Contribution, most_telling, strongest_of_each
from recommender.star_model import displayed


@dataclass(frozen=True)
class Recommendation:
    """One film and its score; for a warm person also predicted stars (0.5 … 5.0), how sure they are, and why.

    score is the ranking score, in which the ratings have exact shares, whatever leaning and recent films do
    to the order; in the popular list it is the damped mean in stars. reasons are the ratings that moved the
    score most, strongest first, without those that hardly did.
    """

    movie_id: int
    score: float
    predicted_stars: float | None
    confidence: Confidence | None
    reasons: tuple[Contribution, ...] = ()


def telling_reasons(
    person: FoldedInPerson, row: int, others: NDArray[np.int64], n: int
) -> tuple[Contribution, ...]:
    """Return the shares in a row's score that are most above the same ratings' in the others'."""
    shares = person.contributions(np.concatenate([[row], others]))
    telling = most_telling(shares[0], shares[1:].mean(axis=0), n)
    return _contributions(person, row, shares[0], telling)


def judged(
    person: FoldedInPerson, scores: NDArray[np.float32], rows: list[int], n_reasons: int
) -> tuple[Recommendation, ...]:
    """Return recommendations of these rows, with predicted stars, their confidence and reasons."""
    stars, words = stars_in_words(person, rows)
    reasons = _reasons(person, rows, n_reasons)
    movie_ids = person.model.catalogue.movie_ids
    return tuple(
        Recommendation(int(movie_ids[row]), float(scores[row]), predicted, word, because)
        for row, predicted, word, because in zip(rows, stars, words, reasons, strict=True)
    )


def stars_in_words(
    person: FoldedInPerson, rows: list[int]
) -> tuple[list[float | None], list[Confidence | None]]:
    """Return displayed stars of these rows and how sure they are; Nones without star model or rating."""
    if person.vector is None or not rows or len(person.stars) == 0:
        return [None] * len(rows), [None] * len(rows)
    predicted = person.vector.scores_of(rows)
    deviations = stars_deviation(person.vector.share_of_doubt(rows), person.model.popularity.counts[rows])
    return [displayed(stars) for stars in predicted.tolist()], [
        confidence_label(deviation) for deviation in deviations.tolist()
    ]


def _reasons(person: FoldedInPerson, rows: list[int], n: int) -> list[tuple[Contribution, ...]]:
    """Return the strongest shares in the score of each row."""
    if n <= 0 or not rows:
        return [()] * len(rows)
    shares = person.contributions(np.array(rows))
    return [
        _contributions(person, row, of_row, places)
        for row, of_row, places in zip(rows, shares, strongest_of_each(shares, n), strict=True)
    ]


def _contributions(
    person: FoldedInPerson, row: int, shares: NDArray[np.float64], places: Iterable[int]
) -> tuple[Contribution, ...]:
    """Return what a person told of these films with the shares in the score of a row."""
    catalogue, chosen, n_rated = person.model.catalogue, list(places), len(person.stars)
    scored, heard = int(catalogue.movie_ids[row]), catalogue.movie_ids[person.heard_rows[chosen]].tolist()
    stars = [float(person.stars[place]) if place < n_rated else None for place in chosen]
    return tuple(
        Contribution(movie_id, given, share, shared_director(catalogue, scored, movie_id))
        for movie_id, given, share in zip(heard, stars, shares[chosen].tolist(), strict=True)
    )
