"""What the recommender says of films to a person, as people see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.services.taste import Taste
from bot.services.views import Film, Filters, Prediction, Reason
from recommender.recommender import Recommendation, Recommender

EXTRA_WHEN_NARROWED = 600
"""How many more similar films are asked for when filters narrow them: of few neighbours none may pass."""


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


def films_for(
    recommender: Recommender,
    taste: Taste,
    *,
    n: int,
    excluded: Collection[int],
    filters: Filters,
    with_cold: bool = True,
) -> tuple[int, ...]:
    """Return the n best films for a person, with their own boldness; popular ones for a cold person."""
    recommended = recommender.recommend(
        taste.ratings,
        n=n,
        watched=taste.watched,
        exclude=excluded,
        filters=filters,
        boldness=taste.boldness,
        with_cold=with_cold,
    )
    return tuple(item.movie_id for item in recommended.items)


def popular_films(
    recommender: Recommender, *, n: int, excluded: Collection[int], filters: Filters
) -> tuple[int, ...]:
    """Return the n films that most people like, but those that are excluded."""
    popular = recommender.popular(n=n, exclude=excluded, filters=filters)
    return tuple(item.movie_id for item in popular.items)


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
