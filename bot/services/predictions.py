"""What the recommender says of a film, as people see it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.services.views import Film, Prediction, Reason
from recommender.recommender import Recommendation


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
