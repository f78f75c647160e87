"""The recommendations API: parse, ask one service, render."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from bot.runtime import offload
from bot.services.public_recommending import ListWish, RecommendedList
from bot.services.views import Film, Filters
from bot.web import rendering
from bot.web.dependencies import GuardedRoute, WebDependencies, WebDependenciesHere
from bot.web.filter_parameters import FilterParameters, NarrowingHere, described_parameters
from bot.web.http_caching import FILM_SECONDS, LIST_SECONDS, cacheable, fresh
from bot.web.problems import Problem, invalid
from bot.web.schemas import (
    MAX_FILMS,
    MAX_MOVIE_ID,
    MAX_OFFSET,
    MAX_OTHER_SEEDS,
    Digits,
    FilmAnswer,
    FilmListAnswer,
    GivenRating,
    RatingsQuestion,
    RatingsRecommendationsAnswer,
    SearchAnswer,
    SimilarFilmsAnswer,
    UserRecommendationsAnswer,
)

MovieIdHere = Annotated[int, Path(ge=1, le=MAX_MOVIE_ID, examples=[318]), Digits]
UserIdHere = Annotated[
    int,
    Path(ge=1, le=2**63 - 1, description="A MovieLens user id; an unknown one gets popular films."),
    Digits,
]
OtherMovieIdsHere = Annotated[
    list[Annotated[int, Field(ge=1, le=MAX_MOVIE_ID), Digits]],
    Query(max_length=MAX_OTHER_SEEDS, description="More films that the answers are to be like (repeat it)."),
]
CountHere = Annotated[int, Query(ge=1, le=MAX_FILMS, description="How many films."), Digits]
OffsetHere = Annotated[
    int,
    Query(ge=0, le=MAX_OFFSET, description="How many films of the list were read before: more films."),
    Digits,
]
WordsHere = Annotated[
    str,
    Query(
        pattern=r"[^\s\u0085\uFEFF]",
        max_length=100,
        description="A title, or part of one; typing errors, accents, articles and a year are understood.",
        examples=["matirx", "heat 1995"],
    ),
]

REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The request cannot be read."},
    401: {"model": Problem, "description": "An API key is needed (when the service was set up with keys)."},
    422: {
        "model": Problem,
        "description": "A value is out of range, or a parameter unknown; `errors` names it.",
    },
    429: {"model": Problem, "description": "Too many requests; Retry-After says when to come back."},
    503: {"model": Problem, "description": "The database is away; Retry-After says when to come back."},
}
UNKNOWN_FILM: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "description": "No such film."}}
NOT_MODIFIED: dict[int | str, dict[str, Any]] = {304: {"description": "The caller's copy is still good."}}
BAD_BODY: dict[int | str, dict[str, Any]] = {
    408: {"model": Problem, "description": "The body came too slowly."},
    413: {"model": Problem, "description": "The body is too long."},
}

NARROWED = {"parameters": described_parameters()}

router = APIRouter(route_class=GuardedRoute, responses=REFUSALS)


@router.get(
    "/recommendations/{user_id}",
    summary="Recommendations for a MovieLens user",
    tags=["recommendations"],
    response_model=UserRecommendationsAnswer,
    responses=NOT_MODIFIED,
    openapi_extra=NARROWED,
)
async def recommendations(
    request: Request,
    web: WebDependenciesHere,
    user_id: UserIdHere,
    narrowing: NarrowingHere,
    *,
    n: CountHere = 10,
    offset: OffsetHere = 0,
) -> Response:
    """Return films that a MovieLens user might like, none of which they have rated."""
    filters = _filters(web, narrowing)
    chosen = (await _list_for(web, ListWish(user_id, offset + n, filters))).after(offset)
    answer = rendering.user_answer(user_id, chosen, await _details_of_list(web, chosen), filters)
    return cacheable(request, answer, LIST_SECONDS, is_private=web.is_private)


@router.post(
    "/recommendations",
    summary="Recommendations for ratings sent along",
    tags=["recommendations"],
    response_model=RatingsRecommendationsAnswer,
    responses=BAD_BODY,
)
async def recommendations_for_ratings(web: WebDependenciesHere, question: RatingsQuestion) -> Response:
    """Return films that somebody with these ratings might like; the ratings are not kept."""
    if question.genre is not None and question.filters is not None:
        raise invalid("body.genre", "Name genres either here or in filters.")
    narrowing = FilterParameters(genre=[] if question.genre is None else [question.genre])
    filters = _filters(web, question.filters or narrowing)
    ratings = _ratings(question.ratings)
    whole = await offload.run(
        web.recommending.for_ratings,
        ratings,
        n=question.offset + question.n,
        filters=filters,
        exclude=question.exclude,
    )
    chosen = whole.after(question.offset)
    return fresh(rendering.ratings_answer(chosen, await _details_of_list(web, chosen), filters))


@router.get(
    "/popular",
    summary="What most people like",
    tags=["recommendations"],
    response_model=FilmListAnswer,
    responses=NOT_MODIFIED,
    openapi_extra=NARROWED,
)
async def popular(
    request: Request,
    web: WebDependenciesHere,
    narrowing: NarrowingHere,
    *,
    n: CountHere = 10,
    offset: OffsetHere = 0,
) -> Response:
    """Return films that most people like."""
    filters = _filters(web, narrowing)
    whole = await offload.run(web.recommending.popular, n=offset + n, filters=filters)
    chosen = whole.after(offset)
    answer = rendering.list_answer(chosen, await _details_of_list(web, chosen), filters)
    return cacheable(request, answer, LIST_SECONDS, is_private=web.is_private)


@router.get(
    "/movies",
    summary="Films by their title",
    tags=["films"],
    response_model=SearchAnswer,
    responses=NOT_MODIFIED,
)
async def search(request: Request, web: WebDependenciesHere, query: WordsHere, n: CountHere = 10) -> Response:
    """Return films by their title."""
    found = await offload.run(web.toolbox.services.title_search.find, query, n)
    answer = rendering.search_answer(query, [each.film for each in found])
    return cacheable(request, answer, LIST_SECONDS, is_private=web.is_private)


@router.get(
    "/movies/{movie_id}",
    summary="One film with its details",
    tags=["films"],
    response_model=FilmAnswer,
    responses=UNKNOWN_FILM | NOT_MODIFIED,
)
async def movie(request: Request, web: WebDependenciesHere, movie_id: MovieIdHere) -> Response:
    """Return one film with its details."""
    film = web.recommending.film_at_hand(movie_id)
    if film is None:
        film = await offload.run(web.recommending.film, movie_id)
    [details] = await web.details.of([film])
    answer = rendering.film_answer(film, details)
    # Without details it may be worth asking again soon: OMDb was slow, or away.
    seconds = LIST_SECONDS if details is None else FILM_SECONDS
    return cacheable(request, answer, seconds, is_private=web.is_private)


@router.get(
    "/movies/{movie_id}/similar",
    summary="Films like one film, or like several",
    tags=["films"],
    response_model=SimilarFilmsAnswer,
    responses=UNKNOWN_FILM | NOT_MODIFIED,
    openapi_extra=NARROWED,
)
async def similar(
    request: Request,
    web: WebDependenciesHere,
    movie_id: MovieIdHere,
    narrowing: NarrowingHere,
    *,
    also: OtherMovieIdsHere = [],  # noqa: B006  # FastAPI copies it
    n: CountHere = 10,
    offset: OffsetHere = 0,
) -> Response:
    """Return films that the same people like as this one, and as the others that `also` names."""
    filters, seeds = _filters(web, narrowing), [movie_id, *also]
    whole = await offload.run(web.recommending.similar, seeds, n=offset + n, filters=filters)
    found = whole.after(offset)
    details = await web.details.of([each.film for each in found.films])
    answer = rendering.similar_answer(found, details, filters)
    return cacheable(request, answer, LIST_SECONDS, is_private=web.is_private)


def _filters(web: WebDependencies, narrowing: FilterParameters) -> Filters:
    return narrowing.to_filters(web.toolbox.services.films.resolve_genre)


def _ratings(given: list[GivenRating]) -> Mapping[int, float]:
    ratings: dict[int, float] = {}
    for number, rating in enumerate(given):
        if rating.movie_id in ratings:
            raise invalid(f"body.ratings.{number}.movie_id", f"Film {rating.movie_id} is rated twice.")
        ratings[rating.movie_id] = rating.stars
    return ratings


async def _list_for(web: WebDependencies, wish: ListWish) -> RecommendedList:
    """Return a MovieLens user's list: one that is remembered, or chosen beside those of others who wait."""
    chosen = web.recommending.remembered(wish.movielens_user_id, n=wish.n, filters=wish.filters)
    if chosen is None:
        chosen = await web.lists.ask(wish)
        assert chosen is not None  # noqa: S101 - every wish is answered, or what went wrong is raised
    return chosen


async def _details_of_list(web: WebDependencies, chosen: RecommendedList) -> list[Any]:
    films: list[Film] = [each.film for each in chosen.films]
    return await web.details.of(films)
