"""What the recommender says of a film, as people see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.services.views import Film, Filters, Prediction, Reason
from recommender.recommender import Recommendation, Recommender


def prediction_of(judged: Recommendation | None) -> Prediction | None:
    """Return predicted stars and how sure they are; None when nothing personal can be said."""
    if judged is None or judged.predicted_stars is None or judged.confidence is None:
        return None
    return Prediction(judged.predicted_stars, judged.confidence)


def reasons_of(judged: Recommendation | None, films: Mapping[int, Film]) -> tuple[Reason, ...]:
    """Return the reasons with their films; without those whose film is gone."""
    return tuple(
        Reason(films[reason.movie_id], reason.stars, reason.contribution, reason.director)
        for reason in (() if judged is None else judged.reasons)
        if reason.movie_id in films
    )


def passing_films(
    recommender: Recommender, movie_ids: Collection[int], filters: Filters, ratings: Mapping[int, float]
) -> list[int]:
    """Return those of some films that pass the filters, in the order given.

    Least stars are those predicted for whoever gave these ratings; where none can be, everybody's mean.
    """
    passing = recommender.passing(movie_ids, filters)
    if filters.min_stars is None:
        return passing
    stars = expected_stars(recommender, ratings, passing)
    return [movie_id for movie_id in passing if stars.get(movie_id, 0.0) >= filters.min_stars]


def expected_stars(
    recommender: Recommender, ratings: Mapping[int, float], movie_ids: Collection[int]
) -> dict[int, float]:
    """Return the stars predicted for whoever gave these ratings; where none can be, everybody's mean."""
    stars = recommender.predicted_stars(ratings, movie_ids)
    if stars:
        return stars
    opinions = {movie_id: recommender.public_opinion(movie_id) for movie_id in movie_ids}
    return {movie_id: opinion[0] for movie_id, opinion in opinions.items() if opinion is not None}
