"""What services return → what the API answers.

What is nested stays plain until the whole answer is checked at once: one answer holds forty records.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.services.public_recommending import RecommendedFilm, RecommendedList, SimilarList
from bot.services.views import Film, FilmDetails, Filters, Reason
from bot.web.schemas import (
    FilmAnswer,
    FilmListAnswer,
    RatingsRecommendationsAnswer,
    SearchAnswer,
    SimilarFilmsAnswer,
    UserRecommendationsAnswer,
)

AllDetails = Sequence[FilmDetails | None]


def film_answer(film: Film, details: FilmDetails | None) -> FilmAnswer:
    """Return one film."""
    return FilmAnswer(**_film(film, details))


def user_answer(
    user_id: int, films: RecommendedList, details: AllDetails, filters: Filters
) -> UserRecommendationsAnswer:
    """Return a MovieLens user's list."""
    return UserRecommendationsAnswer.model_validate({"user_id": user_id, **_list(films, details, filters)})


def ratings_answer(
    films: RecommendedList, details: AllDetails, filters: Filters
) -> RatingsRecommendationsAnswer:
    """Return the list for ratings that came with the question."""
    unknown = list(films.unknown_movie_ids)
    return RatingsRecommendationsAnswer.model_validate(
        {"unknown_movie_ids": unknown, **_list(films, details, filters)}
    )


def list_answer(films: RecommendedList, details: AllDetails, filters: Filters) -> FilmListAnswer:
    """Return a list that is nobody's own."""
    return FilmListAnswer.model_validate(_list(films, details, filters))


def similar_answer(similar: SimilarList, details: AllDetails, filters: Filters) -> SimilarFilmsAnswer:
    """Return the films like one film, or like several."""
    answers = [
        {**_film(each.film, known), "similarity": each.similarity}
        for each, known in zip(similar.films, details, strict=True)
    ]
    first, *others = (film.movie_id for film in similar.seeds)
    return SimilarFilmsAnswer.model_validate(
        {
            "movie_id": first,
            "also": others,
            "model_version": similar.model_version,
            "filters": filters.to_json(),
            "similar": answers,
        }
    )


def search_answer(query: str, films: Sequence[Film]) -> SearchAnswer:
    """Return what a search found."""
    return SearchAnswer(query=query, movies=[film_answer(film, None) for film in films])


def _list(films: RecommendedList, details: AllDetails, filters: Filters) -> dict[str, Any]:
    listed = [_listed(each, known) for each, known in zip(films.films, details, strict=True)]
    return {
        "source": films.source,
        "model_version": films.model_version,
        "filters": filters.to_json(),
        "recommendations": listed,
    }


def _listed(listed: RecommendedFilm, details: FilmDetails | None) -> dict[str, Any]:
    return {
        **_film(listed.film, details),
        "score": listed.score,
        "predicted_stars": round(listed.prediction.predicted_stars, 2) if listed.prediction else None,
        "confidence": listed.prediction.confidence if listed.prediction else None,
        "because": [_because(reason, reason.stars) for reason in listed.reasons if reason.stars is not None],
    }


def _because(reason: Reason, stars: float) -> dict[str, Any]:
    return {
        "movie_id": reason.film.movie_id,
        "title": reason.film.title,
        "year": reason.film.year,
        "stars": round(stars, 2),
        "contribution": reason.contribution,
        "director": reason.director,
    }


def _film(film: Film, details: FilmDetails | None) -> dict[str, Any]:
    return {
        "movie_id": film.movie_id,
        "imdb_id": film.imdb_id,
        "title": film.title,
        "year": film.year,
        "genres": list(film.genres),
        **_known(details or FilmDetails()),
    }


def _known(details: FilmDetails) -> dict[str, Any]:
    """Return what is known: a field that is never set is never written."""
    fields = {
        "poster_url": details.poster_url,
        "plot": details.plot,
        "director": details.director,
        "actors": details.actors,
        "imdb_rating": details.imdb_rating,
        "runtime": details.runtime_minutes,
    }
    return {name: value for name, value in fields.items() if value is not None}
